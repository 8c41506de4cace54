package dev.vae.cli.reproduce;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.Spec;
import dev.vae.core.plugin.Support;
import dev.vae.core.trace.StandaloneContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** The largest errors of one likelihood over its grid. */
final class LikelihoodErrors {
  /** What a mean may be off, in means or deviations. */
  static final double MEAN = 1e-5;

  /** What a mean of grey levels may be off, in levels. */
  static final double LEVELS = 0.5;

  /** What means and variances of draws may be off, in standard errors. */
  static final double DRAWN = 6;

  /** What Kolmogorov's statistic may be: more once in 10^5 cases. */
  static final double KOLMOGOROV = 2.5;

  private static final Shape EVENT = Shape.of(1);

  private final Spec spec;
  private final BiFunction<String, TrueLikelihoods.Given, TrueDistribution> truths;
  private final Likelihood likelihood;
  private final Variables variables = new Variables();
  private TreeSet<String> parameterNames;
  private int cases;
  private double logProb;
  private double logProbRatio;
  private String where = "";
  private double mean;
  private double drawnMean;
  private double drawnVariance;
  private double kolmogorov;
  private int outside;
  private String worst = "";

  private LikelihoodErrors(
      Spec spec, BiFunction<String, TrueLikelihoods.Given, TrueDistribution> truths) {
    this.spec = spec;
    this.truths = truths;
    this.likelihood = LikelihoodAccuracy.plugins().likelihood(spec);
  }

  static LikelihoodErrors of(LikelihoodAccuracy.Grid grid, int draws, Engine engine) {
    return of(grid, draws, engine, TrueLikelihoods::of);
  }

  /** Compares with other truths. */
  static LikelihoodErrors of(
      LikelihoodAccuracy.Grid grid,
      int draws,
      Engine engine,
      BiFunction<String, TrueLikelihoods.Given, TrueDistribution> truths) {
    LikelihoodErrors errors = new LikelihoodErrors(grid.spec(), truths);
    try (Program density = errors.program(false, engine);
        Program sample = errors.program(true, engine)) {
      for (Map<String, double[]> heads : grid.cases()) {
        errors.add(heads, density, sample, draws);
      }
    }
    return errors;
  }

  boolean allowed() {
    return logProbRatio <= 1
        && mean <= (levels() == 0 ? MEAN : LEVELS)
        && drawnMean <= DRAWN
        && drawnVariance <= DRAWN
        && kolmogorov <= KOLMOGOROV
        && outside == 0;
  }

  List<String> cells(String label) {
    return List.of(
        label,
        Integer.toString(cases),
        number(logProb),
        number(logProbRatio),
        where,
        number(mean),
        number(drawnMean),
        number(drawnVariance),
        number(kolmogorov),
        Integer.toString(outside),
        worst);
  }

  private static String number(double value) {
    return value == 0 || value >= 0.01 && value < 1000
        ? String.format(Locale.ROOT, "%.3g", value)
        : String.format(Locale.ROOT, "%.1e", value);
  }

  private Program program(boolean drawing, Engine engine) {
    Context pass = StandaloneContext.of(false, variables, 1);
    Map<String, Tensor> heads = new LinkedHashMap<>();
    likelihood
        .heads(EVENT)
        .forEach(
            (name, shape) -> heads.put(name, pass.graph().input(name, shape.withLeading(Dim.N))));
    Distribution p = likelihood.distribution(heads, EVENT, pass);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    if (drawing) {
      outputs.put("sample", p.sample());
      return Program.compile(Computation.of(outputs), variables, engine);
    }
    outputs.put("logProb", p.logProb(pass.graph().input("x", EVENT.withLeading(Dim.N))));
    outputs.put("mean", p.mean());
    p.parameters().forEach((name, value) -> outputs.put("parameter " + name, value));
    parameterNames = new TreeSet<>(p.parameters().keySet());
    return Program.compile(Computation.of(outputs), variables, engine);
  }

