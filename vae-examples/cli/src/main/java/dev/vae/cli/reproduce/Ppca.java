package dev.vae.cli.reproduce;

import dev.vae.core.estimate.Annealing;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.internal.linalg.ProbabilisticPca;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.LearningRateSchedule;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.spec.Schema;
import dev.vae.core.train.Trainer;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import dev.vae.layers.Presets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Linear VAEs trained to the optimum of probabilistic PCA, whose likelihood is known exactly
 * (Tipping and Bishop 1999): every estimate of the likelihood is held against it.
 */
final class Ppca implements Reproduction {
  static final double WITHIN = 0.01;
  private static final String WHERE =
      "ADBench, github.com/Minqi824/ADBench, adbench/datasets/Classical";

  /** A row of the oracle table; its likelihood was computed with NumPy. */
  record Row(String table, String file, int latent, double published) {}

  static final List<Row> ROWS =
      List.of(
          new Row("cardio", "adbench/6_cardio.npz", 2, -26.664732),
          new Row("cardio", "adbench/6_cardio.npz", 5, -25.439227),
          new Row("vowels", "adbench/40_vowels.npz", 2, -15.210278),
          new Row("vowels", "adbench/40_vowels.npz", 5, -13.762862),
          new Row("thyroid", "adbench/38_thyroid.npz", 2, -7.948556),
          new Row("pendigits", "adbench/28_pendigits.npz", 4, -18.675011),
          new Row("breastw", "adbench/4_breastw.npz", 2, -9.672708));

  private static final int STEPS = 20_000;
  private static final int BATCH = 128;
  private static final double RATE = 0.01;
  private static final Annealing NEAR = new Annealing(50, 5, Annealing.Start.POSTERIOR);
  private static final Annealing FAR = new Annealing(500, 10, Annealing.Start.PRIOR);

  private final List<Row> rows;

  /** All rows. */
  Ppca() {
    this(ROWS);
  }

  /** Some rows. */
  Ppca(List<Row> rows) {
    this.rows = rows;
  }

  @Override
  public String name() {
    return "ppca";
  }

  @Override
  public String about() {
    return "linear VAEs against the exact likelihood of probabilistic PCA on five tables of ADBench"
        + " (adbench/*.npz)";
  }

  @Override
  public Report run(Setting setting) throws Exception {
    long start = System.nanoTime();
    List<Long> seeds = setting.quick() ? List.of(1L) : List.of(1L, 2L, 3L);
    List<List<String>> cells = new ArrayList<>();
    boolean reached = true;
    for (Row row : rows) {
      Dataset data = open(setting.file(row.file, WHERE));
      for (long seed : seeds) {
        PpcaOutcome outcome = outcome(row, data, seed, setting);
        cells.add(outcome.cells());
        reached &= outcome.reached();
        setting.note().accept(String.join("  ", outcome.cells()));
      }
    }
    List<List<String>> collapsed = new ArrayList<>();
    boolean exactly = true;
    Row first = rows.get(0);
    for (int used : List.of(3, 1, 0)) {
      Dataset data = open(setting.file(first.file, WHERE));
      FixedNoise.Outcome outcome = FixedNoise.run(first.table, data, 5, used, setting);
      collapsed.add(outcome.cells());
      exactly &= outcome.reached();
      setting.note().accept(String.join("  ", outcome.cells()));
    }
    List<ReportTable> tables =
        List.of(
            new ReportTable("Log-likelihood, nats a row", PpcaOutcome.COLUMNS, cells),
            new ReportTable("With σ² fixed too high", FixedNoise.COLUMNS, collapsed));
    return new Report(
        "Linear VAEs and probabilistic PCA",
        schedule(seeds),
        tables,
        List.of(
            "Every estimate is "
                + (reached ? "" : "NOT ")
                + "within 0.01 nats of the exact optimum, and within two Monte Carlo standard"
                + " errors (or 0.001 nats) of the trained model's own exact likelihood.",
            "With σ² fixed too high, "
                + (exactly ? "exactly" : "NOT exactly")
                + " the dimensions collapse whose eigenvalue is below it (Lucas et al. 2019); their"
                + " KL is ½ log(λ/σ²) where it is above."),
        reached && exactly,
        (System.nanoTime() - start) * 1e-9);
  }

  private static List<String> schedule(List<Long> seeds) {
    return List.of(
        "Data: all rows of each table, columns scaled to mean 0 and population deviation 1.",
        "Model: preset linear, Adam from "
            + RATE
            + " on a cosine to 0, about "
            + STEPS
            + " steps of "
            + BATCH
            + " rows; seeds "
            + seeds
            + ", not chosen.",
        "ELBO: 5000 draws a row, 500 in a quick run. IWAE: 100. AIS: 16 chains from q(z | x), 50"
            + " temperatures of 5 leapfrog steps; from the prior, where nothing that training got"
            + " right helps: 64 chains, 500 temperatures of 10, for seed 1, not in a quick run."
            + " After ±: the Monte Carlo standard error.",
        "'published' was computed with NumPy from the eigenvalues of the covariance, 'exact' here"
            + " with EJML; 'trained model' is log N(x; μ, WWᵀ + σ²I) of the trained weights.");
  }

  static Dataset open(Path file) {
    return DataSource.parse("npz:" + file + "#X").open();
  }

  static Trainer trainer(Vae vae, Dataset data) {
    return Trainer.of(vae)
        .train(data)
        .batch(BATCH)
        .epochs((int) Math.ceil(STEPS / Math.ceil((double) data.size() / BATCH)))
        .optimizer(Optimizer.adam(RATE))
        .schedule(LearningRateSchedule.cosine(0));
  }

  private static PpcaOutcome outcome(Row row, Dataset data, long seed, Setting setting) {
    long start = System.nanoTime();
    Standardized rows = Standardized.of(data);
    Vae vae =
        Vae.builder(Presets.linear(data.event()).with("latent=" + row.latent))
            .schema(Schema.of(data.event()).withScaling(rows.scaling()))
            .engine(setting.engine())
            .seed(seed)
            .build();
    trainer(vae, data).run();
    ProbabilisticPca exact = ProbabilisticPca.of(rows.values());
    try (Estimator estimator = Estimator.of(vae).seed(seed)) {
      return new PpcaOutcome(
          row,
          seed,
          exact.logLikelihood(row.latent),
          LinearModel.of(vae, rows.scaling()).logLikelihood(rows.values()),
          estimator.samples(setting.quick() ? 500 : 5000).elbo(data),
          estimator.samples(100).iwae(data),
          estimator.samples(16).annealing(NEAR).ais(data),
          setting.quick() || seed != 1
              ? Optional.empty()
              : Optional.of(estimator.samples(64).annealing(FAR).ais(data)),
          (System.nanoTime() - start) * 1e-9);
    }
  }
}
