package dev.vae.serve.explore;

import dev.vae.core.estimate.ProbabilisticPca;
import dev.vae.core.model.Encoding;
import dev.vae.core.model.Vae;
import dev.vae.data.Dataset;
import dev.vae.data.rows.Labels;
import dev.vae.data.table.Table;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.Level;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.encode.TableEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Rows as a model sees them, for a page to explore: the means of their posteriors, what each
 * dimension carries, and what the rows may be coloured by.
 */
public final class Exploration {
  private final Map<String, Object> data;
  private final IntFunction<Object> row;
  private final int size;

  private Exploration(Map<String, Object> data, IntFunction<Object> row, int size) {
    this.data = data;
    this.row = row;
    this.size = size;
  }

  /**
   * Encodes rows by a model.
   *
   * @param rows as the model takes them, with conditions where it is conditioned; they are read
   *     again when the page asks for one
   * @throws IllegalArgumentException if the rows do not fit the model
   */
  public static Exploration of(Vae vae, Dataset rows) {
    Objects.requireNonNull(vae, "vae");
    Objects.requireNonNull(rows, "rows");
    Encoding encoding = vae.encode(rows);
    Map<String, Object> map = latents("vae", encoding);
    List<Long> event = vae.schema().event().dims().stream().map(a -> (long) a.factor()).toList();
    map.put("event", event);
    map.put("columns", vae.schema().columns());
    map.put("condition", vae.schema().condition().map(c -> c.describe()).orElse(null));
    map.put("colours", colours(rows, encoding));
    return new Exploration(map, number -> values(rows, number), encoding.mean().length);
  }

  /** A row as the data file holds it, which is what the model takes. */
  private static Object values(Dataset rows, int number) {
    double[] found = new double[rows.event().elements()];
    rows.range(number, number + 1L)
        .forEachRow(
            (at, values) -> {
              for (int c = 0; c < found.length; c++) {
                found[c] = values[c] * rows.divisor();
              }
            });
    return found;
  }

  private static List<Object> colours(Dataset rows, Encoding encoding) {
    List<Object> all = new ArrayList<>();
    int size = encoding.mean().length;
    Labels labels = rows.labels().orElse(null);
    for (int f = 0; labels != null && f < labels.names().size(); f++) {
      float[] codes = new float[size];
      for (int r = 0; r < size; r++) {
        codes[r] = labels.get(r, f);
      }
      all.add(Colours.classes(labels.names().get(f), labels.classNames(f), codes));
    }
    addKl(all, encoding);
    List<String> columns = rows.columns();
    float[][] values = new float[columns.size()][size];
    if (!columns.isEmpty()) {
      rows.forEachRow(
          (at, row) -> {
            for (int c = 0; c < values.length; c++) {
              values[c][(int) at] = (float) row[c];
            }
          });
    }
    for (int c = 0; c < values.length; c++) {
      List<String> words = rows.categories().get(c);
      all.add(
          words == null
              ? Colours.numbers(columns.get(c), values[c])
              : Colours.classes(columns.get(c), words, values[c]));
    }
    return all;
  }

  /** The KL of each row's posterior from N(0, 1), in nats, where there is a closed form. */
  private static void addKl(List<Object> all, Encoding encoding) {
    if (encoding.logVariance().isEmpty()) {
      return;
    }
    float[] kl = new float[encoding.mean().length];
    for (int r = 0; r < kl.length; r++) {
      for (int d = 0; d < encoding.mean()[r].length; d++) {
        kl[r] += (float) kl(encoding, r, d);
      }
    }
    all.add(Colours.numbers("KL (nats)", kl));
  }

  private static double kl(Encoding encoding, int row, int dimension) {
    double mean = encoding.mean()[row][dimension];
    double logVariance = encoding.logVariance().orElseThrow()[row][dimension];
    return 0.5 * (Math.exp(logVariance) + mean * mean - 1 - logVariance);
  }

  /**
   * Encodes a table's rows by the part of its model that fills cells and makes rows.
   *
   * @throws IllegalArgumentException if the table was read by another schema
   */
  public static Exploration of(TableModel model, Table table) {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(table, "table");
    Encoding encoding = new Encoding(TableEncoder.of(model).encode(table), Optional.empty());
    Map<String, Object> map = latents("table", encoding);
    List<Object> columns = new ArrayList<>();
    List<Object> colours = new ArrayList<>();
    float[] scores = new float[table.rowCount()];
    model.score(table, 0, score -> scores[(int) score.row()] = (float) score.score());
    colours.add(Colours.numbers("score (−log p, nats)", scores));
    addKl(colours, encoding);
    for (int c = 0; c < table.schema().columns().size(); c++) {
      Column column = table.schema().columns().get(c);
      if (column.modelled()) {
        columns.add(described(column));
        double[] values = table.values(c);
        float[] floats = new float[values.length];
        for (int r = 0; r < floats.length; r++) {
          floats[r] = (float) values[r];
        }
        colours.add(
            column.type().hasLevels()
                ? Colours.classes(column.name(), words(column), floats)
                : Colours.numbers(column.name(), floats));
      }
    }
    map.put("event", List.of((long) columns.size()));
    map.put("columns", columns);
    map.put("colours", colours);
    return new Exploration(map, number -> cells(table, number), table.rowCount());
  }

  private static Map<String, Object> described(Column column) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", column.name());
    map.put("type", column.type().word());
    map.put("levels", words(column));
    return map;
  }

  private static List<String> words(Column column) {
    return column.levels().stream().map(Level::text).toList();
  }

  private static Object cells(Table table, int number) {
    Map<String, Object> cells = new LinkedHashMap<>();
    for (int c = 0; c < table.schema().columns().size(); c++) {
      String cell = table.cell(number, c);
      cells.put(table.schema().columns().get(c).name(), cell.isEmpty() ? null : cell);
    }
    return cells;
  }

  private static Map<String, Object> latents(String kind, Encoding encoding) {
    float[][] means = encoding.mean();
    int latent = means.length == 0 ? 0 : means[0].length;
    float[] flat = new float[means.length * latent];
    List<Double> kl = new ArrayList<>();
    double[][] rows = new double[means.length][latent];
    for (int d = 0; d < latent; d++) {
      double sum = 0;
      for (int r = 0; r < means.length; r++) {
        flat[r * latent + d] = means[r][d];
        rows[r][d] = means[r][d];
        sum += encoding.logVariance().isPresent() ? kl(encoding, r, d) : 0;
      }
      kl.add(encoding.logVariance().isPresent() ? sum / means.length : Double.NaN);
    }
    ProbabilisticPca pca = ProbabilisticPca.of(rows);
    double[][] axes = pca.axes();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", kind);
    map.put("count", means.length);
    map.put("latent", latent);
    map.put("z", Colours.text(flat));
    map.put("kl", kl);
    map.put("mean", pca.mean());
    map.put("axes", List.of(axes[0], axes[Math.min(1, latent - 1)]));
    return map;
  }

  /** Returns what the page begins with. */
  public Map<String, Object> data() {
    return data;
  }

  /** Returns how many rows there are. */
  public int size() {
    return size;
  }

  /** Returns a row as it stands in the data: numbers, or cells by column. */
  public Object row(int number) {
    Objects.checkIndex(number, size);
    return row.apply(number);
  }
}
