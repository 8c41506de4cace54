package dev.vae.core.internal.compile.rewrite;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.SequenceScan;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether each row of a loop's body depends on no other: then rows may be cut into parts, each of
 * which goes through all steps by itself. All that depends on the batch has rows {@code N} as its
 * first axis, and as no other. What is added up over steps may also be a product over rows.
 */
public final class IndependentRows {
  private final Map<Tensor, Boolean> rows = new IdentityHashMap<>();

  /** Products over rows, which parts of the rows have parts of. */
  private final Set<Tensor> overRows = new HashSet<>();

  private IndependentRows() {}

  /**
   * Returns whether they hold for one step of a loop.
   *
   * @param summed the values of the step that are only added up
   */
  public static boolean hold(SequenceScan scan, Computation step, Set<Tensor> summed) {
    IndependentRows r = new IndependentRows();
    for (Tensor t : step.tensors()) {
      if (!r.fits(t)) {
        return false;
      }
    }
    // each part writes its own rows of states and results, so they must have some
    return step.outputs().entrySet().stream()
            .allMatch(o -> isRows(o.getValue().shape()) || r.isPart(o, summed))
        && scan.slots().stream()
            .allMatch(s -> s.inside().shape().isConstant() || isRows(s.inside().shape()));
  }

  /** Whether an output is added up only, and part by part. */
  private boolean isPart(Map.Entry<String, Tensor> output, Set<Tensor> summed) {
    return output.getKey().startsWith("result.")
        && summed.contains(output.getValue())
        && overRows.contains(output.getValue());
  }

  private static boolean isRows(Shape shape) {
    return shape.rank() > 0 && shape.dim(0).equals(Dim.N) && shape.batchAxes() == 1;
  }

  private boolean fits(Tensor t) {
    boolean isRows = isRows(t.shape());
    rows.put(t, isRows);
    List<Tensor> x = t.operands();
    boolean constant = x.stream().noneMatch(rows::get);
    if (x.stream().anyMatch(overRows::contains)) {
      return false;
    }
    if (isOverRows(t)) {
      overRows.add(t);
      return true;
    }
    if (!isRows) {
      return t.shape().isConstant() && constant && t.op() != Op.ROWS && t.op() != Op.SCAN;
    }
    return constant && t.op().kind() != Op.Kind.LOOP || keeps(t, x);
  }

  /** Whether an operation on rows gives the same rows. */
  private boolean keeps(Tensor t, List<Tensor> x) {
    return switch (t.op().kind()) {
      case LEAF -> true;
      case UNARY, BINARY, TERNARY -> aligned(t, x);
      case REDUCTION -> !t.attributes(Attributes.Axes.class).axes().contains(0);
      case PRODUCT -> product(t);
      case MOVEMENT ->
          switch (t.op()) {
            case RESHAPE -> true;
            case PERMUTE -> t.attributes(Attributes.Permute.class).order().get(0) == 0;
            case SLICE -> t.attributes(Attributes.Slice.class).axis() > 0;
            case PAD -> t.attributes(Attributes.Pad.class).axis() > 0;
            case CONCAT -> t.attributes(Attributes.Concat.class).axis() > 0;
            case EXPAND -> aligned(t, x);
            case GATHER -> rows.get(x.get(1)) && !rows.get(x.get(0));
            default -> false;
          };
      case LOOP -> false;
    };
  }

  private boolean aligned(Tensor t, List<Tensor> x) {
    return x.stream().allMatch(o -> !rows.get(o) || o.shape().rank() == t.shape().rank());
  }

  /** Whether a matrix is a product over rows of both operands. */
  private boolean isOverRows(Tensor t) {
    return t.op() == Op.MATMUL
        && t.shape().isConstant()
        && t.attributes(Attributes.MatMul.class).transposeA()
        && !t.attributes(Attributes.MatMul.class).transposeB()
        && t.operands().stream().allMatch(x -> rows.get(x) && x.shape().rank() == 2);
  }

  private boolean product(Tensor t) {
    Tensor a = t.operand(0);
    Tensor b = t.operand(1);
    return switch (t.op()) {
      case MATMUL -> {
        boolean left = a.shape().rank() > 2 || !t.attributes(Attributes.MatMul.class).transposeA();
        boolean right = !rows.get(b) || b.shape().rank() > 2;
        yield right && (!rows.get(a) || left);
      }
      case CONV2D, CONV2D_TRANSPOSE -> rows.get(a) && !rows.get(b);
      default -> false;
    };
  }
}
