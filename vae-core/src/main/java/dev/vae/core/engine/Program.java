package dev.vae.core.engine;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.compile.Executable;
import dev.vae.core.internal.compile.run.Work;
import dev.vae.core.internal.pool.ProgramPool;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A compiled computation, run in single precision. One program serves every number of rows. The
 * same inputs give the same bits, whatever kernels and however many threads; and a row that does
 * not depend on the others has the same bits in any batch. Not safe for use by several threads at
 * once: each takes one of its own from a {@link ProgramPool}.
 *
 * <p>Variables are read and written in place in the {@link Variables} it was compiled with, which
 * no other program writes meanwhile; all updates see the values from before the run.
 */
public final class Program implements AutoCloseable {
  private final Computation computation;
  private final Variables variables;
  private final Map<String, Tensor> leaves = new LinkedHashMap<>();
  private final Map<String, Executable.Numbers> numbers = new HashMap<>();
  private final Map<String, Executable.Numbers> scalars = new HashMap<>();
  private final Executable executable;
  private final boolean writes;
  private final Engine engine;
  private final Function<Tensor, Executable.Numbers> numbersOf = t -> numbers.get(t.name());
  private final String[] leafNames;
  private long[] sizes = {};
  private int rowsOfSizes = -1;
  private int rowsOfLast = -1;
  private boolean closed;

  private Program(
      Computation computation, Variables variables, Engine engine, Executable executable) {
    this.computation = computation;
    this.variables = variables;
    for (Tensor t : computation.tensors()) {
      switch (t.op()) {
        case INPUT, NOISE -> leaves.put(t.name(), t);
        case VARIABLE -> addVariable(t.name(), t.shape());
        default -> {}
      }
    }
    computation.updates().forEach((name, value) -> addVariable(name, value.shape()));
    this.leafNames = leaves.keySet().toArray(String[]::new);
    this.engine = engine;
    this.executable = executable;
    this.writes = !computation.updates().isEmpty();
  }

  /**
   * Makes a computation ready.
   *
   * @throws IllegalArgumentException if a variable is missing or has another shape
   */
  public static Program compile(Computation computation, Variables variables, Engine engine) {
    return compile(computation, variables, engine, false);
  }

  /**
   * Makes a computation ready.
   *
   * @param recompute whether values that only gradients need are computed again for them instead of
   *     being kept: the same bits, less memory, more time
   * @throws IllegalArgumentException if a variable is missing or has another shape
   */
  public static Program compile(
      Computation computation, Variables variables, Engine engine, boolean recompute) {
    Executable executable =
        Executable.compile(
            computation, engine.loops(), engine.team(), variables.frozen(), recompute);
    return new Program(computation, variables, engine, executable);
  }

  /** Returns a copy over the same variables, without inputs yet, for another thread. */
  public Program copy() {
    return new Program(computation, variables, engine, executable.copy());
  }

  /** Whether there is an input or noise stream of a name that a result depends on. */
  public boolean takes(String name) {
    return leaves.containsKey(name);
  }

