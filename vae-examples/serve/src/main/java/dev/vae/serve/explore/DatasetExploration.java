package dev.vae.serve.explore;

import dev.vae.core.estimate.EstimateKind;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.estimate.RowLikelihood;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.Condition;
import dev.vae.data.Dataset;
import dev.vae.data.rows.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Explores a VAE by rows of numbers. */
final class DatasetExploration {
  /** For colours, where a row's own noise of half a nat is not seen. */
  private static final int DRAWS = 8;

  private static final int BYTE = 255;

  private final Vae vae;
  private final Dataset rows;
  private final LatentSpace latents;

  private DatasetExploration(Vae vae, Dataset rows) {
    this.vae = vae;
    this.rows = rows;
    latents = new LatentSpace(vae, rows);
  }

  static Exploration of(Vae vae, Dataset rows) {
    DatasetExploration made = new DatasetExploration(vae, rows);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "vae");
    map.putAll(made.latents.described());
    map.put("event", vae.schema().event().dims().stream().map(a -> (long) a.factor()).toList());
    map.put("columns", vae.schema().columns());
    map.put("words", made.words());
    map.put(
        "condition",
        vae.schema().condition().map(Condition::factors).orElse(List.of()).stream()
            .map(DatasetExploration::described)
            .toList());
    boolean bytes = rows.divisor() == BYTE;
    RowFiles files =
        new RowFiles(made.latents.size(), bytes ? "u1" : "f8", (from, to) -> made.part(from, to));
    return Exploration.of(map, made.latents, made.colours(), files);
  }

  private List<Object> words() {
    List<Object> all = new ArrayList<>();
    for (int c = 0; c < vae.schema().columns().size(); c++) {
      all.add(vae.schema().categories().get(c));
    }
    return all;
  }

  private static Map<String, Object> described(Condition.Factor factor) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", factor.name());
    map.put("classes", factor.classes());
    map.put("mean", factor.mean());
    return map;
  }

  /** Rows as the data file holds them, which is what the model takes. */
  private byte[] part(int from, int to) {
    int width = rows.event().elements();
    double[] values = new double[Math.multiplyExact(to - from, width)];
    int[] next = {0};
    rows.range(from, to)
        .forEachRow(
            (at, row) -> {
              for (int c = 0; c < width; c++) {
                values[next[0]++] = row[c] * rows.divisor();
              }
            });
    if (rows.divisor() != BYTE) {
      return Bytes.of(values);
    }
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(values[i]);
    }
    return bytes;
  }

  private List<Colour> colours() {
    List<Colour> all = new ArrayList<>();
    int size = latents.size();
    Labels labels = rows.labels().orElse(null);
    for (int f = 0; labels != null && f < labels.names().size(); f++) {
      float[] codes = new float[size];
      for (int r = 0; r < size; r++) {
        codes[r] = labels.get(r, f);
      }
      all.add(Colour.of(labels.names().get(f), labels.classNames(f), codes));
    }
    latents.kl().ifPresent(all::add);
    if (vae.scored()) {
      all.add(new Colour("score (−log p, nats)", List.of(), score()));
    }
    List<String> columns = rows.columns();
    float[][] values = new float[columns.size()][size];
    if (!columns.isEmpty()) {
      int[] next = {0};
      rows.forEachRow(
          (at, row) -> {
            for (int c = 0; c < values.length; c++) {
              values[c][next[0]] = (float) row[c];
            }
            next[0]++;
          });
    }
    for (int c = 0; c < values.length; c++) {
      List<String> words = rows.categories().get(c);
      all.add(Colour.of(columns.get(c), words == null ? List.of() : words, values[c]));
    }
    return all;
  }

  private Supplier<float[]> score() {
    return Bytes.once(
        () -> {
          float[] all = new float[latents.size()];
          try (Estimator estimator = Estimator.of(vae).samples(DRAWS)) {
            int next = 0;
            for (RowLikelihood row : estimator.byRow(EstimateKind.IWAE, rows)) {
              all[next++] = (float) -row.logLikelihood();
            }
          }
          return all;
        });
  }
}
