package dev.vae.core.internal.reference;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.SequenceScan;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates a computation node by node in double precision. */
public final class Evaluator {
  private final Map<String, double[]> leaves;
  private final int rows;
  private final Map<Tensor, double[]> values = new IdentityHashMap<>();
  private List<Tensor> tensors;

  private Evaluator(Map<String, double[]> leaves, int rows) {
    this.leaves = leaves;
    this.rows = rows;
  }

  /**
   * Returns the outputs by name, and the new values of updated variables by the variable's name.
   */
  public static Map<String, double[]> evaluate(
      Computation computation, Map<String, double[]> leaves, int rows) {
    if (rows < 0) {
      throw new IllegalArgumentException("the number of rows cannot be " + rows);
    }
    Evaluator run = new Evaluator(leaves, rows);
    List<Tensor> tensors = computation.tensors();
    Map<Tensor, Tensor> last = new IdentityHashMap<>(); // by which a value is needed last
    tensors.forEach(t -> t.operands().forEach(operand -> last.put(operand, t)));
    run.tensors = tensors;
    computation.outputs().values().forEach(last::remove);
    computation.updates().values().forEach(last::remove);
    for (Tensor t : tensors) {
      if (!run.values.containsKey(t)) {
        run.values.put(t, run.value(t));
      }
      for (Tensor operand : t.operands()) {
        if (last.get(operand) == t) {
          run.values.remove(operand);
        }
      }
    }
    Map<String, double[]> results = new LinkedHashMap<>();
    computation.outputs().forEach((name, t) -> results.put(name, run.values.get(t).clone()));
    computation
        .updates()
        .forEach(
            (name, t) -> {
              if (results.put(name, run.values.get(t).clone()) != null) {
                throw new IllegalArgumentException(
                    "'" + name + "' is both an output and an updated variable; rename the output");
              }
            });
    return results;
  }

  private double[] value(Tensor t) {
    List<double[]> operands = t.operands().stream().map(values::get).toList();
    return switch (t.op()) {
      case INPUT, VARIABLE, NOISE -> leaf(t);
      case CONSTANT -> constant(t);
      case ROWS -> new double[] {rows};
      case NEG, ABS, SIGN, FLOOR, ROUND, EXP, EXPM1, LOG, LOG1P, SQRT, SIN, COS, TANH, SIGMOID ->
          ReferenceElementwise.evaluate(t, operands, rows);
      case SOFTPLUS, RELU, ERF, LGAMMA, DIGAMMA, STOP_GRADIENT ->
          ReferenceElementwise.evaluate(t, operands, rows);
      case ADD, SUB, MUL, DIV, POW, MAX, MIN, EQUAL, LESS, LESS_EQUAL, WHERE ->
          ReferenceElementwise.evaluate(t, operands, rows);
      case SUM, REDUCE_MAX, LOG_SUM_EXP -> ReferenceReductions.evaluate(t, operands.get(0), rows);
      case MATMUL -> ReferenceProducts.matmul(t, operands, rows);
      case CONV2D, CONV2D_TRANSPOSE, CONV2D_WEIGHT ->
          ReferenceProducts.convolution(t, operands, rows);
      case RESHAPE -> operands.get(0);
      case PERMUTE -> ReferenceMovements.permute(t, operands.get(0), rows);
      case SLICE -> ReferenceMovements.slice(t, operands.get(0), rows);
      case PAD -> ReferenceMovements.pad(t, operands.get(0), rows);
      case CONCAT -> ReferenceMovements.concat(t, operands, rows);
      case EXPAND -> ReferenceMovements.expand(t, operands.get(0), rows);
      case GATHER -> ReferenceMovements.gather(t, operands.get(0), operands.get(1), rows);
      case SCATTER_ADD -> ReferenceMovements.scatterAdd(t, operands.get(0), operands.get(1), rows);
      case SCAN -> scan(t, operands);
    };
  }

  /** All results of the loop a node is of are computed at once. */
  private double[] scan(Tensor t, List<double[]> operands) {
    List<Tensor> results =
        tensors.stream().filter(other -> SequenceScan.together(t, other)).toList();
    List<double[]> all = ReferenceScan.evaluate(results, operands, rows);
    for (int i = 0; i < all.size(); i++) {
      values.put(results.get(i), all.get(i));
    }
    return values.get(t);
  }

  private double[] leaf(Tensor t) {
    double[] given = leaves.get(t.name());
    String what = t.op().name().toLowerCase(java.util.Locale.ROOT) + " '" + t.name() + "'";
    if (given == null) {
      throw new IllegalArgumentException(what + " of shape " + t.shape() + " has no values");
    }
    long expected = t.shape().elements(rows);
    if (given.length != expected) {
      throw new IllegalArgumentException(
          what
              + " of shape "
              + t.shape()
              + " with N = "
              + rows
              + " takes "
              + expected
              + " numbers, not "
              + given.length);
    }
    return given;
  }

  private static double[] constant(Tensor t) {
    double[] given = t.attributes(Attributes.Constant.class).values();
    double[] all = new double[t.shape().elements()];
    if (given.length == 1) {
      Arrays.fill(all, given[0]);
      return all;
    }
    return given;
  }
}