  /**
   * Gives the numbers of an input, or of a noise stream that is then not drawn. The array is kept,
   * not copied: what is in it at each run counts, and it may be longer than needed.
   *
   * @throws IllegalArgumentException if there is no such input or noise stream
   */
  public Program bind(String name, float[] values) {
    Executable.Numbers now = numbers.get(leaf(name).name());
    if (now == null || now.array() != values) {
      numbers.put(name, new Executable.Numbers(values, 0));
    }
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
          "input '" + name + "' has shape " + t.shape() + ", it is not a scalar");
    }
    Executable.Numbers own =
        scalars.computeIfAbsent(name, k -> new Executable.Numbers(new float[1], 0));
    own.array()[0] = (float) value;
    numbers.put(name, own);
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
    run(rows, new Work.Draw(seed, step, firstRow, null));
  }

  /**
   * Runs once with noise by what each row is, not where.
   *
   * @param rowNumbers the number of each row, which its noise depends on
   * @throws IllegalArgumentException if there are fewer numbers than rows
   */
  public void run(int rows, long seed, long step, long[] rowNumbers) {
    if (rowNumbers.length < rows) {
      throw new IllegalArgumentException(rowNumbers.length + " row numbers for " + rows + " rows");
    }
    run(rows, new Work.Draw(seed, step, 0, rowNumbers));
  }

  private void run(int rows, Work.Draw draw) {
    if (rows < 0) {
      throw new IllegalArgumentException("the number of rows cannot be " + rows);
    }
    if (closed) {
      throw new IllegalStateException("the program is closed");
    }
    engine.requireOpen();
    check(rows);
    rowsOfLast = -1;
    if (writes) {
      variables.writing(() -> executable.run(rows, numbersOf, draw));
    } else {
      variables.reading(
          () -> {
            executable.run(rows, numbersOf, draw);
            return null;
          });
    }
    rowsOfLast = rows;
  }

  /**
   * Looks for the first operation whose result is not finite though its operands are: repeats a run
   * operation by operation, without its updates, on the inputs and variables as they are now. Slow,
   * and keeps all results in memory.
   *
   * @return empty if all outputs and new values of variables are finite
   */
  public Optional<NonFinite> firstNonFinite(int rows, long seed, long step, long firstRow) {
    check(rows);
    return variables.reading(
        () ->
            new NonFiniteTrace(computation, engine.loops())
                .run(rows, numbersOf, new Work.Draw(seed, step, firstRow, null)));
  }

  /** Returns the value of a scalar output in the last run. */
  public double value(String output) {
    Tensor t = result(output);
    if (!t.shape().equals(Shape.SCALAR)) {
      throw new IllegalArgumentException(
          "output '" + output + "' has shape " + t.shape() + ", it is not a scalar");
    }
    return executable.value(output);
  }

  /** Returns a copy of an output of the last run, row-major. */
  public float[] output(String name) {
    float[] copy = new float[size(name)];
    executable.output(name, 0, copy, copy.length);
    return copy;
  }

  /** Copies an output of the last run into an array, which may be longer. */
  public void output(String name, float[] into) {
    int size = size(name);
    if (into.length < size) {
      throw new IllegalArgumentException(
          "output '" + name + "' has " + size + " numbers, the array " + into.length);
    }
    executable.output(name, 0, into, size);
  }

  /**
   * Copies a part of an output of the last run: as many numbers as the array is long, from an
   * offset on.
   *
   * @throws IndexOutOfBoundsException if the output has fewer
   */
  public void output(String name, int offset, float[] into) {
    Objects.checkFromIndexSize(offset, into.length, size(name));
    executable.output(name, offset, into, into.length);
  }

  /** Returns how many bytes a run with this many rows needs, besides inputs and variables. */
  public long memory(int rows) {
    return executable.memory(rows);
  }

  /** Returns what is run, step by step, for a number of rows. */
  public String report(int rows) {
    return executable.report(rows);
  }

  /**
   * Repeats the last run, updates and all, and tells what each step takes.
   *
   * @param runs how often; a few hundred show what a long training would
   * @return the lines of {@link #report}, each with its microseconds in the fastest run, on the
   *     caller's thread
   */
  public String profile(int runs) {
    int rows = rowsOfLast;
    run(rows);
    executable.time();
    for (int i = 0; i < runs; i++) {
      run(rows);
    }
    return executable.times();
  }

  /** Ends its use; the program cannot run any more. */
  @Override
  public void close() {
    closed = true;
  }

  private void check(int rows) {
    if (rows != rowsOfSizes) {
      sizes = leaves.values().stream().mapToLong(t -> t.shape().elements(rows)).toArray();
      rowsOfSizes = rows;
    }
    for (int i = 0; i < leafNames.length; i++) {
      Executable.Numbers given = numbers.get(leafNames[i]);
      if (given == null || given.array().length < sizes[i]) {
        explain(leaf(leafNames[i]), given, rows, sizes[i]);
      }
    }
  }

  private static void explain(Tensor t, Executable.@Nullable Numbers given, int rows, long size) {
    String what =
        (t.op() == Op.INPUT ? "input '" : "noise '") + t.name() + "' of shape " + t.shape();
    if (given == null && t.op() == Op.INPUT) {
      throw new IllegalStateException(what + " has not been given");
    } else if (given != null) {
      throw new IllegalArgumentException(
          what
              + " needs "
              + size
              + " numbers for "
              + rows
              + " rows, the array has "
              + given.array().length);
    }
  }

  private int size(String output) {
    return Math.toIntExact(result(output).shape().elements(rowsOfLast));
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
    if (rowsOfLast < 0) {
      throw new IllegalStateException("output '" + name + "' is there after a run only");
    }
    return t;
  }

  private void addVariable(String name, Shape shape) {
    Variables.Variable v = variables.get(name);
    if (!v.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "variable '" + name + "' has shape " + v.shape() + ", the computation has " + shape);
    }
    numbers.put(name, new Executable.Numbers(v.array(), v.at()));
  }
}
