package dev.vae.data.tabular;

import dev.vae.core.model.Vae;
import dev.vae.core.optim.LearningRateSchedule;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.data.tabular.draws.MaskedRows;
import dev.vae.data.tabular.parts.RowParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;

/**
 * Sizes and trains the VAE that fills cells and makes rows. Unlike those that score it should know
 * the rows closely: it is larger, trained longer, and by the importance-weighted bound, which draws
 * of cells are then weighted by (Mattei and Frellsen 2019).
 */
@NullUnmarked // no null leaves it
final class GeneratorTraining {
  private static final int SMALLEST = 4;
  private static final int LARGEST = 16;
  private static final int SAMPLES = 10;
  private static final int BATCH = 128;

  /** How many steps it makes for one of a VAE that scores, of a table of few rows. */
  private static final int LONGER = 4;

  /** Rows up to which a table has few, and how many more take one such step away. */
  private static final int FEW = 8000;

  private static final int LEAST_LONGER = 2;

  /** Where settings do not say. */
  static final double LEARNING_RATE = 3e-3;

  private static final int PREDICTOR_WIDTH = 192;
  private static final int PREDICTOR_BATCH = 256;
  private static final double PREDICTOR_LEARNING_RATE = 5e-3;

  /** Of each row up to this share is hidden from the predictor. */
  private static final double HIDDEN = 0.6;

  private GeneratorTraining() {}

  /** How many latents it has, where settings do not say. */
  static int latent(int columns) {
    return Math.max(SMALLEST, Math.min(LARGEST, columns + 4));
  }

  /** What it is made of. */
  static VaeSpec spec(List<ColumnEncoding> columns, TableSettings settings) {
    TableSettings.Sizing sizing = settings.generator();
    int latent = sizing.latentOr(latent(columns.size()));
    int width = sizing.widthOr(MemberTraining.width(latent));
    VaeSpec spec = MemberTraining.spec(columns, latent, width, settings.selfMasked());
    return VaeSpec.builder()
        .event(spec.event())
        .latent(latent)
        .encoder(spec.encoder().toArray(Spec[]::new))
        .decoder(spec.decoder().toArray(Spec[]::new))
        .likelihood(spec.likelihood())
        .objective(Spec.of("iwae").with("samples", SAMPLES))
        .build();
  }

  /**
   * Trains it.
   *
   * @param rows in the model's units, NaN where missing
   */
  static Vae train(double[][] rows, List<ColumnEncoding> columns, TableOptions options) {
    TableSettings.Sizing sizing = options.settings().generator();
    Plan plan =
        new Plan(
            BATCH,
            steps(rows.length, options.settings().steps()),
            sizing.learningRateOr(LEARNING_RATE),
            options.seed() * 1009 - 1);
    boolean[] kept = SelfMasking.of(columns, options.settings().selfMasked());
    MaskedRows masked = masked(rows, columns, kept, holed(rows));
    return trained(spec(columns, options.settings()), masked, columns, plan, options);
  }

  /**
   * How many steps it takes. Errors of filled cells of a few thousand rows, which it sees a hundred
   * times and more, fall by 1 to 2 % when it takes four times a scoring VAE's rather than twice;
   * where there are many times as many rows, hardly (tables-methods.md).
   *
   * @param score how many a VAE that scores takes
   */
  private static int steps(int rows, int score) {
    double longer = LONGER + 1 - (double) rows / FEW;
    return (int) (Math.max(LEAST_LONGER, Math.min(LONGER, longer)) * score);
  }

  /** How a VAE is trained: rows a step, at most; steps; Adam's rate at the start. */
  private record Plan(int batch, int steps, double learningRate, long seed) {}

  private static MaskedRows masked(
      double[][] rows, List<ColumnEncoding> columns, boolean[] kept, double holed) {
    return new MaskedRows(
        rows,
        ColumnEncoding.parts(columns),
        ColumnEncoding.noise(columns),
        kept,
        columns.stream().map(ColumnEncoding::modelSpikes).toList(),
        holed);
  }

  private static Vae trained(
      VaeSpec spec,
      MaskedRows rows,
      List<ColumnEncoding> columns,
      Plan plan,
      TableOptions options) {
    Schema schema =
        Schema.of(spec.event()).withColumns(ColumnEncoding.labels(columns)).withMissing(true);
    Vae vae = Vae.builder(spec).schema(schema).engine(options.engine()).seed(plan.seed).build();
    int count = (int) rows.size();
    int batch = Math.min(plan.batch, Math.max(16, count / 12));
    int perEpoch = Math.max(1, (count + batch - 1) / batch);
    Trainer.of(vae)
        .train(rows)
        .epochs(Math.max(1, (plan.steps + perEpoch - 1) / perEpoch))
        .batch(batch)
        .optimizer(Optimizer.adam(plan.learningRate))
        .schedule(LearningRateSchedule.cosine(0))
        .clip(10)
        .run();
    return vae;
  }

  /**
   * What tells cells from the others of their row is made of: of hidden cells alone it learns, and
   * has no latents of few dimensions to press a row through.
   */
  static VaeSpec predictorSpec(List<ColumnEncoding> columns) {
    RowParts parts = ColumnEncoding.parts(columns);
    VaeSpec of = MemberTraining.spec(columns, PREDICTOR_WIDTH, PREDICTOR_WIDTH, Map.of());
    List<Spec> encoder = new ArrayList<>(of.encoder());
    encoder.subList(encoder.size() - 2, encoder.size()).clear(); // the posterior is the second
    Spec objective = Spec.of("masked").with("rate", HIDDEN);
    if (!parts.alone()) {
      objective =
          objective.with(
              "groups", IntStream.range(0, parts.columns()).map(parts::cell).boxed().toList());
    }
    return VaeSpec.builder()
        .event(of.event())
        .latent(PREDICTOR_WIDTH)
        .encoder(encoder.toArray(Spec[]::new))
        .posterior(Spec.of("deterministic"))
        .decoder(Spec.of("silu"))
        .likelihood(of.likelihood())
        .objective(objective)
        .build();
  }

  /**
   * Trains it.
   *
   * @param rows in the model's units, NaN where missing
   */
  static Vae predictor(double[][] rows, List<ColumnEncoding> columns, TableOptions options) {
    Plan plan =
        new Plan(
            PREDICTOR_BATCH,
            3 * options.settings().steps() / 2,
            PREDICTOR_LEARNING_RATE,
            options.seed() * 1009 - 2);
    MaskedRows masked = masked(rows, columns, new boolean[columns.size()], 0);
    return trained(predictorSpec(columns), masked, columns, plan, options);
  }

  /** More holes than there are teach to fill cells; where there are many, they do it themselves. */
  private static double holed(double[][] rows) {
    long holes = 0;
    for (double[] row : rows) {
      for (double value : row) {
        holes += Double.isNaN(value) ? 1 : 0;
      }
    }
    double share = (double) holes / Math.max(1, (long) rows.length * rows[0].length);
    return Math.max(0, 0.5 - 3 * share);
  }
}
