package dev.vae.core.contract.bench;

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
import dev.vae.core.plugin.Context;
import dev.vae.core.trace.StandaloneContext;
import dev.vae.core.trace.TracedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/** A part traced once into a graph of its own, and ways to run it. */
public final class TracedPart {
  /** How many rows of ordinary values are compared and looked at. */
  public static final int ORDINARY_ROWS = 64;

  private static final long SEED = 1;
  private static final double TRAINING_ROWS = 100;
  private static final int EXTREME_ROWS = 3;
  private static final int PIECE = 256;
  private static final long PIECES = 1_009;
  private static final long SEEDS = 1_000_003;

  public final Variables variables = new Variables();
  public final Context pass;
  public final Map<String, Tensor> outputs;
  private final Subject subject;
  private final Map<Op, List<Tensor>> leaves = new EnumMap<>(Op.class);

  public TracedPart(Subject subject, boolean training) {
    this.subject = subject;
    long first = SEED + subject.seed();
    this.pass =
        StandaloneContext.of(training, variables, first, subject.condition(), subject::encode);
    this.outputs = subject.trace(pass);
  }

  /** Returns all leaves of some kind, in the order they were made. */
  public List<Tensor> leaves(Op op) {
    return leaves.computeIfAbsent(
        op, o -> Graph.closure(outputs.values()).stream().filter(t -> t.op() == o).toList());
  }

  /**
   * Returns values for every leaf.
   *
   * @param jitter how far parameters are moved away from their first values, which may be special
   */
  public Map<String, double[]> values(int rows, long seed, double jitter) {
    Map<String, double[]> values = new LinkedHashMap<>();
    for (Tensor t : leaves(Op.INPUT)) {
      values.put(t.name(), inputs(t, rows, seed));
    }
    for (Tensor t : leaves(Op.NOISE)) {
      values.put(t.name(), noise(t, rows, seed));
    }
    for (Tensor t : leaves(Op.VARIABLE)) {
      Random random = seeded(t.name(), seed);
      float[] first = variables.get(t.name()).values();
      double[] moved = new double[first.length];
      Arrays.setAll(moved, i -> first[i] + jitter * random.nextGaussian());
      values.put(t.name(), moved);
    }
    return values;
  }

  /** Whether an input is not the part's own but says how far training is, or on how many rows. */
  public static boolean isOfTraining(Tensor t) {
    return t.op() == Op.INPUT
        && (t.name().equals(TracedModel.EPOCH) || t.name().equals(TracedModel.TRAINING_ROWS));
  }

  private static double ofTraining(Tensor t) {
    return t.name().equals(TracedModel.EPOCH) ? 1 : TRAINING_ROWS;
  }

  public double[] inputs(Tensor t, int rows, long seed) {
    if (isOfTraining(t)) {
      return new double[] {ofTraining(t)};
    }
    int count = Math.toIntExact(t.shape().elements(rows));
    return subject.values(t.name(), count, seeded(t.name(), seed));
  }

  /** Returns values of a noise stream. */
  public double[] noise(Tensor t, int rows, long seed) {
    Random random = seeded(t.name(), seed);
    double[] values = new double[Math.toIntExact(t.shape().elements(rows))];
    boolean normal = t.attributes(Noise.class).distribution() == Noise.Distribution.NORMAL;
    Arrays.setAll(values, i -> normal ? random.nextGaussian() : 1 - random.nextDouble());
    return values;
  }

  /**
   * Returns random numbers of a use: of what is named, of one among several, of the contract's
   * seed.
   */
  public Random seeded(String name, long seed) {
    return random(name, seed + SEEDS * subject.seed());
  }

  private static Random random(String name, long seed) {
    return new Random(seed * 0x9E3779B97F4A7C15L + name.hashCode());
  }

