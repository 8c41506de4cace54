package dev.vae.core.model;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs a computation over any number of rows, some at a time, so that memory stays bounded. */
final class RowRunner {
  /** How many rows are run at a time. */
  static final int CHUNK = 256;

  private final Computation computation;
  private final Program program;

  RowRunner(Computation computation, Variables variables, Engine engine) {
    this.computation = computation;
    this.program = Program.compile(computation, variables, engine);
  }

  /** All outputs for rows given to one input. */
  Map<String, float[][]> run(String input, float[][] rows, int width) {
    float[] chunk = new float[Math.multiplyExact(CHUNK, width)];
    program.bind(input, chunk);
    Map<String, float[][]> outputs = outputs(rows.length);
    for (int from = 0; from < rows.length; from += CHUNK) {
      int count = Math.min(CHUNK, rows.length - from);
      for (int r = 0; r < count; r++) {
        System.arraycopy(
            checked(rows[from + r], from + r, input, width), 0, chunk, r * width, width);
      }
      program.run(count);
      collect(outputs, from, count);
    }
    return outputs;
  }

  /** All outputs for one batch. */
  Map<String, float[][]> run(Rows.Batch batch) {
    return run(batch, 0, 0);
  }

  /**
   * The same with noise.
   *
   * @param first the place of the batch's first row among all, on which its noise depends
   */
  Map<String, float[][]> run(Rows.Batch batch, long seed, long first) {
    program.bind(Trace.X, batch.values());
    if (batch.mask() != null) {
      program.bind(Trace.MASK, batch.mask());
    }
    program.run(batch.rows(), seed, 0, first);
    Map<String, float[][]> outputs = outputs(batch.rows());
    collect(outputs, 0, batch.rows());
    return outputs;
  }

  /** All outputs for rows that come of noise alone. */
  Map<String, float[][]> draw(int rows, long seed) {
    Map<String, float[][]> outputs = outputs(rows);
    for (int from = 0; from < rows; from += CHUNK) {
      int count = Math.min(CHUNK, rows - from);
      program.run(count, seed, 0, from);
      collect(outputs, from, count);
    }
    return outputs;
  }

  private Map<String, float[][]> outputs(int rows) {
    Map<String, float[][]> outputs = new LinkedHashMap<>();
    computation.outputs().keySet().forEach(name -> outputs.put(name, new float[rows][]));
    return outputs;
  }

  private void collect(Map<String, float[][]> outputs, int from, int count) {
    outputs.forEach(
        (name, into) -> {
          float[] values = program.output(name);
          Shape shape = computation.outputs().get(name).shape();
          int width = Math.toIntExact(shape.factor());
          // a parameter that all rows share is one row
          boolean shared = shape.isConstant();
          for (int r = 0; r < count; r++) {
            into[from + r] = new float[width];
            System.arraycopy(values, shared ? 0 : r * width, into[from + r], 0, width);
          }
        });
  }

  private static float[] checked(float[] row, int number, String input, int width) {
    if (row.length != width) {
      throw new IllegalArgumentException(
          "row " + number + " of '" + input + "' has " + row.length + " values, not " + width);
    }
    for (int i = 0; i < width; i++) {
      if (!Float.isFinite(row[i])) {
        throw new IllegalArgumentException(
            "row " + number + " of '" + input + "' is " + row[i] + " in column " + i);
      }
    }
    return row;
  }
}
