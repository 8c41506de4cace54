package dev.vae.export;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.text.Messages;
import dev.vae.export.runtime.OnnxSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** Runs exported files in onnxruntime and compares every output with our own engine's. */
final class ParityCheck {
  /** The batch sizes compared. */
  static final List<Integer> BATCHES = List.of(1, 2, 7);

  /** How many rows are compared at most. */
  static final int MOST_ROWS = 7;

  private static final double[] ONE = {1};
  private static final String ERROR = "standardError";
  private static final String OF = "negLogLikelihood";

  private final Variables variables;
  private final Engine engine;
  private final OnnxSession.Device device;
  private ParityReport report = new ParityReport(ParityReport.TOLERANCE, List.of());

  /**
   * A check of computations over these variables.
   *
   * @param engine what our own side runs with
   * @param device where onnxruntime runs
   */
  ParityCheck(Variables variables, Engine engine, OnnxSession.Device device) {
    this.variables = variables;
    this.engine = engine;
    this.device = device;
  }

  /**
   * Compares a file with the computation it was made from, with 1, 2 and 7 rows.
   *
   * @param given values for inputs and noise, enough for 7 rows each; the others are drawn, inputs
   *     as standard normal numbers
   * @throws dev.vae.export.runtime.OnnxRuntimeException if onnxruntime refuses the file or fails to
   *     run it
   */
  ParityCheck compare(Path file, Computation computation, Map<String, float[]> given) {
    return compare(file, computation, given, Map.of());
  }

  /**
   * Returns the same where outputs have units.
   *
   * @param units of the columns of outputs, by output: differences count in them, where values are
   *     smaller; 1 for the other outputs
   * @throws dev.vae.export.runtime.OnnxRuntimeException if onnxruntime refuses the file or fails to
   *     run it
   */
  ParityCheck compare(
      Path file, Computation computation, Map<String, float[]> given, Map<String, double[]> units) {
    String name = String.valueOf(file.getFileName());
    List<ParityReport.Comparison> found = new ArrayList<>();
    try (OnnxSession session = OnnxSession.open(file, device);
        Program program = Program.compile(computation, variables, engine)) {
      for (int rows : BATCHES) {
        Map<String, float[]> inputs = inputs(computation, given, rows);
        inputs.forEach(program::bind);
        program.run(rows);
        Map<String, float[]> theirs = session.run(inputs, rows);
        for (String output : computation.outputs().keySet()) {
          float[] ours = program.output(output);
          found.add(
              ParityReport.Comparison.of(
                  name,
                  output,
                  rows,
                  Objects.requireNonNull(theirs.get(output)),
                  ours,
                  session.provider(),
                  output.equals(ERROR) && computation.outputs().containsKey(OF)
                      ? sizes(program.output(OF))
                      : units.getOrDefault(output, ONE)));
        }
      }
    }
    report = report.with(found);
    return this;
  }

  /**
   * A standard error is rounded as the log-weights are, whose size is that of the score it is of.
   */
  private static double[] sizes(float[] scores) {
    double[] sizes = new double[scores.length];
    Arrays.setAll(sizes, r -> Math.max(1, Math.abs(scores[r])));
    return sizes;
  }

  /** Returns what was found so far. */
  ParityReport report() {
    return report;
  }

  private static Map<String, float[]> inputs(
      Computation computation, Map<String, float[]> given, int rows) {
    Map<String, float[]> inputs = new LinkedHashMap<>();
    List<Tensor> leaves = new ArrayList<>(computation.leaves(Op.INPUT));
    leaves.addAll(computation.leaves(Op.NOISE));
    for (Tensor leaf : leaves) {
      int size = Math.toIntExact(leaf.shape().elements(rows));
      float[] values = given.get(leaf.name());
      if (values == null) {
        values = drawn(leaf);
      } else if (values.length < size) {
        throw new IllegalArgumentException(
            "'"
                + leaf.name()
                + "' takes "
                + size
                + " values for "
                + Messages.count(rows, "row")
                + ", not "
                + values.length);
      }
      inputs.put(leaf.name(), Arrays.copyOf(values, size));
    }
    return inputs;
  }

  private static float[] drawn(Tensor leaf) {
    boolean uniform =
        leaf.op() == Op.NOISE
            && leaf.attributes(Noise.class).distribution() == Noise.Distribution.UNIFORM;
    SplittableRandom random = new SplittableRandom(leaf.name().hashCode());
    float[] values = new float[Math.toIntExact(leaf.shape().elements(MOST_ROWS))];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (uniform ? random.nextDouble(1e-6, 1 - 1e-6) : random.nextGaussian());
    }
    return values;
  }
}
