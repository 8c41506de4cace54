package dev.vae.core.contract;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.engine.Reference;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.LonePass;
import dev.vae.core.model.Trace;
import dev.vae.core.plugin.Pass;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A part traced once into a graph of its own, and ways to run it. */
final class Bench {
  private static final long SEED = 1;
  private static final double TRAINING_ROWS = 100;

  final Variables variables = new Variables();
  final Pass pass;
  final Map<String, Tensor> outputs;
  private final Subject subject;

  Bench(Subject subject, boolean training) {
    this.subject = subject;
    this.pass = LonePass.of(training, variables, SEED, subject.condition(), subject::encode);
    this.outputs = subject.trace(pass);
  }

  /** All leaves of some kind, in the order they were made. */
  List<Tensor> leaves(Op op) {
    return Graph.closure(outputs.values()).stream().filter(t -> t.op() == op).toList();
  }

  /**
   * Numbers for every leaf.
   *
   * @param jitter how far parameters are moved away from their first values, which may be special
   */
  Map<String, double[]> numbers(int rows, long seed, double jitter) {
    Map<String, double[]> numbers = new LinkedHashMap<>();
    for (Tensor t : leaves(Op.INPUT)) {
      numbers.put(t.name(), inputs(t, rows, seed));
    }
    for (Tensor t : leaves(Op.NOISE)) {
      numbers.put(t.name(), noise(t, rows, seed));
    }
    for (Tensor t : leaves(Op.VARIABLE)) {
      Random random = random(t.name(), seed);
      float[] first = variables.get(t.name()).values();
      double[] moved = new double[first.length];
      Arrays.setAll(moved, i -> first[i] + jitter * random.nextGaussian());
      numbers.put(t.name(), moved);
    }
    return numbers;
  }

  /** Whether an input is not the part's own but says how far training is, or on how many rows. */
  static boolean isOfTraining(Tensor t) {
    return t.op() == Op.INPUT
        && (t.name().equals(Trace.EPOCH) || t.name().equals(Trace.TRAINING_ROWS));
  }

  private static double ofTraining(Tensor t) {
    return t.name().equals(Trace.EPOCH) ? 1 : TRAINING_ROWS;
  }

  double[] inputs(Tensor t, int rows, long seed) {
    if (isOfTraining(t)) {
      return new double[] {ofTraining(t)};
    }
    int count = Math.toIntExact(t.shape().elements(rows));
    return subject.values(t.name(), count, random(t.name(), seed));
  }

  private static double[] noise(Tensor t, int rows, long seed) {
    Random random = random(t.name(), seed);
    double[] numbers = new double[Math.toIntExact(t.shape().elements(rows))];
    boolean normal = t.attributes(Noise.class).distribution() == Noise.Distribution.NORMAL;
    Arrays.setAll(numbers, i -> normal ? random.nextGaussian() : 1 - random.nextDouble());
    return numbers;
  }

  static Random random(String name, long seed) {
    return new Random(seed * 0x9E3779B97F4A7C15L + name.hashCode());
  }

  /** Runs the outputs in double precision. */
  Map<String, double[]> evaluate(Map<String, double[]> numbers, int rows) {
    return Reference.evaluate(Computation.of(outputs), numbers, rows);
  }

  /** Runs one output in double precision. */
  double[] evaluate(String output, Map<String, double[]> numbers, int rows) {
    Computation one = Computation.of(Map.of(output, outputs.get(output)));
    return Reference.evaluate(one, numbers, rows).get(output);
  }

  /** Ordinary numbers in single precision for inputs and noise. */
  Map<String, float[]> ordinary(int rows, long seed) {
    Map<String, float[]> floats = new LinkedHashMap<>();
    for (Op op : List.of(Op.INPUT, Op.NOISE)) {
      for (Tensor t : leaves(op)) {
        floats.put(t.name(), floats(op == Op.INPUT ? inputs(t, rows, seed) : noise(t, rows, seed)));
      }
    }
    return floats;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Runs tensors of this graph in single precision, with extreme inputs. */
  Map<String, float[]> extreme(Map<String, Tensor> wanted, int rows, long seed, double size) {
    Map<String, float[]> results = new LinkedHashMap<>();
    try (Program program = Program.compile(Computation.of(wanted), variables, Engine.of(1, null))) {
      for (Tensor t : Computation.of(wanted).leaves(Op.INPUT)) {
        int count = Math.toIntExact(t.shape().elements(rows));
        double[] values =
            isOfTraining(t)
                ? new double[] {Math.max(ofTraining(t), size)}
                : subject.extremes(t.name(), count, random(t.name(), seed), size);
        program.bind(t.name(), floats(values));
      }
      program.run(rows, seed, 0, 0);
      wanted.keySet().forEach(name -> results.put(name, program.output(name)));
    }
    return results;
  }

  /** The numbers that belong to one row, for a tensor with at most one axis c·N. */
  static double[] row(double[] all, Shape shape, int rows, int row) {
    int axis = 0;
    while (axis < shape.rank() && !shape.dim(axis).batch()) {
      axis++;
    }
    if (axis == shape.rank()) {
      return all;
    }
    int inner = shape.sub(axis + 1, shape.rank()).elements();
    double[] one = new double[all.length / rows];
    for (int i = 0; i < one.length; i++) {
      int before = i / inner; // counts places of outer axes and of the factor c
      one[i] = all[(before * rows + row) * inner + i % inner];
    }
    return one;
  }
}
