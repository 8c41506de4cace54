package dev.vae.export.internal.lower;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import dev.vae.export.internal.onnx.Attribute;
import java.util.List;
import java.util.Map;

/** Operations that move elements about. */
final class MovementLowering {
  private final Emitter out;
  private final Values values;
  private final RuntimeShapes shapes;

  MovementLowering(Emitter out, Values values, RuntimeShapes shapes) {
    this.out = out;
    this.values = values;
    this.shapes = shapes;
  }

  String permute(Tensor t) {
    List<Integer> order = t.attributes(Attributes.Permute.class).order();
    return out.emit("Transpose", Map.of("perm", Attribute.ints(order)), values.of(t.operand(0)));
  }

  String slice(Tensor t) {
    var s = t.attributes(Attributes.Slice.class);
    return out.emit(
        "Slice",
        values.of(t.operand(0)),
        out.longs(s.from()),
        out.longs(s.to()),
        out.longs(s.axis()),
        out.longs(s.step()));
  }

  /**
   * Padding between elements is padding behind each one on an axis of its own, less what comes
   * behind the last.
   */
  String pad(Tensor t) {
    var p = t.attributes(Attributes.Pad.class);
    Shape shape = t.operand(0).shape();
    String x = values.of(t.operand(0));
    int length = shape.dim(p.axis()).factor();
    if (p.interior() == 0 || length < 2) {
      return padded(x, shape.rank(), p.axis(), p.before(), p.after(), p.value());
    }
    String apart = out.emit("Unsqueeze", x, out.longs(p.axis() + 1L));
    String spread = padded(apart, shape.rank() + 1, p.axis() + 1, 0, p.interior(), p.value());
    String joined =
        shapes.reshape(spread, shape.with(p.axis(), Dim.of(length * (1 + p.interior()))));
    String cut =
        out.emit(
            "Slice",
            joined,
            out.longs(0),
            out.longs(length * (1L + p.interior()) - p.interior()),
            out.longs(p.axis()));
    return p.before() == 0 && p.after() == 0
        ? cut
        : padded(cut, shape.rank(), p.axis(), p.before(), p.after(), p.value());
  }

  private String padded(String x, int rank, int axis, int before, int after, double value) {
    long[] pads = new long[2 * rank];
    pads[axis] = before;
    pads[rank + axis] = after;
    return out.emit("Pad", x, out.longs(pads), out.number(value));
  }

  String concat(Tensor t) {
    int axis = t.attributes(Attributes.Concat.class).axis();
    String[] parts = t.operands().stream().map(values::of).toArray(String[]::new);
    return out.emit("Concat", Map.of("axis", Attribute.of(axis)), parts);
  }

  String gather(Tensor t) {
    String places = out.toInt(values.of(t.operand(1)));
    return out.emit("Gather", values.of(t.operand(0)), places);
  }

  /**
   * Rows and places are laid flat, and each place repeated for every element of its row. (A scatter
   * of whole rows is not ordered, nor safe against repeated places, in every runtime.)
   */
  String scatterAdd(Tensor t) {
    Shape table = t.shape();
    if (table.factor() == 0 || t.operand(1).shape().factor() == 0) {
      return shapes.fill(0, table);
    }
    int width = table.sub(1, table.rank()).elements();
    Shape flat = Shape.of(table.dim(0), Dim.of(width));
    String places = out.toInt(flat(values.of(t.operand(0)), 1));
    String rows = flat(values.of(t.operand(1)), width);
    String everywhere = out.emit("Expand", places, out.emit("Shape", rows));
    Map<String, Attribute> add = Map.of("axis", Attribute.of(0), "reduction", Attribute.of("add"));
    String sums = out.emit("ScatterElements", add, shapes.fill(0, flat), everywhere, rows);
    return flat.equals(table) ? sums : shapes.reshape(sums, table);
  }

  private String flat(String value, int width) {
    return out.emit("Reshape", value, out.longs(-1, width));
  }
}
