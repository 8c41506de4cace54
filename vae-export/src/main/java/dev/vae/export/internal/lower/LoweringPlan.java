package dev.vae.export.internal.lower;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The clean-up before export: which tensors equal earlier ones, which broadcasting can be left to
 * broadcasting, which reshaping is undone, which vectors a product takes along as its bias, and
 * what is needed at all.
 */
final class LoweringPlan {
  private final Map<Tensor, Tensor> sources = new IdentityHashMap<>();
  private final Map<Tensor, List<Tensor>> operands = new IdentityHashMap<>();
  private final Map<Tensor, Integer> uses = new IdentityHashMap<>();
  private final Map<Tensor, Bias> biases = new IdentityHashMap<>();
  private final Set<Tensor> absorbed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Tensor> needed = new ArrayList<>();

  /** A product and the vector that is added to it. */
  record Bias(Tensor product, Tensor vector) {}

  LoweringPlan(Computation computation) {
    List<Tensor> all = computation.tensors();
    for (Tensor t : all) {
      Tensor same = unchanged(t);
      sources.put(t, same == null ? t : source(same));
      operands.put(t, read(t));
    }
    computation.outputs().values().forEach(this::use);
    computation.updates().values().forEach(this::use);
    for (int i = all.size() - 1; i >= 0; i--) {
      Tensor t = all.get(i);
      if (uses.containsKey(t)) {
        needed.add(t);
        operands(t).forEach(this::use);
      }
    }
    Collections.reverse(needed);
    needed.forEach(this::findBias);
    needed.removeAll(absorbed);
  }

  private void use(Tensor t) {
    uses.merge(source(t), 1, Integer::sum);
  }

  /** What must be made, operands first. */
  List<Tensor> needed() {
    return needed;
  }

  /** The tensor itself, or the earlier one it equals. */
  Tensor source(Tensor t) {
    return sources.get(t);
  }

  /** The operands to read: not broadcast where broadcasting does it. */
  List<Tensor> operands(Tensor t) {
    return operands.get(t);
  }

  /** The product and vector that this sum is, or null. */
  Bias bias(Tensor sum) {
    return biases.get(sum);
  }

  private List<Tensor> sources(List<Tensor> tensors) {
    return tensors.stream().map(this::source).toList();
  }

  private List<Tensor> read(Tensor t) {
    if (t.op() == Op.RESHAPE) {
      return List.of(unshaped(t.operand(0)));
    }
    return t.op().isElementwise() ? notExpanded(t) : sources(t.operands());
  }

  /** The tensor before it was reshaped, be it several times. */
  private Tensor unshaped(Tensor t) {
    Tensor before = source(t);
    while (before.op() == Op.RESHAPE) {
      before = source(before.operand(0));
    }
    return before;
  }

  private void findBias(Tensor t) {
    if (t.op() == Op.ADD) {
      Tensor a = operands(t).get(0);
      Tensor b = operands(t).get(1);
      if (takes(a, b, t)) {
        biases.put(t, new Bias(a, b));
        absorbed.add(a);
      } else if (takes(b, a, t)) {
        biases.put(t, new Bias(b, a));
        absorbed.add(b);
      }
    }
  }

  private boolean takes(Tensor product, Tensor vector, Tensor sum) {
    boolean can =
        product.op() == Op.CONV2D
            || product.op() == Op.CONV2D_TRANSPOSE
            || product.op() == Op.MATMUL && ProductLowering.isPlain(product);
    return can
        && uses.get(product) == 1
        && vector.op() == Op.VARIABLE
        && vector.shape().rank() == 1
        && vector.shape().dim(0).equals(product.shape().dim(-1))
        && product.shape().equals(sum.shape());
  }

  /** The operands, each before it was broadcast, as long as together they still give the shape. */
  private List<Tensor> notExpanded(Tensor t) {
    List<Tensor> list = new ArrayList<>(sources(t.operands()));
    for (int i = 0; i < list.size(); i++) {
      Tensor kept = list.get(i);
      Tensor before = kept;
      while (before.op() == Op.EXPAND) {
        before = source(before.operand(0));
      }
      list.set(i, before);
      if (!covers(list, t.shape())) {
        list.set(i, kept);
      }
    }
    return list;
  }

  private static boolean covers(List<Tensor> operands, Shape shape) {
    for (int i = 1; i <= shape.rank(); i++) {
      Dim dim = shape.dim(-i);
      int axis = i;
      boolean covered =
          operands.stream()
              .map(Tensor::shape)
              .anyMatch(s -> s.rank() >= axis && s.dim(-axis).equals(dim));
      if (!covered) {
        return false;
      }
    }
    return true;
  }

  /**
   * The operand that this operation gives back unchanged: x + 0, x − 0, x · 1, x / 1, x to the
   * power 1, a stopped gradient, a shape that comes back, a reduction of a scalar; null if there is
   * none.
   */
  private Tensor unchanged(Tensor t) {
    Tensor kept =
        switch (t.op()) {
          case STOP_GRADIENT -> t.operand(0);
          case RESHAPE -> unshaped(t.operand(0));
          case ADD -> neutral(t, 0, true);
          case MUL -> neutral(t, 1, true);
          case SUB -> neutral(t, 0, false);
          case DIV, POW -> neutral(t, 1, false);
          case SUM, REDUCE_MAX, LOG_SUM_EXP ->
              t.operand(0).shape().rank() == 0 ? t.operand(0) : null;
          default -> null;
        };
    return kept != null && kept.shape().equals(t.shape()) ? kept : null;
  }

  private static Tensor neutral(Tensor t, double neutral, boolean eitherSide) {
    if (t.operand(1).isConstant(neutral) && t.operand(0).shape().equals(t.shape())) {
      return t.operand(0);
    }
    return eitherSide && t.operand(0).isConstant(neutral) ? t.operand(1) : null;
  }
}
