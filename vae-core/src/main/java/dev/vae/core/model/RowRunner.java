package dev.vae.core.model;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Shape;
import dev.vae.core.internal.pool.ProgramPool;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.rows.Rows;
import dev.vae.core.trace.TracedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;

/**
 * Runs a computation over any number of rows, some at a time, so that memory stays bounded; for any
 * number of threads. All rows of a call see the same weights.
 */
@NullUnmarked // no null leaves it
final class RowRunner {
  /** How many rows are run at a time. */
  static final int CHUNK = 256;

  private final Computation computation;
  private final Variables variables;
  private final ProgramPool programs;

  RowRunner(Computation computation, Variables variables, Engine engine) {
    this.computation = computation;
    this.variables = variables;
    this.programs = ProgramPool.compile(computation, variables, engine);
  }

  /**
   * Rows for one input; none are bound where no result depends on it.
   *
   * @param rows one for each row of the result, or a single one for all
   */
  record Given(String input, float[][] rows, int width) {
    float[] row(int number) {
      return rows[rows.length == 1 ? 0 : number];
    }
  }

  /** All outputs for so many rows. */
  Map<String, float[][]> run(int rows, List<Given> inputs) {
    return run(rows, inputs, (program, count, from) -> program.run(count));
  }

  /** All outputs for rows that come of noise, and of these inputs. */
  Map<String, float[][]> draw(int rows, long seed, List<Given> inputs) {
    return run(rows, inputs, (program, count, from) -> program.run(count, seed, 0, from));
  }

  private interface Run {
    void rows(Program program, int count, int from);
  }

  private Map<String, float[][]> run(int rows, List<Given> inputs, Run run) {
    return variables.reading(() -> programs.use(program -> run(program, rows, inputs, run)));
  }

  private Map<String, float[][]> run(Program program, int rows, List<Given> inputs, Run run) {
    List<float[]> chunks = new ArrayList<>();
    for (Given given : inputs) {
      float[] chunk = new float[Math.multiplyExact(Math.min(CHUNK, rows), given.width())];
      chunks.add(chunk);
      if (program.takes(given.input())) {
        program.bind(given.input(), chunk);
      }
    }
    Map<String, float[][]> outputs = outputs(rows);
    for (int from = 0; from < rows; from += CHUNK) {
      int count = Math.min(CHUNK, rows - from);
      for (int i = 0; i < inputs.size(); i++) {
        Given given = inputs.get(i);
        for (int r = 0; r < count; r++) {
          float[] row = checked(given.row(from + r), from + r, given.input(), given.width());
          System.arraycopy(row, 0, chunks.get(i), r * given.width(), given.width());
        }
      }
      run.rows(program, count, from);
      collect(program, outputs, from, count);
    }
    return outputs;
  }

  /**
   * All outputs for one batch.
   *
   * @param first the place of the batch's first row among all, on which its noise depends
   */
  Map<String, float[][]> run(Rows.Batch batch, long seed, long first) {
    return variables.reading(
        () ->
            programs.use(
                program -> {
                  TracedModel.give(program, batch);
                  program.run(batch.rows(), seed, 0, first);
                  Map<String, float[][]> outputs = outputs(batch.rows());
                  collect(program, outputs, 0, batch.rows());
                  return outputs;
                }));
  }

  private Map<String, float[][]> outputs(int rows) {
    if (rows < 0) {
      throw new IllegalArgumentException("rows must be at least 0, not " + rows);
    }
    Map<String, float[][]> outputs = new LinkedHashMap<>();
    computation.outputs().keySet().forEach(name -> outputs.put(name, new float[rows][]));
    return outputs;
  }

  private void collect(Program program, Map<String, float[][]> outputs, int from, int count) {
    outputs.forEach(
        (name, into) -> {
          Shape shape = computation.outputs().get(name).shape();
          int width = Math.toIntExact(shape.factor());
          // a parameter that all rows share is one row
          boolean shared = shape.isConstant();
          for (int r = 0; r < count; r++) {
            into[from + r] = new float[width];
            program.output(name, shared ? 0 : r * width, into[from + r]);
          }
        });
  }

  private static float[] checked(float[] row, int number, String input, int width) {
    Objects.requireNonNull(row, () -> "row " + number + " of '" + input + "' is null");
    if (row.length != width) {
      throw new IllegalArgumentException(
          "row "
              + number
              + " of '"
              + input
              + "' has "
              + Messages.count(row.length, "value")
              + ", not "
              + width);
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
