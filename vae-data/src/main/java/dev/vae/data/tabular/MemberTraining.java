package dev.vae.data.tabular;

import dev.vae.core.model.Vae;
import dev.vae.core.optim.LearningRateSchedule;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.data.tabular.draws.MaskedRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sizes and trains one member of an ensemble on rows in the model's units. */
final class MemberTraining {
  private static final int NARROWEST = 32;
  private static final int WIDEST = 256;

  /** With more levels a column is embedded, */
  private static final int MOST_APART = 40;

  /** by vectors of this length. */
  private static final int VECTOR = 16;

  private static final Spec NUMBERS = Spec.of("gaussian").with("variance", "perElement");

  private static final int PATIENCE = 10;

  /** Where settings do not say. */
  static final double LEARNING_RATE = 2e-3;

  private MemberTraining() {}

  /** How wide layers are for so many latents, where settings do not say. */
  static int width(int latent) {
    return Math.min(WIDEST, Math.max(NARROWEST, 8 * latent));
  }

  /** What a VAE of a table is made of, with layers of so many units. */
  static VaeSpec spec(
      List<ColumnEncoding> columns, int latent, int units, Map<String, SelfMasking> masked) {
    int width = columns.size();
    List<Spec> encoder = new ArrayList<>();
    perColumn(columns).ifPresent(encoder::add);
    encoder.add(Spec.of("observed"));
    for (int i = 0; i < 2; i++) {
      encoder.add(Spec.of("dense").with("units", units));
      encoder.add(Spec.of("silu"));
    }
    Spec[] decoder = {
      Spec.of("dense").with("units", units),
      Spec.of("silu"),
      Spec.of("dense").with("units", units),
      Spec.of("silu")
    };
    return VaeSpec.builder()
        .event(width)
        .latent(latent)
        .encoder(encoder.toArray(Spec[]::new))
        .decoder(decoder)
        .likelihood(likelihood(columns, masked))
        .build();
  }

  /**
   * The parts for columns of many levels: each level has one vector, which the encoder looks up and
   * the likelihood multiplies with what the decoder gives (a tied embedding, Press and Wolf 2017).
   * What a column costs grows with levels times the vector's length, not times a layer's width.
   */
  private static List<Spec> embedded(List<ColumnEncoding> columns, String type, String units) {
    List<Spec> parts = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).levels() > MOST_APART) {
        parts.add(
            Spec.of(type)
                .with("categories", columns.get(c).levels() + 1)
                .with(units, VECTOR)
                .with("shared", "levels" + c)
                .with("columns", List.of(c)));
      }
    }
    return parts;
  }

  private static Map<Integer, List<Object>> byLevels(List<ColumnEncoding> columns) {
    Map<Integer, List<Object>> groups = new LinkedHashMap<>();
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).levels() <= MOST_APART) {
        groups.computeIfAbsent(columns.get(c).levels(), n -> new ArrayList<>()).add(c);
      }
    }
    return groups;
  }

  /** Vectors for categories, spikes told apart; other numbers pass as they are. */
  private static Optional<Spec> perColumn(List<ColumnEncoding> columns) {
    List<Spec> parts = new ArrayList<>(embedded(columns, "embedding", "units"));
    byLevels(columns)
        .forEach(
            (levels, members) -> {
              if (levels > 0) {
                parts.add(
                    Spec.of("oneHot").with("categories", levels + 1).with("columns", members));
              }
            });
    parts.addAll(spiked(columns, Spec.of("spikes")));
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(Spec.of("perColumn").with("parts", parts));
  }

  /**
   * Whether values of a column have probabilities; of what is missing by its size all are alike.
   */
  private static boolean spikes(ColumnEncoding column, Map<String, SelfMasking> masked) {
    return !column.spikes().isEmpty() && !masked.containsKey(column.name());
  }

  /** One part for the columns of each number of spikes. */
  private static List<Spec> spiked(List<ColumnEncoding> columns, Spec part) {
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int c = 0; c < columns.size(); c++) {
      int count = columns.get(c).spikes().size();
      if (count > 0) {
        groups.computeIfAbsent(count, n -> new ArrayList<>()).add(c);
      }
    }
    return groups.values().stream()
        .map(
            own ->
                part.with("at", own.stream().map(c -> columns.get(c).modelSpikes()).toList())
                    .with("columns", own))
        .toList();
  }

  private static Spec likelihood(List<ColumnEncoding> columns, Map<String, SelfMasking> masked) {
    List<Spec> parts = new ArrayList<>();
    byLevels(columns)
        .forEach(
            (levels, members) -> {
              if (levels > 0) {
                Spec levelled = Spec.of("categorical").with("categories", levels + 1);
                parts.add(levelled.with("columns", members));
              } else {
                List<Object> plain =
                    members.stream().filter(c -> columns.get((int) c).spikes().isEmpty()).toList();
                parts.addAll(SelfMasking.parts(NUMBERS, columns, plain, masked));
              }
            });
    parts.addAll(spiked(columns, Spec.of("hurdle").with("likelihood", NUMBERS)));
    parts.addAll(embedded(columns, "categorical", "embedding"));
    return Spec.of("composite").with("parts", parts);
  }

  /**
   * Trains a member.
   *
   * @param rows to train on, in the model's units
   * @param held to stop by
   * @param latent how many latents it has
   */
  static Vae train(
      double[][] rows,
      double[][] held,
      List<ColumnEncoding> columns,
      int latent,
      long seed,
      TableOptions options) {
    TableSettings.Sizing sizing = options.settings().score();
    Map<String, SelfMasking> masked = options.settings().selfMasked();
    List<ColumnEncoding> plain = columns.stream().map(c -> c.withSpikes(List.of())).toList();
    VaeSpec spec = spec(plain, latent, sizing.widthOr(width(latent)), masked);
    Schema schema =
        Schema.of(spec.event()).withColumns(ColumnEncoding.labels(columns)).withMissing(true);
    Vae vae = Vae.builder(spec).schema(schema).engine(options.engine()).seed(seed).build();
    int batch = batch(rows.length);
    int perEpoch = Math.max(1, rows.length / batch);
    int epochs = Math.max(1, (options.settings().steps() + perEpoch - 1) / perEpoch);
    Trainer.of(vae)
        .train(
            new MaskedRows(
                rows,
                ColumnEncoding.parts(columns),
                ColumnEncoding.noise(plain),
                SelfMasking.of(columns, masked)))
        .validation(Rows.withMissing(held))
        .epochs(epochs)
        .batch(batch)
        .patience(Math.max(2, Math.min(epochs, PATIENCE * (1 + 20 / perEpoch))))
        .optimizer(Optimizer.adam(sizing.learningRateOr(LEARNING_RATE)))
        .schedule(LearningRateSchedule.cosine(0))
        .clip(10)
        .seed(seed)
        .run();
    return vae;
  }

  /** Small tables get small batches, so that there are steps enough. */
  private static int batch(int rows) {
    int batch = 32;
    while (batch < 512 && batch * 32 <= rows) {
      batch *= 2;
    }
    return batch;
  }
}
