package dev.vae.core.grad;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;

/**
 * Arithmetic that adds no node where none is needed, so that gradient graphs stay lean; and the
 * handling of derivatives whose shape is smaller than what they belong to.
 */
@NullUnmarked // no null leaves it
final class Terms {
  private Terms() {}

  static Tensor times(Tensor a, Tensor b) {
    if (a.isConstant(1)) {
      return b;
    }
    if (b.isConstant(1)) {
      return a;
    }
    Double p = uniform(a);
    Double q = uniform(b);
    return p != null && q != null ? a.graph().constant(p * q) : a.mul(b);
  }

  static Tensor times(Tensor a, double b) {
    return times(a, a.graph().constant(b));
  }

  static Tensor over(Tensor a, Tensor b) {
    return b.isConstant(1) ? a : a.div(b);
  }

  static Tensor negative(Tensor a) {
    Double p = uniform(a);
    return p != null ? a.graph().constant(-p) : a.op() == Op.NEG ? a.operand(0) : a.neg();
  }

  private static Tensor plus(Tensor a, Tensor b) {
    return b.op() == Op.NEG
        ? a.sub(b.operand(0))
        : a.op() == Op.NEG ? b.sub(a.operand(0)) : a.add(b);
  }

  /**
   * Whether this is where(c, h, 0) or where(c, 0, h) with a branch that may be infinite; what relu
   * cuts off is finite.
   */
  static boolean isMasked(Tensor g) {
    if (g.op() != Op.WHERE) {
      return false;
    }
    Tensor choice = g.operand(0);
    boolean relu = choice.op() == Op.LESS && choice.operand(1).op() == Op.RELU;
    return !relu && (g.operand(1).isConstant(0) || g.operand(2).isConstant(0));
  }

  /**
   * A masked derivative with the same mask, by another name, around something made of its inside.
   */
  static Tensor masked(Tensor g, Tensor choice, UnaryOperator<Tensor> inside) {
    boolean first = g.operand(2).isConstant(0);
    Tensor h = g.operand(first ? 1 : 2);
    Tensor changed = inside.apply(h);
    if (changed == null || changed.isConstant(0)) {
      return null;
    }
    if (changed == h && choice == g.operand(0)) {
      return g;
    }
    Tensor zero = g.graph().constant(0);
    return first ? choice.where(changed, zero) : choice.where(zero, changed);
  }

  /** The one number that all elements are, or null. */
  static Double uniform(Tensor t) {
    while (t.op() == Op.EXPAND || t.op() == Op.RESHAPE) {
      t = t.operand(0);
    }
    if (t.op() != Op.CONSTANT) {
      return null;
    }
    var constant = t.attributes(Attributes.Constant.class);
    boolean same = constant.values().length > 0 && constant.is(constant.values()[0]);
    return same ? constant.values()[0] : null;
  }

  /** The sum of parts, in order. Parts that are slices laid side by side are joined instead. */
  static Tensor total(List<Tensor> parts) {
    List<Tensor> terms = woven(joined(parts));
    Tensor sum = terms.get(0);
    for (Tensor term : terms.subList(1, terms.size())) {
      sum = plus(sum, term);
    }
    return sum;
  }

  /**
   * Slices that cover an axis without overlap come back as paddings that would each be added to
   * zeros; one concat does it.
   */
  private static List<Tensor> joined(List<Tensor> parts) {
    List<Tensor> pads = new ArrayList<>(parts.stream().filter(Terms::isPlainPad).toList());
    if (pads.size() < 2) {
      return parts;
    }
    pads.sort(Comparator.comparingInt(t -> pad(t).before()));
    Shape shape = pads.get(0).shape();
    int axis = pad(pads.get(0)).axis();
    int end = 0;
    for (Tensor t : pads) {
      if (pad(t).axis() != axis || pad(t).before() != end || !t.shape().equals(shape)) {
        return parts;
      }
      end += t.operand(0).shape().dim(axis).factor();
    }
    if (end != shape.dim(axis).factor()) {
      return parts;
    }
    List<Tensor> terms = new ArrayList<>(parts);
    terms.removeAll(pads);
    terms.add(0, Tensor.concat(axis, pads.stream().map(t -> t.operand(0)).toList()));
    return terms;
  }

  /** The same for slices of every k-th element, as pooling takes them, one from each place on. */
  private static List<Tensor> woven(List<Tensor> parts) {
    List<Tensor> pads = new ArrayList<>(parts.stream().filter(Terms::isSpread).toList());
    if (pads.size() < 2) {
      return parts;
    }
    pads.sort(Comparator.comparingInt(t -> pad(t).before()));
    Shape shape = pads.get(0).shape();
    int axis = pad(pads.get(0)).axis();
    int step = pads.size();
    int each = pads.get(0).operand(0).shape().dim(axis).factor();
    for (int i = 0; i < step; i++) {
      Attributes.Pad p = pad(pads.get(i));
      boolean next = p.axis() == axis && p.before() == i && p.interior() == step - 1;
      if (!next || !pads.get(i).shape().equals(shape)) {
        return parts;
      }
    }
    if (each * step != shape.dim(axis).factor()) {
      return parts;
    }
    List<Dim> dims = new ArrayList<>(pads.get(0).operand(0).shape().dims());
    dims.add(axis + 1, Dim.of(1));
    Shape apart = new Shape(dims);
    List<Tensor> sides = pads.stream().map(t -> t.operand(0).reshape(apart)).toList();
    dims.set(axis + 1, Dim.of(step));
    boolean same = pads.stream().map(t -> t.operand(0)).distinct().count() == 1;
    Tensor all = same ? sides.get(0).expand(new Shape(dims)) : Tensor.concat(axis + 1, sides);
    List<Tensor> terms = new ArrayList<>(parts);
    terms.removeAll(pads);
    terms.add(0, all.reshape(shape));
    return terms;
  }