  /**
   * Outputs for many rows, in pieces that fit into caches. Outputs have no axis longer than 1
   * before the batch.
   *
   * @param seed decides parameters and the one row of inputs that all rows share
   * @param given inputs that differ from row to row
   */
  public Map<String, double[]> many(
      List<String> names, int rows, long seed, double jitter, Map<String, double[]> given) {
    Map<String, Tensor> wanted = new LinkedHashMap<>();
    names.forEach(name -> wanted.put(name, outputs.get(name)));
    Computation computation = Computation.of(wanted);
    Map<String, double[]> values = values(1, seed, jitter);
    Map<String, double[]> one = new LinkedHashMap<>(values);
    Map<String, double[]> all = new LinkedHashMap<>();
    for (int from = 0; from < rows; from += PIECE) {
      int count = Math.min(PIECE, rows - from);
      for (Tensor t : leaves(Op.INPUT)) {
        if (given.containsKey(t.name())) {
          values.put(t.name(), part(given.get(t.name()), rows, from, count));
        } else if (t.shape().batchAxes() > 0) {
          double[] row = one.get(t.name());
          double[] same = new double[count * row.length];
          Arrays.setAll(same, i -> row[i % row.length]);
          values.put(t.name(), same);
        }
      }
      for (Tensor t : leaves(Op.NOISE)) {
        values.put(t.name(), noise(t, count, seed + PIECES * (from / PIECE + 1)));
      }
      Map<String, double[]> piece = Reference.evaluate(computation, values, count);
      for (String name : names) {
        double[] some = piece.get(name);
        double[] whole = all.computeIfAbsent(name, n -> new double[some.length / count * rows]);
        System.arraycopy(some, 0, whole, some.length / count * from, some.length);
      }
    }
    return all;
  }

  private static double[] part(double[] all, int rows, int from, int count) {
    int width = all.length / rows;
    return Arrays.copyOfRange(all, from * width, (from + count) * width);
  }

  /** Runs the outputs in double precision. */
  public Map<String, double[]> evaluate(Map<String, double[]> values, int rows) {
    return Reference.evaluate(Computation.of(outputs), values, rows);
  }

  /** Runs one output in double precision. */
  public double[] evaluate(String output, Map<String, double[]> values, int rows) {
    Computation one = Computation.of(Map.of(output, outputs.get(output)));
    return Reference.evaluate(one, values, rows).get(output);
  }

  /** Returns ordinary values in single precision for inputs and noise. */
  public Map<String, float[]> ordinary(int rows, long seed) {
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

  /**
   * Runs tensors of this graph in single precision, with inputs of several sizes and then with
   * ordinary ones.
   *
   * @param each gets the inputs in words, and the results
   */
  public void single(
      Map<String, Tensor> wanted, double[] sizes, BiConsumer<String, Map<String, float[]>> each) {
    Computation computation = Computation.of(wanted);
    try (Program program = Program.compile(computation, variables, Engine.of(1, null))) {
      for (double size : sizes) {
        for (Tensor t : computation.leaves(Op.INPUT)) {
          program.bind(t.name(), floats(extreme(t, size)));
        }
        program.run(EXTREME_ROWS, 1, 0, 0);
        each.accept(
            String.format(Locale.ROOT, "inputs of size %g", size), results(program, wanted));
      }
      needed(computation, ordinary(ORDINARY_ROWS, 1)).forEach(program::bind);
      program.run(ORDINARY_ROWS);
      each.accept("ordinary inputs", results(program, wanted));
    }
  }

  private double[] extreme(Tensor t, double size) {
    int count = Math.toIntExact(t.shape().elements(EXTREME_ROWS));
    return isOfTraining(t)
        ? new double[] {Math.max(ofTraining(t), size)}
        : subject.extremes(t.name(), count, seeded(t.name(), 1), size);
  }

  private static Map<String, float[]> results(Program program, Map<String, Tensor> wanted) {
    Map<String, float[]> results = new LinkedHashMap<>();
    wanted.keySet().forEach(name -> results.put(name, program.output(name)));
    return results;
  }

  /** Returns those of some numbers that a computation takes. */
  public static Map<String, float[]> needed(Computation computation, Map<String, float[]> all) {
    Map<String, float[]> some = new LinkedHashMap<>(all);
    List<Tensor> leaves = new ArrayList<>(computation.leaves(Op.INPUT));
    leaves.addAll(computation.leaves(Op.NOISE));
    some.keySet().retainAll(leaves.stream().map(Tensor::name).toList());
    return some;
  }

  /** Returns the numbers that belong to one row, for a tensor with at most one axis c·N. */
  public static double[] row(double[] all, Shape shape, int rows, int row) {
    if (shape.batchAxes() == 0) {
      return all;
    }
    double[] one = new double[all.length / rows];
    Arrays.setAll(one, i -> all[place(shape, rows, row, i)]);
    return one;
  }

  /** Returns where the numbers of a row lie: the place of its i-th. */
  public static int place(Shape shape, int rows, int row, int i) {
    int axis = 0;
    while (!shape.dim(axis).batch()) {
      axis++;
    }
    int inner = shape.sub(axis + 1, shape.rank()).elements();
    int before = i / inner; // counts places of outer axes and of the factor c
    return (before * rows + row) * inner + i % inner;
  }
}
