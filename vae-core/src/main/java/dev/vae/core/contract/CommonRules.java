package dev.vae.core.contract;

import static dev.vae.core.contract.Findings.require;

import dev.vae.core.contract.bench.ExternalRuntime;
import dev.vae.core.contract.bench.Subject;
import dev.vae.core.contract.bench.TracedPart;
import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.grad.GradientCheck;
import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;

/** The rules that hold for every part that can be traced. */
@NullUnmarked // no null leaves it
final class CommonRules {
  private static final int ROWS = 3;
  private static final double SMOOTH = 1e-5;
  private static final double SAME = 1e-9;
  private static final double EXPORT = 2e-5;
  private static final int ELEMENTS_CHECKED = 12;
  private static final double[] SIZES = {0, 30, 1e4};

  private CommonRules() {}

  /** An output has this shape. */
  static void shape(Map<String, Tensor> outputs, String name, Shape expected) {
    Shape shape = outputs.get(name).shape();
    require(shape.equals(expected), name + " is " + shape + " instead of " + expected);
  }

  /** Two traces of a part, and those of two parts, give the same nodes and first values. */
  static void repeatable(Supplier<Subject> parts) {
    Subject subject = parts.get();
    for (boolean training : new boolean[] {false, true}) {
      TracedPart first = new TracedPart(subject, training);
      same(first, new TracedPart(subject, training), "in a second trace");
      same(first, new TracedPart(parts.get(), training), "when it was made again");
    }
  }

  private static String describe(Tensor t) {
    return t.attributes() == Attributes.NONE ? t.toString() : t + " " + t.attributes();
  }

  /** The order of parameters, and with it that of sums over them, is the order of these. */
  static void ordered(Map<?, ?> map, String what) {
    require(
        map.size() < 2 || !map.getClass().getName().startsWith("java.util.ImmutableCollections"),
        what
            + " is made by Map.of or copyOf, whose order is another in every run: use"
            + " LinkedHashMap");
  }