  private static boolean isSpread(Tensor t) {
    return t.op() == Op.PAD && pad(t).interior() > 0 && pad(t).value() == 0;
  }

  private static boolean isPlainPad(Tensor t) {
    return t.op() == Op.PAD && pad(t).interior() == 0 && pad(t).value() == 0;
  }

  private static Attributes.Pad pad(Tensor t) {
    return t.attributes(Attributes.Pad.class);
  }

  /** Broadcast to the shape it belongs to. */
  static Tensor full(Tensor g, Tensor y) {
    return g.expand(y.shape());
  }

  /** All axes but the last as one, of which at most one depends on the batch. */
  static Tensor flatRows(Tensor t) {
    Shape rows = t.shape().sub(0, t.shape().rank() - 1);
    int count = Math.toIntExact(rows.factor());
    Dim all = rows.isConstant() ? Dim.of(count) : Dim.rows(count);
    return t.reshape(Shape.of(all, t.shape().dim(-1)));
  }

  /**
   * What belongs to the result of a reduction, with the reduced axes back in place as length 1 so
   * that it broadcasts to the operand.
   */
  static Tensor kept(Tensor g, Tensor reduction) {
    var axes = reduction.attributes(Attributes.Axes.class);
    if (axes.keep()) {
      return g;
    }
    List<Dim> dims = new ArrayList<>();
    int left = g.shape().rank();
    for (int axis = reduction.operand(0).shape().rank() - 1; left > 0; axis--) {
      dims.add(0, axes.axes().contains(axis) ? Dim.of(1) : g.shape().dim(--left));
    }
    return g.reshape(new Shape(dims));
  }

  /**
   * The derivative in something that was broadcast from one shape to another: the sum over all
   * places it was broadcast to.
   *
   * @param g broadcasts to {@code from}
   * @param from the broadcast shape
   * @param to the shape before
   * @return a tensor that broadcasts to {@code to}
   */
  static Tensor shrink(Tensor g, Shape from, Shape to) {
    if (g.op() == Op.NEG && isOverSame(g.operand(0), to)) {
      return shrink(g.operand(0), from, to).neg();
    }
    if (isOverSame(g, to) && g.shape().equals(from)) {
      return shrink(g.operand(0), from, to).div(g.operand(1));
    }
    List<Integer> summed = new ArrayList<>();
    List<Dim> kept = new ArrayList<>();
    Tensor times = g.graph().constant(1);
    int rank = g.shape().rank();
    for (int i = 1; i <= from.rank(); i++) {
      boolean has = i <= rank;
      boolean broadcast = (i > to.rank() || to.dim(-i).isOne()) && !from.dim(-i).isOne();
      boolean sum = broadcast && has && !g.shape().dim(-i).isOne();
      if (sum) {
        summed.add(rank - i);
      } else if (broadcast) {
        times = times(times, length(g, from.dim(-i)));
      }
      if (has && i <= to.rank()) {
        kept.add(0, sum ? Dim.of(1) : g.shape().dim(-i));
      }
    }
    return times(sum(g, summed, kept), times);
  }

  /** Whether all that is summed to a shape is divided by the same, as in softmax and norms. */
  private static boolean isOverSame(Tensor g, Shape to) {
    return g.op() == Op.DIV
        && to.rank() > 0
        && g.operand(1).shape().equals(to)
        && !g.operand(0).shape().equals(to);
  }

  /** Sums over axes, and puts the result in a shape; leading axes of length 1 may be missing. */
  private static Tensor sum(Tensor g, List<Integer> axes, List<Dim> shape) {
    int[] over = axes.stream().mapToInt(Integer::intValue).toArray();
    Shape to = new Shape(shape);
    if (over.length == 0) {
      return g.reshape(to);
    }
    Tensor sum = g.sum(over);
    if (isSuffix(sum.shape(), to)) {
      return sum;
    }
    Shape keeping = g.shape();
    for (int axis : over) {
      keeping = keeping.with(axis, Dim.of(1));
    }
    return keeping.equals(to) ? g.reduce(Op.SUM, true, over) : sum.reshape(to);
  }

  /** Whether a shape is another but for leading axes of length 1. */
  private static boolean isSuffix(Shape shape, Shape of) {
    int missing = of.rank() - shape.rank();
    return missing >= 0
        && shape.equals(of.sub(missing, of.rank()))
        && of.dims().subList(0, missing).stream().allMatch(Dim::isOne);
  }

  private static Tensor length(Tensor t, Dim dim) {
    Tensor factor = t.graph().constant(dim.factor());
    return dim.batch() ? times(t.graph().rows(), factor) : factor;
  }
}
