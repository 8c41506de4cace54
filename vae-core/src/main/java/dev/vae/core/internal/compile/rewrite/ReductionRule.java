package dev.vae.core.internal.compile.rewrite;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Brings reductions into the two forms the engine has: over the first axes, or over the last ones.
 * Kept axes become a reshape, axes of length 1 go, others are permuted to an end; a sum of a
 * broadcast tensor is a multiple of the sum before; logSumExp becomes maximum, exp, sum and log.
 */
final class ReductionRule implements RewriteRule {
  ReductionRule() {}

  @Override
  public Tensor better(Tensor t) {
    if (t.op().kind() != Op.Kind.REDUCTION) {
      return null;
    }
    Attributes.Axes a = t.attributes(Attributes.Axes.class);
    Tensor x = t.operand(0);
    if (a.keep()) {
      return reduce(t.op(), x, a.axes()).reshape(t.shape());
    }
    if (t.op() == Op.LOG_SUM_EXP) {
      return logSumExp(t, x, a.axes());
    }
    if (a.axes().stream().anyMatch(i -> x.shape().dim(i).isOne())) {
      return withoutOnes(t, x, a.axes());
    }
    if (a.axes().isEmpty()) {
      return x;
    }
    if (x.op() == Op.EXPAND) {
      Tensor better = ofExpanded(t, x, a.axes());
      if (better != null) {
        return better;
      }
    }
    return atAnEnd(t, x, a.axes());
  }

  /** As Tensor.reduce, but no axes means none. */
  private static Tensor reduce(Op op, Tensor x, List<Integer> axes) {
    return axes.isEmpty() && x.shape().rank() > 0 ? x : x.reduce(op, false, NodeCopies.ints(axes));
  }

  /** m + log Σ exp(x − m), where m is the maximum if that is finite, else 0. */
  private static Tensor logSumExp(Tensor t, Tensor x, List<Integer> axes) {
    Tensor max = x.reduce(Op.REDUCE_MAX, true, NodeCopies.ints(axes));
    Tensor m = max.abs().less(Double.POSITIVE_INFINITY).where(max, t.graph().constant(0));
    Tensor sum = reduce(Op.SUM, x.sub(m).exp(), axes);
    return sum.log().add(m.reshape(t.shape()));
  }

  private static Tensor withoutOnes(Tensor t, Tensor x, List<Integer> axes) {
    List<Dim> dims = new ArrayList<>();
    List<Integer> over = new ArrayList<>();
    for (int i = 0; i < x.shape().rank(); i++) {
      if (!axes.contains(i)) {
        dims.add(x.shape().dim(i));
      } else if (!x.shape().dim(i).isOne()) {
        over.add(dims.size());
        dims.add(x.shape().dim(i));
      }
    }
    return reduce(t.op(), x.reshape(new Shape(dims)), over).reshape(t.shape());
  }

  private static Tensor ofExpanded(Tensor t, Tensor x, List<Integer> axes) {
    Shape full = x.shape();
    List<Dim> dims = new ArrayList<>(x.operand(0).shape().dims());
    while (dims.size() < full.rank()) {
      dims.add(0, Dim.of(1));
    }
    Tensor small = x.operand(0).reshape(new Shape(dims));
    double factor = 1;
    Tensor rows = null;
    boolean shrinks = false;
    for (int axis : axes) {
      Dim dim = full.dim(axis);
      if (dims.get(axis).isOne() && !dim.isOne()) {
        shrinks = true;
        factor *= dim.factor();
        if (dim.batch()) {
          rows = rows == null ? t.graph().rows() : rows.mul(t.graph().rows());
        }
      }
    }
    boolean maximumOfNothing = t.op() == Op.REDUCE_MAX && (rows != null || factor == 0);
    if (!shrinks || maximumOfNothing) {
      return null;
    }
    Tensor reduced = small.reduce(t.op(), false, NodeCopies.ints(axes));
    if (t.op() == Op.SUM) {
      reduced = reduced.mul(factor);
      reduced = rows == null ? reduced : reduced.mul(rows);
    }
    return reduced.expand(t.shape());
  }

  private static Tensor atAnEnd(Tensor t, Tensor x, List<Integer> axes) {
    List<Integer> long_ =
        IntStream.range(0, x.shape().rank())
            .filter(i -> !x.shape().dim(i).isOne())
            .boxed()
            .toList();
    int n = axes.size();
    boolean first = long_.subList(0, n).equals(axes);
    boolean last = long_.subList(long_.size() - n, long_.size()).equals(axes);
    if (first || last) {
      return null;
    }
    boolean toEnd = axes.contains(long_.get(long_.size() - 1));
    List<Integer> order = new ArrayList<>(axes);
    List<Integer> rest =
        IntStream.range(0, x.shape().rank()).filter(i -> !axes.contains(i)).boxed().toList();
    order.addAll(toEnd ? 0 : order.size(), rest);
    int from = toEnd ? rest.size() : 0;
    return x.permute(NodeCopies.ints(order))
        .reduce(t.op(), false, IntStream.range(from, from + n).toArray());
  }
}