  private void add(Map<String, double[]> heads, Program density, Program sample, int draws) {
    cases++;
    give(density, heads, 1);
    density.bind("x", new float[] {0.5f});
    density.run(1);
    Map<String, double[]> parameters = new LinkedHashMap<>();
    for (String name : parameterNames) {
      parameters.put(name, doubles(density.output("parameter " + name)));
    }
    if (spec.name().equals("ordinal")) {
      parameters.put("thresholds", thresholds());
    }
    Map<String, double[]> rounded = new LinkedHashMap<>();
    heads.forEach((name, values) -> rounded.put(name, doubles(floats(values, 1))));
    Map<String, Double> options = new LinkedHashMap<>();
    spec.options()
        .forEach((k, v) -> options.put(k, v instanceof Number n ? n.doubleValue() : Double.NaN));
    options.putIfAbsent("levels", 256.0);
    TrueDistribution truth =
        truths.apply(spec.name(), new TrueLikelihoods.Given(rounded, parameters, options));
    String at = describe(parameters, heads);
    if (Math.abs(truth.mass() - 1) > 1e-6) {
      throw new IllegalStateException(at + ": probabilities add up to " + truth.mass());
    }
    judgeDensity(density, heads, truth, at);
    judgeDraws(sample, heads, truth, draws, at);
  }

  private void judgeDensity(
      Program density, Map<String, double[]> heads, TrueDistribution truth, String at) {
    float[] x = values(truth);
    give(density, heads, x.length);
    density.bind("x", x);
    density.run(x.length);
    float[] found = density.output("logProb");
    for (int i = 0; i < x.length; i++) {
      double right = truth.logProb(x[i]);
      double error = right == found[i] ? 0 : Math.abs(found[i] - right);
      if ((float) right == Float.NEGATIVE_INFINITY && found[i] == Float.NEGATIVE_INFINITY) {
        error = 0;
      }
      double ratio = error / allowed(truth, x[i], right);
      if (Double.isNaN(error) || ratio > logProbRatio) {
        logProbRatio = orInfinite(ratio);
        where = String.format(Locale.ROOT, "x = %s, %s, log p = %.4g", x[i], at, right);
      }
      logProb = Math.max(logProb, orInfinite(error));
    }
    if (!spec.name().equals("categorical")) {
      double size =
          levels() == 0
              ? Math.max(Math.abs(truth.mean()), Math.sqrt(truth.variance()))
              : 1.0 / (levels() - 1);
      double error = Math.abs(density.output("mean")[0] - truth.mean());
      mean = Math.max(mean, orInfinite(error == 0 ? 0 : error / size));
    }
  }

  /** 10⁻⁴, or 10⁻⁶ of log p, or what a value half a float away has. */
  private double allowed(TrueDistribution truth, float x, double right) {
    double usual = Math.max(1e-4, 1e-6 * Math.abs(right));
    if (likelihood.discrete() || !Double.isFinite(right)) {
      return usual;
    }
    double beside = truth.logProb(x + 0.5 * (x < 0 ? -Math.ulp(x) : Math.ulp(x)));
    double moved = Math.abs(beside - right);
    return moved < Double.POSITIVE_INFINITY ? Math.max(usual, moved) : usual;
  }

  private void judgeDraws(
      Program sample, Map<String, double[]> heads, TrueDistribution truth, int draws, String at) {
    give(sample, heads, draws);
    sample.run(draws, 7, cases, 0);
    double[] drawn = doubles(sample.output("sample"));
    for (double x : drawn) {
      outside += likelihood.support().contains(x) && x <= limit() ? 0 : 1;
    }
    double sum = 0;
    double squares = 0;
    for (double x : drawn) {
      sum += x - truth.mean();
      squares += (x - truth.mean()) * (x - truth.mean());
    }
    double variance = truth.variance();
    double rest = rounding(truth);
    double error = Math.max(0, Math.abs(sum / draws) - rest) / Math.sqrt(variance / draws);
    double spread =
        Math.max(0, Math.abs(squares / draws - variance) - 2 * rest * Math.sqrt(variance));
    double peaked = Math.max(truth.kurtosis() - 1, 10.0 / draws);
    double spreadError = spread / (variance * Math.sqrt(peaked / draws));
    boolean told = truth.kurtosis() * 100 < draws;
    Arrays.sort(drawn);
    double apart = 0;
    for (int i = 0; i < draws; i++) {
      if (i + 1 == draws || drawn[i + 1] > drawn[i]) {
        // a float stands for all that is nearest to it
        double half = Math.ulp((float) drawn[i]) / 2.0;
        boolean single = likelihood.discrete();
        double low = truth.upTo(drawn[i] - (single ? 0 : half));
        double high = truth.upTo(drawn[i] + (single ? 1e-9 : half));
        double share = (i + 1.0) / draws;
        apart = Math.max(apart, Math.max(low - share, share - high));
      }
    }
    double statistic = apart * Math.sqrt(draws);
    if (told) {
      drawnMean = Math.max(drawnMean, orInfinite(error));
      drawnVariance = Math.max(drawnVariance, orInfinite(spreadError));
    }
    if (orInfinite(statistic) > kolmogorov) {
      kolmogorov = orInfinite(statistic);
      worst = at;
    }
  }

