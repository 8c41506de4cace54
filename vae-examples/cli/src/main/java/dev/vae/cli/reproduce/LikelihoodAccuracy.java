package dev.vae.cli.reproduce;

import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How exact the likelihoods are: what the engine computes in floats beside the same distributions
 * in double precision, over a grid with extremes.
 */
final class LikelihoodAccuracy implements Reproduction {
  private static final List<String> COLUMNS =
      List.of(
          "likelihood",
          "cases",
          "log p: largest error",
          "of what is allowed",
          "where",
          "mean: largest error",
          "mean of draws, se",
          "variance of draws, se",
          "distribution of draws",
          "outside",
          "worst draws");

  private static final double[] WIDE = {-25, -7, -3, -0.5, 0, 1, 4, 6, 8, 8.9, 25};

  /** A likelihood with its options, and what its heads give, case by case. */
  record Grid(Spec spec, List<Map<String, double[]>> cases) {

    /** Combines the values of each head with those of the others. */
    static Grid of(Spec spec, Map<String, double[][]> heads) {
      List<Map<String, double[]>> all = List.of(Map.of());
      for (Map.Entry<String, double[][]> head : heads.entrySet()) {
        List<Map<String, double[]>> longer = new ArrayList<>();
        for (Map<String, double[]> one : all) {
          for (double[] value : head.getValue()) {
            Map<String, double[]> more = new LinkedHashMap<>(one);
            more.put(head.getKey(), value);
            longer.add(more);
          }
        }
        all = longer;
      }
      return new Grid(spec, all);
    }

    Grid and(Grid other) {
      List<Map<String, double[]>> both = new ArrayList<>(cases);
      both.addAll(other.cases);
      return new Grid(spec, both);
    }
  }

  @Override
  public String name() {
    return "likelihoods";
  }

  @Override
  public String about() {
    return "log p, mean and draws of every likelihood beside double precision, over a grid with"
        + " extremes; needs no files";
  }

  @Override
  public Report run(Setting setting) {
    long start = System.nanoTime();
    int draws = setting.quick() ? 20_000 : 100_000;
    List<List<String>> cells = new ArrayList<>();
    boolean reached = true;
    for (Grid grid : grids()) {
      LikelihoodErrors errors = LikelihoodErrors.of(grid, draws, setting.engine());
      List<String> row = errors.cells(label(grid.spec()));
      cells.add(row);
      setting.note().accept(String.join("  ", row));
      reached &= errors.allowed();
    }
    return new Report(
        "Likelihoods in floats beside double precision",
        List.of(
            "Given: what a decoder gives, from far below to far above the limits; values from the"
                + " middle of each distribution to far outside.",
            "Compared with: textbook formulas in double precision at the parameters that the"
                + " library gives; sums over all values, or integrals, for means and variances.",
            "log p: in nats; allowed are 10⁻⁴, or 10⁻⁶ of log p or what half a float of x changes,"
                + " where these are more.",
            "Mean: the error over the mean or the deviation, whichever is larger; of grey levels,"
                + " whose mean is that of what is rounded, in levels.",
            String.format(
                Locale.ROOT,
                "Draws: %d for each case; mean and variance in standard errors (variances only"
                    + " where the fourth moment lets %d draws tell them), the distribution by the"
                    + " largest difference from P(X ≤ x) times √draws (Kolmogorov's statistic:"
                    + " above 2 once in 1500 cases); outside: draws that are not possible values.",
                draws,
                draws)),
        List.of(new ReportTable("Largest errors over all cases", COLUMNS, cells)),
        List.of(
            reached
                ? "All are within what is allowed."
                : "Some are outside what is allowed: log p beyond 1 of what is allowed, means"
                    + " beyond "
                    + LikelihoodErrors.MEAN
                    + " or half a level"
                    + ", draws beyond "
                    + LikelihoodErrors.DRAWN
                    + " standard errors or "
                    + LikelihoodErrors.KOLMOGOROV
                    + " in distribution, or values outside."),
        reached,
        (System.nanoTime() - start) * 1e-9);
  }

  private static String label(Spec spec) {
    StringBuilder text = new StringBuilder(spec.name());
    spec.options()
        .forEach((name, value) -> text.append(" ").append(name).append(" ").append(value));
    return text.toString();
  }

