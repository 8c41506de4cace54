package dev.vae.data.tabular;

import dev.vae.core.TrainingException;
import dev.vae.core.draws.ColumnDraws;
import dev.vae.core.engine.Engine;
import dev.vae.core.internal.io.Hashes;
import dev.vae.core.internal.io.Json;
import dev.vae.core.model.Vae;
import dev.vae.data.internal.outlier.InlierFilter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * Trains one VAE of a table with one size, and judges it by rows that took no part in that: by none
 * of their labels, only by how likely they are. A fifth of the rows judges, another fifth stops the
 * training of one that scores, all by the same folds for all sizes.
 */
final class TuningTrial {
  private static final int FOLDS = 5;
  private static final int MOST_JUDGED = 2000;
  private static final int DRAWS = 50;
  private static final int DECODED = 2048;

  /** The worst rows do not count: odd ones would decide. */
  private static final double DROPPED = 0.05;

  private final TrainingRows table;
  private final TableOptions options;
  private final int[] fold;

  TuningTrial(TrainingRows table, TableOptions options) {
    this.table = table;
    this.options = options;
    this.fold = Ensemble.folds(table.rows().length, FOLDS, options.seed());
  }

  /** The size that a part has where settings do not say: how the grid begins. */
  TableSettings.Sizing ofTable(TableTuning.Part part) {
    int latent =
        switch (part) {
          case SCORE ->
              Ensemble.latent(
                  BaselineDensities.fit(usual(train()), table.columns(), options.seed()),
                  table.columns());
          case GENERATOR -> GeneratorTraining.latent(table.columns().size());
        };
    double rate =
        switch (part) {
          case SCORE -> MemberTraining.LEARNING_RATE;
          case GENERATOR -> GeneratorTraining.LEARNING_RATE;
        };
    return new TableSettings.Sizing(latent, MemberTraining.width(latent), rate);
  }

  /** What says whether another run tries the same. */
  String digest() {
    MessageDigest digest = Hashes.sha256();
    String words =
        Json.writeCompact(ColumnEncoding.toJson(table.columns()))
            + " seed "
            + options.seed()
            + " steps "
            + options.settings().steps()
            + " "
            + options.settings().selfMasked();
    digest.update(words.getBytes(StandardCharsets.UTF_8));
    ByteBuffer bytes = ByteBuffer.allocate(table.columns().size() * Double.BYTES);
    for (double[] row : table.rows()) {
      bytes.clear();
      for (double value : row) {
        bytes.putDouble(value);
      }
      digest.update(bytes.array());
    }
    return Hashes.text(digest);
  }

  private double[][] train() {
    return Ensemble.pick(table.rows(), fold, f -> f > 1);
  }

  private InlierFilter usualRows(double[][] train) {
    return new InlierFilter(train, ColumnEncoding.levels(table.columns()), options.seed());
  }

  private double[][] usual(double[][] train) {
    return usualRows(train).of(train);
  }

  /**
   * The bound of held-out rows, in nats a row, and its standard error; minus infinity where
   * training led to numbers that are none.
   *
   * @throws CancellationException if the thread is interrupted
   */
  double[] run(TableTuning.Part part, TableSettings.Sizing sizing, Engine engine) {
    TableSettings settings =
        switch (part) {
          case SCORE -> options.settings().withScore(sizing);
          case GENERATOR -> options.settings().withGenerator(sizing);
        };
    TableOptions own = options.withSettings(settings).withEngine(engine);
    double[][] judges = Ensemble.pick(table.rows(), fold, f -> f == 0);
    try {
      return switch (part) {
        case SCORE -> {
          double[][] train = train();
          InlierFilter usual = usualRows(train);
          double[][] stops = usual.of(Ensemble.pick(table.rows(), fold, f -> f == 1));
          long seed = options.seed() * 1009;
          Vae vae =
              MemberTraining.train(
                  usual.of(train), stops, table.columns(), sizing.latent(), seed, own);
          yield judge(vae, usual.of(judges));
        }
        case GENERATOR -> {
          double[][] train = Ensemble.pick(table.rows(), fold, f -> f > 0);
          yield judge(GeneratorTraining.train(train, table.columns(), own), judges);
        }
      };
    } catch (TrainingException e) {
      return new double[] {Double.NEGATIVE_INFINITY, 0};
    }
  }

  private double[] judge(Vae vae, double[][] rows) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("a trial was interrupted");
    }
    double[][] some = new double[Math.min(MOST_JUDGED, rows.length)][];
    Arrays.setAll(some, i -> rows[(int) ((long) i * rows.length / some.length)]);
    double[] bounds = new double[some.length];
    ColumnDraws draws = ColumnDraws.of(vae);
    int[] at = {0};
    Member.batches(
        vae,
        some,
        DECODED / DRAWS,
        batch -> {
          ColumnDraws.Drawn drawn = draws.weights(batch, DRAWS, options.seed());
          for (int r = 0; r < batch.rows(); r++) {
            Member.LogMean mean = new Member.LogMean();
            for (int k = 0; k < DRAWS; k++) {
              mean.add(drawn.logWeight()[k * batch.rows() + r]);
            }
            bounds[at[0]++] = mean.value();
          }
        });
    Arrays.sort(bounds);
    double[] kept = Arrays.copyOfRange(bounds, (int) (DROPPED * bounds.length), bounds.length);
    double mean = Arrays.stream(kept).average().orElseThrow();
    double squares = Arrays.stream(kept).map(b -> (b - mean) * (b - mean)).sum();
    return new double[] {mean, Math.sqrt(squares / Math.max(1, kept.length - 1) / kept.length)};
  }
}