  private static double orInfinite(double x) {
    return Double.isNaN(x) ? Double.POSITIVE_INFINITY : x;
  }

  /** What rounding to floats may move a mean by. */
  private static double rounding(TrueDistribution truth) {
    return Math.ulp((float) Math.abs(truth.mean()));
  }

  private double limit() {
    return Math.min(likelihood.support().largest(), Double.MAX_VALUE);
  }

  /** How many grey levels there are; 0 where values are none. */
  private int levels() {
    if (!spec.name().startsWith("discretized")) {
      return 0;
    }
    return spec.options().get("levels") instanceof Number n ? n.intValue() : 256;
  }

  /** Values from the middle to far outside. */
  private float[] values(TrueDistribution truth) {
    double centre = truth.mean();
    double deviation = Math.sqrt(truth.variance());
    TreeSet<Float> x = new TreeSet<>();
    for (double share : new double[] {1e-6, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999999}) {
      put(x, truth.quantile(share));
    }
    for (double times : new double[] {0, 0.1, 1, 2, 3, 5, 8, 15, 30, 100, 1e4}) {
      put(x, centre + times * deviation);
      put(x, centre - times * deviation);
    }
    for (double each : new double[] {0, 1, 2, 3, 5, 10, 100, 8000, 1e5}) {
      put(x, each);
    }
    for (double each : new double[] {1e-6, 0.001, 0.1, 0.25, 0.5, 0.7, 0.9, 0.999, 1 - 1e-6}) {
      put(x, each);
      put(x, each * limit());
    }
    if (likelihood.support().equals(Support.REAL)) {
      put(x, 1e18);
      put(x, -1e18);
    }
    float[] floats = new float[x.size()];
    int at = 0;
    for (float each : x) {
      floats[at++] = each;
    }
    return floats;
  }

  private void put(TreeSet<Float> all, double value) {
    Support support = likelihood.support();
    double x = value;
    if (levels() > 0) {
      x = Math.rint(x * (levels() - 1)) / (levels() - 1);
    } else if (support.discrete()) {
      x = Math.rint(x);
    }
    float rounded = (float) x + 0f;
    boolean normal = rounded == 0 || Math.abs(rounded) >= Float.MIN_NORMAL;
    boolean counted = !support.discrete() || rounded < 0x1p24f;
    if (support.contains(rounded) && rounded <= limit() && counted && normal) {
      all.add(rounded);
    }
  }

  private void give(Program program, Map<String, double[]> heads, int rows) {
    heads.forEach(
        (name, values) -> {
          if (program.takes(name)) {
            program.bind(name, floats(values, rows));
          }
        });
  }

  private static float[] floats(double[] values, int rows) {
    float[] all = new float[values.length * rows];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) values[i % values.length];
    }
    return all;
  }

  private static double[] doubles(float[] values) {
    double[] all = new double[values.length];
    Arrays.setAll(all, i -> values[i]);
    return all;
  }

  /** Of the ordinal likelihood's first values: see its page. */
  private double[] thresholds() {
    double first = variables.get("first").values()[0];
    if (!variables.has("distances")) {
      return new double[] {first};
    }
    float[] raw = variables.get("distances").values();
    double[] all = new double[raw.length + 1];
    all[0] = first;
    for (int i = 0; i < raw.length; i++) {
      all[i + 1] = all[i] + Math.log1p(Math.exp(raw[i])) + 1e-3;
    }
    return all;
  }

  private static String describe(Map<String, double[]> parameters, Map<String, double[]> heads) {
    StringBuilder text = new StringBuilder();
    Map<String, double[]> said = parameters.containsKey("thresholds") ? heads : parameters;
    said.forEach(
        (name, values) -> {
          text.append(text.length() == 0 ? "" : " ").append(name);
          for (double value : values) {
            text.append(String.format(Locale.ROOT, " %.4g", value));
          }
        });
    return text.toString();
  }
}
