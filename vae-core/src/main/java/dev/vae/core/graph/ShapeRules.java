package dev.vae.core.graph;

import dev.vae.core.geometry.ConvolutionGeometry;
import dev.vae.core.graph.attribute.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What shape an operation gives, and which operands it refuses. */
final class ShapeRules {
  private ShapeRules() {}

  static int axis(Op op, Tensor t, int axis) {
    int rank = t.shape().rank();
    int a = axis < 0 ? axis + rank : axis;
    if (a < 0 || a >= rank) {
      throw misfit(op, "no axis " + axis, t);
    }
    return a;
  }

  /** The named axes, counted from 0, ascending; all if none is named. */
  static List<Integer> axes(Op op, Tensor t, int... axes) {
    List<Integer> list =
        axes.length == 0
            ? IntStream.range(0, t.shape().rank()).boxed().toList()
            : Arrays.stream(axes).map(a -> axis(op, t, a)).sorted().boxed().toList();
    if (list.stream().distinct().count() != list.size()) {
      throw misfit(op, "an axis is named twice in " + Arrays.toString(axes), t);
    }
    return list;
  }

  static Shape reduced(Shape shape, List<Integer> over, boolean keep) {
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      if (!over.contains(i)) {
        dims.add(shape.dim(i));
      } else if (keep) {
        dims.add(Dim.of(1));
      }
    }
    return new Shape(dims);
  }

  static Shape matmul(Tensor left, Tensor right, Attributes.MatMul how) {
    Shape a = left.shape();
    Shape b = right.shape();
    if (a.rank() < 2 || b.rank() < 2) {
      throw misfit(Op.MATMUL, "both operands need at least two axes", left, right);
    }
    Dim m = a.dim(how.transposeA() ? -1 : -2);
    Dim k = a.dim(how.transposeA() ? -2 : -1);
    Dim k2 = b.dim(how.transposeB() ? -1 : -2);
    Dim n = b.dim(how.transposeB() ? -2 : -1);
    if (!k.equals(k2)) {
      String first = how.transposeA() ? ", first operand transposed" : "";
      String second = how.transposeB() ? ", second operand transposed" : "";
      throw misfit(
          Op.MATMUL,
          "the inner lengths " + k + " and " + k2 + " differ" + first + second,
          left,
          right);
    }
    Shape leadA = a.sub(0, a.rank() - 2);
    Shape leadB = b.sub(0, b.rank() - 2);
    if (leadA.rank() > 0 && leadB.rank() > 0 && !leadA.equals(leadB)) {
      throw misfit(
          Op.MATMUL, "the leading axes " + leadA + " and " + leadB + " differ", left, right);
    }
    List<Dim> dims = new ArrayList<>((leadA.rank() > 0 ? leadA : leadB).dims());
    dims.add(m);
    dims.add(n);
    return new Shape(dims);
  }

  static Shape conv2d(Tensor x, Tensor w, ConvolutionGeometry g) {
    checkGeometry(x, g);
    return outputs(g).withLeading(images(Op.CONV2D, x, inputs(g), w, kernel(g)));
  }

  static Shape conv2dTranspose(Tensor y, Tensor w, ConvolutionGeometry g) {
    checkGeometry(y, g);
    return inputs(g).withLeading(images(Op.CONV2D_TRANSPOSE, y, outputs(g), w, kernel(g)));
  }

  static Shape conv2dWeight(Tensor x, Tensor y, ConvolutionGeometry g) {
    checkGeometry(x, g);
    Dim n = images(Op.CONV2D_WEIGHT, x, inputs(g), x, x.shape());
    images(Op.CONV2D_WEIGHT, y, outputs(g), y, outputs(g).withLeading(n));
    return kernel(g);
  }

  static Shape slice(Tensor x, Attributes.Slice s) {
    Dim dim = x.shape().dim(s.axis());
    if (dim.batch() || s.from() < 0 || s.to() < s.from() || s.to() > dim.factor() || s.step() < 1) {
      String which = s.from() + " to " + s.to() + " step " + s.step();
      throw misfit(
          Op.SLICE, "no elements " + which + " along axis " + s.axis() + " of length " + dim, x);
    }
    return x.shape().with(s.axis(), Dim.of((s.to() - s.from() + s.step() - 1) / s.step()));
  }

  static Shape pad(Tensor x, Attributes.Pad p) {
    Dim dim = x.shape().dim(p.axis());
    if (dim.batch() || p.before() < 0 || p.after() < 0 || p.interior() < 0) {
      String by = p.before() + ", " + p.after() + ", " + p.interior();
      throw misfit(Op.PAD, "cannot pad axis " + p.axis() + " of length " + dim + " by " + by, x);
    }
    long between = Math.max(0L, dim.factor() - 1) * p.interior();
    long length = p.before() + dim.factor() + between + p.after();
    return x.shape().with(p.axis(), Dim.of(Math.toIntExact(length)));
  }

  static Shape concat(List<Tensor> parts, int axis) {
    Shape first = parts.get(0).shape();
    int length = 0;
    for (Tensor part : parts) {
      Shape shape = part.shape();
      boolean fits =
          shape.rank() == first.rank()
              && !shape.dim(axis).batch()
              && shape.with(axis, Dim.of(1)).equals(first.with(axis, Dim.of(1)));
      if (!fits) {
        throw misfit(
            Op.CONCAT,
            "operands differ in more than axis " + axis + ", or it depends on the batch",
            parts.toArray(Tensor[]::new));
      }
      length = Math.addExact(length, shape.dim(axis).factor());
    }
    return first.with(axis, Dim.of(length));
  }

  static Shape gather(Tensor table, Tensor places) {
    if (table.shape().rank() < 1 || !table.shape().isConstant()) {
      throw misfit(Op.GATHER, "the table needs axes, none of them the batch's", table, places);
    }
    return rowsAt(places.shape(), table.shape());
  }

  static void scatterAdd(Tensor rows, Tensor places, Shape table) {
    boolean fits =
        table.isConstant()
            && table.rank() > 0
            && rows.shape().equals(rowsAt(places.shape(), table));
    if (!fits) {
      throw misfit(Op.SCATTER_ADD, "rows do not fit a table of shape " + table, places, rows);
    }
  }

  /** An enum constant's name as people write it: {@code log_sum_exp} becomes {@code logSumExp}. */
  static String describe(Enum<?> constant) {
    String[] parts = constant.name().toLowerCase(Locale.ROOT).split("_");
    StringBuilder name = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      name.append(Character.toUpperCase(parts[i].charAt(0))).append(parts[i].substring(1));
    }
    return name.toString();
  }

  static ShapeException misfit(Op op, String why, Tensor... operands) {
    String shapes =
        String.join(" and ", Arrays.stream(operands).map(t -> t.shape().toString()).toList());
    return new ShapeException(
        describe(op) + " of " + shapes + operands[0].graph().in() + ": " + why);
  }

  private static Shape rowsAt(Shape places, Shape table) {
    List<Dim> dims = new ArrayList<>(places.dims());
    dims.addAll(table.dims().subList(1, table.rank()));
    return new Shape(dims);
  }

  private static Shape inputs(ConvolutionGeometry g) {
    return Shape.of(g.height(), g.width(), g.channels());
  }

  private static Shape outputs(ConvolutionGeometry g) {
    return Shape.of(g.outputHeight(), g.outputWidth(), g.outputs());
  }

  private static Shape kernel(ConvolutionGeometry g) {
    return Shape.of(g.kernelHeight(), g.kernelWidth(), g.channels() / g.groups(), g.outputs());
  }

  /** Checks images behind one leading axis, and another operand; gives that axis. */
  private static Dim images(Op op, Tensor x, Shape image, Tensor other, Shape expected) {
    if (x.shape().rank() != 4 || !x.shape().sub(1, 4).equals(image)) {
      throw misfit(op, "expected images of shape " + image + " behind one leading axis", x, other);
    }
    if (!other.shape().equals(expected)) {
      throw misfit(op, "expected " + expected + " as the second operand", x, other);
    }
    return x.shape().dim(0);
  }

  private static void checkGeometry(Tensor x, ConvolutionGeometry g) {
    boolean sane =
        g.groups() > 0
            && g.channels() % g.groups() == 0
            && g.outputs() % g.groups() == 0
            && Math.min(g.strideHeight(), g.strideWidth()) > 0
            && Math.min(g.kernelHeight(), g.kernelWidth()) > 0
            && Math.min(Math.min(g.padTop(), g.padLeft()), Math.min(g.padBottom(), g.padRight()))
                >= 0
            && (long) g.height() + g.padTop() + g.padBottom() >= g.kernelHeight()
            && (long) g.width() + g.padLeft() + g.padRight() >= g.kernelWidth();
    if (!sane) {
      throw misfit(Op.CONV2D, "impossible geometry " + g, x);
    }
  }
}
