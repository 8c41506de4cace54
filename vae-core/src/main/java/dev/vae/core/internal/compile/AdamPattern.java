package dev.vae.core.internal.compile;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import dev.vae.core.internal.compile.run.AdamWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds Adam's step among the updates, as {@code m + (g − m)·c}, {@code v + (g² − v)·d} and {@code
 * w − m' / (√v'·scale + ε)·rate}, to have it done by the one loop there is for it.
 *
 * @param w the weight, m and v its moments: variables
 * @param g the gradient
 * @param rate a scalar, as scale is
 * @param beta1 1 − c
 * @param beta2 1 − d
 */
record AdamPattern(
    Tensor w,
    Tensor m,
    Tensor v,
    Tensor g,
    Tensor rate,
    Tensor scale,
    double beta1,
    double beta2,
    double epsilon) {

  /** All in a computation. */
  static List<AdamPattern> find(Computation computation) {
    Map<Tensor, String> names = new HashMap<>();
    computation.updates().forEach((name, value) -> names.put(value, name));
    List<AdamPattern> found = new ArrayList<>();
    computation
        .updates()
        .forEach(
            (name, value) -> {
              AdamPattern p = match(value);
              boolean complete =
                  p != null
                      && p.w.name().equals(name)
                      && p.m.name().equals(names.get(newMean(value)))
                      && p.v.name().equals(names.get(newSquare(value)));
              if (complete) {
                found.add(p);
              }
            });
    return found;
  }

  /** The computation without what the patterns do, but with all they need as further outputs. */
  static Computation without(Computation computation, List<AdamPattern> patterns) {
    Map<String, Tensor> outputs = new LinkedHashMap<>(computation.outputs());
    Map<String, Tensor> updates = new LinkedHashMap<>(computation.updates());
    for (AdamPattern p : patterns) {
      for (Tensor t : List.of(p.w, p.m, p.v)) {
        updates.remove(t.name());
      }
      for (Tensor t : List.of(p.g, p.rate, p.scale)) {
        outputs.put(" " + t.id(), t);
      }
    }
    return new Computation(outputs, updates);
  }

  /** The step; buffers in the order w, m, v, g, rate, scale. */
  CompiledStep step(List<Buffer> b) {
    AdamWork.BufferIds buffers =
        new AdamWork.BufferIds(
            b.get(0).id(),
            b.get(1).id(),
            b.get(2).id(),
            b.get(3).id(),
            b.get(4).id(),
            b.get(5).id());
    int size = w.shape().elements();
    return new CompiledStep(
        "adam " + w.name() + w.shape(),
        b,
        b.subList(0, 3),
        (rows, kernels) ->
            new AdamWork(kernels, buffers, size, (float) beta1, (float) beta2, (float) epsilon));
  }

  private static Tensor newMean(Tensor value) {
    return quotient(value).operand(0);
  }

  private static Tensor newSquare(Tensor value) {
    return sqrt(quotient(value)).operand(0);
  }

  private static Tensor quotient(Tensor value) {
    Tensor change = value.operand(1);
    return change.operand(change.operand(0).op() == Op.DIV ? 0 : 1);
  }

  private static Tensor sqrt(Tensor quotient) {
    Tensor scaled = quotient.operand(1).operand(0);
    return scaled.operand(scaled.operand(0).op() == Op.SQRT ? 0 : 1);
  }

  private static AdamPattern match(Tensor value) {
    boolean changes = value.op() == Op.SUB && isVariable(value.operand(0));
    Tensor change = changes ? value.operand(1) : null;
    if (change == null || change.op() != Op.MUL || quotient(value).op() != Op.DIV) {
      return null;
    }
    Tensor quotient = quotient(value);
    Tensor rate = change.operand(change.operand(0) == quotient ? 1 : 0);
    Tensor root = quotient.operand(1);
    if (root.op() != Op.ADD || root.operand(0).op() != Op.MUL || !isNumber(root.operand(1))) {
      return null;
    }
    Tensor sqrt = sqrt(quotient);
    Tensor scaled = root.operand(0);
    Tensor scale = scaled.operand(scaled.operand(0) == sqrt ? 1 : 0);
    if (sqrt.op() != Op.SQRT || !isScalar(rate) || !isScalar(scale)) {
      return null;
    }
    Tensor mean = quotient.operand(0);
    Tensor square = sqrt.operand(0);
    Tensor g = target(mean);
    Tensor gg = target(square);
    boolean squares =
        g != null && gg != null && gg.op() == Op.MUL && gg.operand(0) == g && gg.operand(1) == g;
    if (!squares || !g.shape().equals(value.shape())) {
      return null;
    }
    return new AdamPattern(
        value.operand(0),
        mean.operand(0),
        square.operand(0),
        g,
        rate,
        scale,
        1 - number(mean.operand(1).operand(1)),
        1 - number(square.operand(1).operand(1)),
        number(root.operand(1)));
  }

  /** What {@code a + (x − a)·c} moves to, with a variable a and a number c; else null. */
  private static Tensor target(Tensor t) {
    if (t.op() != Op.ADD || !isVariable(t.operand(0)) || t.operand(1).op() != Op.MUL) {
      return null;
    }
    Tensor difference = t.operand(1).operand(0);
    boolean moves =
        isNumber(t.operand(1).operand(1))
            && difference.op() == Op.SUB
            && difference.operand(1) == t.operand(0);
    return moves ? difference.operand(0) : null;
  }

  private static boolean isVariable(Tensor t) {
    return t.op() == Op.VARIABLE;
  }

  private static boolean isScalar(Tensor t) {
    return t.shape().equals(Shape.SCALAR);
  }

  private static boolean isNumber(Tensor t) {
    return t.op() == Op.CONSTANT && isScalar(t);
  }

  private static double number(Tensor t) {
    return t.attributes(Attributes.Constant.class).values()[0];
  }
}
