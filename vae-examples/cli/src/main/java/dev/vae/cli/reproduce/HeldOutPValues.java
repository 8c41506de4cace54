package dev.vae.cli.reproduce;

import dev.vae.cli.reproduce.detect.LabelledTable;
import dev.vae.cli.reproduce.detect.Ranking;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Whether p-values of held-out usual rows are spread evenly from 0 to 1, as they should be: four
 * fifths of a table's usual rows are learned from, and the others judged, as they are and with a
 * fifth of their cells hidden.
 */
final class HeldOutPValues {
  /** Kolmogorov's 5 % limit of the largest difference, times the square root of rows. */
  private static final double LIMIT = 1.36;

  private static final double HOLES = 0.2;
  private static final int TABLES_ASKED = 10;

  private final List<List<String>> lines = new ArrayList<>();
  private int even;
  private int evenWithHoles;

  /** Judges one table. */
  void add(String name, LabelledTable table, int splits, TableOptions options) {
    double[] whole = new double[splits];
    double[] holed = new double[splits];
    for (int s = 0; s < splits; s++) {
      SplittableRandom random = new SplittableRandom(s + 1L);
      double[][] rows = shuffled(table.usual(), random);
      int cut = rows.length * 4 / 5;
      double[][] held = Arrays.copyOfRange(rows, cut, rows.length);
      TextTable train = TextTable.of(Arrays.copyOf(rows, cut));
      TableSchema schema = TableSchema.infer(train);
      TableModel model = TableModel.fit(Table.read(train, schema), options.withSeed(s + 1L));
      whole[s] = difference(model, held);
      double[][] hidden = new double[held.length][];
      Arrays.setAll(hidden, r -> hidden(held[r], random));
      holed[s] = difference(model, hidden);
    }
    even += Ranking.median(whole) <= 1 ? 1 : 0;
    evenWithHoles += Ranking.median(holed) <= 1 ? 1 : 0;
    lines.add(List.of(name, words(whole), words(holed)));
  }

  private static double[][] shuffled(double[][] rows, SplittableRandom random) {
    double[][] mixed = rows.clone();
    for (int i = mixed.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double[] kept = mixed[i];
      mixed[i] = mixed[j];
      mixed[j] = kept;
    }
    return mixed;
  }

  private static double[] hidden(double[] row, SplittableRandom random) {
    return Arrays.stream(row).map(v -> random.nextDouble() < HOLES ? Double.NaN : v).toArray();
  }

  /** Kolmogorov's and Smirnov's largest difference from even p-values, over its limit. */
  private static double difference(TableModel model, double[][] rows) {
    List<Double> values = new ArrayList<>();
    model.score(Table.read(TextTable.of(rows), model.schema()), 0, row -> values.add(row.pValue()));
    double[] sorted = values.stream().mapToDouble(p -> p).sorted().toArray();
    double largest = 0;
    for (int i = 0; i < sorted.length; i++) {
      double above = (i + 1.0) / sorted.length - sorted[i];
      double below = sorted[i] - i / (double) sorted.length;
      largest = Math.max(largest, Math.max(above, below));
    }
    return largest * Math.sqrt(sorted.length) / LIMIT;
  }

  private static String words(double[] ratios) {
    double[] sorted = Arrays.stream(ratios).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%.2f [%.2f, %.2f]",
        Ranking.median(ratios),
        sorted[0],
        sorted[sorted.length - 1]);
  }

  ReportTable table() {
    return new ReportTable(
        "p-values of held-out usual rows: the largest difference from even ones, in units of"
            + " 1.36/√n; median [least, largest]",
        List.of("table", "rows as they are", "a fifth of the cells hidden"),
        lines);
  }

  boolean reached() {
    return even >= TABLES_ASKED && evenWithHoles >= TABLES_ASKED;
  }

  String conclusion() {
    return "p-values: at most 1.36/√n on "
        + even
        + " of "
        + lines.size()
        + " tables, with holes on "
        + evenWithHoles
        + "; asked are "
        + TABLES_ASKED
        + ": "
        + (reached() ? "reached." : "NOT reached.");
  }
}