  /** What is tried: every registered likelihood of single columns. */
  static List<Grid> grids() {
    double[] logits = {-1000, -50, -25, -12, -3, -0.5, 0, 1e-3, 0.9, 1.1, 4, 14, 20, 60, 1000};
    double[] locations = {-1e5, -30, 0, 0.3, 1000};
    double[] shapes = {-25, -7, -3, -0.7, 0, 0.7, 3, 6, 8, 25};
    List<Grid> all = new ArrayList<>();
    all.add(grid(Spec.of("bernoulli"), Map.of("logits", logits)));
    Spec gaussian = Spec.of("gaussian").with("variance", "perElement");
    all.add(grid(gaussian, ordered("mean", locations, "logVariance", WIDE)));
    for (String name : List.of("laplace", "logistic")) {
      all.add(grid(Spec.of(name), ordered("location", locations, "logScale", WIDE)));
    }
    for (double degrees : new double[] {2.1, 4, 30, 1e4, 1e6, 1e8}) {
      Spec t = Spec.of("studentT").with("degrees", degrees);
      all.add(grid(t, ordered("location", new double[] {0, 30}, "logScale", shapes)));
    }
    all.add(
        grid(
            Spec.of("logNormal"),
            ordered("location", new double[] {-25, -3, 0, 7.6, 18}, "logScale", WIDE)));
    all.add(grid(Spec.of("exponential"), Map.of("logRate", WIDE)));
    all.add(grid(Spec.of("gamma"), ordered("logConcentration", shapes, "logRate", shapes)));
    all.add(grid(Spec.of("beta"), ordered("logAlpha", shapes, "logBeta", shapes)));
    all.add(grid(Spec.of("continuousBernoulli"), Map.of("logits", logits)));
    all.add(grid(Spec.of("poisson"), Map.of("logRate", WIDE)));
    for (int trials : new int[] {1, 10, 1000, 100_000}) {
      all.add(grid(Spec.of("binomial").with("trials", trials), Map.of("logits", logits)));
    }
    double[] few = {-25, -3, 0, 1, 4, 8};
    double[] dispersions = {-2, 0, 3, 6, 25};
    Spec negative = Spec.of("negativeBinomial");
    Grid usual = grid(negative, ordered("logMean", few, "logDispersion", dispersions));
    double[] low = {-3, 0, 1};
    double[] small = {-25, -5};
    all.add(usual.and(grid(negative, ordered("logMean", low, "logDispersion", small))));
    for (int trials : new int[] {1, 10, 1000, 100_000}) {
      double[] these = trials > 1000 ? new double[] {-25, -3, 0.7, 6, 25} : shapes;
      Spec spec = Spec.of("betaBinomial").with("trials", trials);
      all.add(grid(spec, ordered("logAlpha", these, "logBeta", these)));
    }
    all.add(categories(2, new double[][] {{0, 0}, {-1000, 1000}, {3, -9}}));
    all.add(
        categories(
            5, new double[][] {{0, 0, 0, 0, 0}, {80, 0, -80, 79, 1}, {-12, 0, -6, -9, 1e-3}}));
    all.add(grid(Spec.of("ordinal").with("categories", 2), Map.of("location", logits)));
    all.add(grid(Spec.of("ordinal").with("categories", 7), Map.of("location", logits)));
    double[] places = {-30, -0.5, -0.1, 0, 0.2, 0.5, 8};
    for (int levels : new int[] {2, 256, 4096}) {
      Spec spec = Spec.of("discretizedLogistic").with("levels", levels);
      all.add(grid(spec, ordered("location", places, "logScale", WIDE)));
    }
    Map<String, double[][]> mixture = new LinkedHashMap<>();
    mixture.put("mixtureLogits", new double[][] {{0, 0, 0}, {3, -9, 1}, {-1000, 20, 0}});
    mixture.put("location", new double[][] {{0, 0, 0}, {-3, 0.1, 5}});
    mixture.put("logScale", new double[][] {{0, 0, 0}, {-25, -3, 25}});
    all.add(Grid.of(Spec.of("discretizedLogisticMixture").with("components", 3), mixture));
    return all;
  }

  private static Grid categories(int count, double[][] logits) {
    return Grid.of(Spec.of("categorical").with("categories", count), Map.of("logits", logits));
  }

  private static Map<String, double[]> ordered(String a, double[] of, String b, double[] and) {
    Map<String, double[]> map = new LinkedHashMap<>();
    map.put(a, of);
    map.put(b, and);
    return map;
  }

  private static Grid grid(Spec spec, Map<String, double[]> heads) {
    Map<String, double[][]> each = new LinkedHashMap<>();
    heads.forEach(
        (name, values) -> {
          double[][] single = new double[values.length][];
          for (int i = 0; i < values.length; i++) {
            single[i] = new double[] {values[i]};
          }
          each.put(name, single);
        });
    return Grid.of(spec, each);
  }

  /** The plugins that are compared. */
  static Plugins plugins() {
    return Plugins.load();
  }
}
