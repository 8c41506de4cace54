package dev.vae.core.engine;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.compile.Interpreter;
import dev.vae.core.internal.compile.Values;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A computation made ready to run, in single precision. One program serves every number of rows.
 * The same inputs give the same bits, whatever kernels and however many threads. Not safe for use
 * by several threads at once.
 *
 * <p>Variables are read and written in place in the {@link Variables} it was compiled with; all
 * updates see the values from before the run.
 */
public final class Program implements AutoCloseable {
  private final Computation computation;
  private final Variables variables;
  private final Engine engine;
  private final Map<String, Tensor> leaves = new LinkedHashMap<>();
  private final Map<String, float[]> bound = new HashMap<>();
  private Map<Tensor, float[]> results = Map.of();

  private Program(Computation computation, Variables variables, Engine engine) {
    this.computation = computation;
    this.variables = variables;
    this.engine = engine;
    for (Tensor t : computation.tensors()) {
      switch (t.op()) {
        case INPUT, NOISE -> leaves.put(t.name(), t);
        case VARIABLE -> checkVariable(t.name(), t.shape());
        default -> {}
      }
    }
    computation.updates().forEach((name, value) -> checkVariable(name, value.shape()));
  }

  /**
   * Makes a computation ready.
   *
   * @throws IllegalArgumentException if a variable is missing or has another shape
   */
  public static Program compile(Computation computation, Variables variables, Engine engine) {
    return new Program(computation, variables, engine);
  }

  /**
   * Gives the numbers of an input, or of a noise stream that is then not drawn. The array is kept,
   * not copied: what is in it at each run counts, and it may be longer than needed.
   *
   * @throws IllegalArgumentException if there is no such input or noise stream
   */
  public Program bind(String name, float[] values) {
    bound.put(leaf(name).name(), values);
    return this;
  }

  /**
   * Gives the value of a scalar input, until it is given another.
   *
   * @throws IllegalArgumentException if there is no such input, or it is no scalar
   */
  public Program set(String name, double value) {
    Tensor t = leaf(name);
    if (!t.shape().equals(Shape.SCALAR)) {
      throw new IllegalArgumentException(
          "input '" + name + "' has shape " + t.shape() + ", it is no scalar");
    }
    bound.put(name, new float[] {(float) value});
    return this;
  }

  /** Runs once with seed, step and first row 0. */
  public void run(int rows) {
    run(rows, 0, 0, 0);
  }

  /**
   * Runs once.
   *
   * @param rows the number of rows N, from 0
   * @param seed what all noise depends on
   * @param step sets the noise of this run apart from others of the same seed
   * @param firstRow the number of the first row in a larger whole: row n draws the noise of row
   *     {@code firstRow + n}, so a batch in parts draws what the whole would
   * @throws IllegalStateException if an input has not been given
   * @throws IllegalArgumentException if an input's array is too short
   */
  public void run(int rows, long seed, long step, long firstRow) {
    if (rows < 0) {
      throw new IllegalArgumentException("the number of rows cannot be " + rows);
    }
    results =
        new Interpreter(computation, engine.kernels(), rows)
            .run(t -> values(t, rows), seed, step, firstRow);
    computation.updates().forEach((name, t) -> variables.get(name).set(results.get(t)));
  }

  /** The value of a scalar output in the last run. */
  public double value(String output) {
    Tensor t = result(output);
    if (!t.shape().equals(Shape.SCALAR)) {
      throw new IllegalArgumentException(
          "output '" + output + "' has shape " + t.shape() + ", it is no scalar");
    }
    return results.get(t)[0];
  }

  /** A copy of an output of the last run, row-major. */
  public float[] output(String name) {
    return results.get(result(name)).clone();
  }

  /** Copies an output of the last run into an array, which may be longer. */
  public void output(String name, float[] into) {
    float[] from = results.get(result(name));
    if (into.length < from.length) {
      throw new IllegalArgumentException(
          "output '" + name + "' has " + from.length + " numbers, the array " + into.length);
    }
    System.arraycopy(from, 0, into, 0, from.length);
  }

  /** How many bytes a run with this many rows needs, besides inputs and variables. */
  public long memory(int rows) {
    return computation.tensors().stream()
        .mapToLong(t -> Math.multiplyExact(Float.BYTES, t.shape().elements(rows)))
        .sum();
  }

  /** What is run, step by step, for a number of rows. */
  public String report(int rows) {
    StringBuilder text = new StringBuilder();
    computation.tensors().forEach(t -> text.append(t).append('\n'));
    return text.append(memory(rows)).append(" bytes\n").toString();
  }

  /** Ends the threads. */
  @Override
  public void close() {}

  private Values values(Tensor t, int rows) {
    if (t.op() == Op.VARIABLE) {
      Variables.Variable v = variables.get(t.name());
      return new Values(v.array(), v.at(), v.size());
    }
    if (t.op() != Op.INPUT && t.op() != Op.NOISE) {
      return null;
    }
    float[] array = bound.get(t.name());
    if (array == null) {
      if (t.op() == Op.NOISE) {
        return null;
      }
      throw new IllegalStateException(
          "input '" + t.name() + "' of shape " + t.shape() + " has not been given");
    }
    long size = t.shape().elements(rows);
    if (array.length < size) {
      throw new IllegalArgumentException(
          (t.op() == Op.INPUT ? "input '" : "noise '")
              + t.name()
              + "' of shape "
              + t.shape()
              + " needs "
              + size
              + " numbers for "
              + rows
              + " rows, the array has "
              + array.length);
    }
    return new Values(array, 0, (int) size);
  }

  private Tensor leaf(String name) {
    Tensor t = leaves.get(name);
    if (t == null) {
      throw new IllegalArgumentException(
          "there is no input or noise '" + name + "', only " + leaves.keySet());
    }
    return t;
  }

  private Tensor result(String name) {
    Tensor t = computation.outputs().get(name);
    if (t == null) {
      throw new IllegalArgumentException(
          "there is no output '" + name + "', only " + computation.outputs().keySet());
    }
    if (!results.containsKey(t)) {
      throw new IllegalStateException("output '" + name + "' is there after a run only");
    }
    return t;
  }

  private void checkVariable(String name, Shape shape) {
    Variables.Variable v = variables.get(name);
    if (!v.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "variable '" + name + "' has shape " + v.shape() + ", the computation has " + shape);
    }
  }
}