  private static void same(TracedPart one, TracedPart two, String when) {
    List<Tensor> a = Graph.closure(one.outputs.values());
    List<Tensor> b = Graph.closure(two.outputs.values());
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      require(
          same(a.get(i), b.get(i)),
          "node " + describe(a.get(i)) + " became " + describe(b.get(i)) + " " + when);
    }
    require(a.size() == b.size(), a.size() + " nodes became " + b.size() + " " + when);
    for (String name : one.variables.all().keySet()) {
      float[] first = one.variables.get(name).values();
      boolean same = Arrays.equals(first, two.variables.get(name).values());
      require(same, "parameter '" + name + "' has other first values " + when);
    }
  }

  /** A batch gives for each row what the row gives alone. */
  static void rows(Subject subject) {
    TracedPart bench = new TracedPart(subject, false);
    Map<String, double[]> values = bench.values(ROWS, 1, 0.1);
    Map<String, double[]> all = bench.evaluate(values, ROWS);
    for (int row = 0; row < ROWS; row++) {
      Map<String, double[]> alone = new LinkedHashMap<>(values);
      for (Op op : List.of(Op.INPUT, Op.NOISE)) {
        for (Tensor t : bench.leaves(op)) {
          alone.put(t.name(), TracedPart.row(values.get(t.name()), t.shape(), ROWS, row));
        }
      }
      Map<String, double[]> one = bench.evaluate(alone, 1);
      for (var output : bench.outputs.entrySet()) {
        Shape shape = output.getValue().shape();
        double[] expected = TracedPart.row(all.get(output.getKey()), shape, ROWS, row);
        double[] got = one.get(output.getKey());
        for (int i = 0; i < got.length; i++) {
          require(
              near(expected[i], got[i]),
              String.format(
                  Locale.ROOT,
                  "%s of row %d is %.9g alone and %.9g in a batch of %d, more than 1e-9 apart",
                  output.getKey(),
                  row,
                  got[i],
                  expected[i],
                  ROWS));
        }
      }
    }
  }

  static boolean near(double a, double b) {
    return Double.compare(a, b) == 0 || Math.abs(a - b) <= SAME * (1 + Math.abs(a));
  }

  static void gradients(Subject subject) {
    for (boolean training : ways(subject)) {
      gradients(subject, training);
    }
  }

  /** Outside training and in it; once where that is the same. */
  private static boolean[] ways(Subject subject) {
    List<Tensor> use = Graph.closure(new TracedPart(subject, false).outputs.values());
    List<Tensor> training = Graph.closure(new TracedPart(subject, true).outputs.values());
    boolean same = use.size() == training.size();
    for (int i = 0; same && i < use.size(); i++) {
      same = same(use.get(i), training.get(i));
    }
    return same ? new boolean[] {false} : new boolean[] {false, true};
  }

  private static boolean same(Tensor a, Tensor b) {
    return a.toString().equals(b.toString())
        && a.attributes().equals(b.attributes())
        && a.operands().stream()
            .map(Tensor::id)
            .toList()
            .equals(b.operands().stream().map(Tensor::id).toList());
  }

  /** Tries three sets of values, as one may lie on a kink; a wrong derivative fails all. */
  private static void gradients(Subject subject, boolean training) {
    GradientCheck best = null;
    for (long seed = 1; seed <= 3 && (best == null || best.error() > SMOOTH); seed++) {
      TracedPart bench = new TracedPart(subject, training);
      Map<String, double[]> values = bench.values(2, seed, 0.1);
      List<Tensor> with = differentiable(subject, bench);
      with.addAll(bench.leaves(Op.VARIABLE));
      Tensor scalar = weighted(subject, bench, values, seed);
      GradientCheck check = GradientCheck.of(scalar, with, values, 2, ELEMENTS_CHECKED);
      best = best == null || check.error() < best.error() ? check : best;
    }
    require(best.error() <= SMOOTH, (training ? "in training, " : "") + best + ", limit 1e-5");
  }

  private static List<String> differentiated(Subject subject, TracedPart bench) {
    return subject.differentiated().stream().filter(bench.outputs::containsKey).toList();
  }

  private static List<Tensor> differentiable(Subject subject, TracedPart bench) {
    List<Tensor> inputs = new ArrayList<>(bench.leaves(Op.INPUT));
    inputs.removeIf(t -> TracedPart.isOfTraining(t) || !subject.isDifferentiable(t.name()));
    return inputs;
  }

  /** A scalar in which every element of every differentiated output has a weight of its own. */
  private static Tensor weighted(
      Subject subject, TracedPart bench, Map<String, double[]> values, long seed) {
    Graph graph = bench.pass.graph();
    Tensor scalar = graph.constant(0);
    for (String name : differentiated(subject, bench)) {
      Tensor output = bench.outputs.get(name);
      Tensor weights = graph.input("weights of " + name, output.shape());
      int count = Math.toIntExact(output.shape().elements(2));
      values.put(weights.name(), Subject.normal(count, bench.seeded(name, seed), 1));
      scalar = scalar.add(output.mul(weights).sum());
    }
    return scalar;
  }

  /**
   * Every output. Of draws one in a hundred may differ, as a last bit can decide between two
   * values.
   */
  static void exported(Subject subject, ExternalRuntime runtime) {
    TracedPart bench = new TracedPart(subject, false);
    Map<String, Tensor> wanted = new LinkedHashMap<>(); // no name may be a parameter's, too
    bench.outputs.forEach((name, t) -> wanted.put("output " + name, t));
    Computation computation = Computation.of(wanted);
    for (int rows : new int[] {1, TracedPart.ORDINARY_ROWS}) {
      Map<String, float[]> inputs = TracedPart.needed(computation, bench.ordinary(rows, 1));
      Map<String, float[]> others = runtime.run(computation, bench.variables, inputs, rows);
      try (Program program = Program.compile(computation, bench.variables, Engine.of(1, null))) {
        inputs.forEach(program::bind);
        program.run(rows);
        for (String output : bench.outputs.keySet()) {
          float[] ours = program.output("output " + output);
          float[] theirs = others.get("output " + output);
          int allowed = output.equals("sample") ? ours.length / 100 : 0;
          for (int i = 0; i < ours.length; i++) {
            boolean same =
                !Float.isFinite(ours[i]) // which another rule tells
                    || Math.abs(ours[i] - theirs[i]) <= EXPORT * (1 + Math.abs(ours[i]));
            allowed -= same ? 0 : 1;
            require(
                allowed >= 0,
                String.format(
                    Locale.ROOT,
                    "%s[%d] is %g in the engine and %g in %s, for %d rows, more than 2e-5 (1 +"
                        + " |value|) apart",
                    output,
                    i,
                    ours[i],
                    theirs[i],
                    runtime.name(),
                    rows));
          }
        }
      }
    }
  }

  /** Outputs and gradients in single precision, for sizes from nothing to very large. */
  static void finite(Subject subject) {
    for (boolean training : ways(subject)) {
      TracedPart bench = new TracedPart(subject, training);
      Map<String, Tensor> wanted = new LinkedHashMap<>(bench.outputs);
      List<Tensor> with = differentiable(subject, bench);
      with.addAll(bench.leaves(Op.VARIABLE));
      for (String name : differentiated(subject, bench)) {
        List<Tensor> gradients = Gradients.of(bench.outputs.get(name).sum(), with);
        for (int i = 0; i < with.size(); i++) {
          wanted.put("gradient of " + name + " in " + with.get(i).name(), gradients.get(i));
        }
      }
      bench.single(wanted, SIZES, CommonRules::finite);
    }
  }

  private static void finite(String inputs, Map<String, float[]> results) {
    results.forEach(
        (name, values) -> {
          for (float value : values) {
            require(Float.isFinite(value), name + " is " + value + " for " + inputs);
          }
        });
  }

  /** What is used outside training is part of the loss that training minimises. */
  static void trained(Subject subject) {
    TracedPart bench = new TracedPart(subject, true);
    Map<String, Tensor> made = new LinkedHashMap<>(bench.outputs);
    made.keySet().retainAll(subject.differentiated());
    Set<String> trained = parameters(bench, made);
    TracedPart used = new TracedPart(subject, false);
    for (String name : used.outputs.keySet()) {
      for (String parameter : parameters(used, Map.of(name, used.outputs.get(name)))) {
        require(
            trained.contains(parameter),
            String.format(
                "%s depends on parameter '%s', on which %s in training does not",
                name, parameter, String.join(" or ", made.keySet())));
      }
    }
  }

  private static Set<String> parameters(TracedPart bench, Map<String, Tensor> outputs) {
    return Graph.closure(outputs.values()).stream()
        .filter(t -> t.op() == Op.VARIABLE && bench.variables.get(t.name()).trained())
        .map(Tensor::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
