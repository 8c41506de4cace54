package dev.vae.cli.reproduce;

import dev.vae.cli.reproduce.detect.Ranking;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Whether the column that was made odd is named first: in a table of numbers and categories that
 * depend on each other, one cell of a row is shifted, or its category swapped, or its dependence on
 * the others broken.
 */
final class PlantedReasons {
  private static final int ROWS = 600;
  private static final int ODD = 100;
  private static final double APART = 2.2;
  private static final List<String> TITLES =
      List.of("age", "income", "left", "right", "job", "colour");
  private static final List<String> JOBS = List.of("nurse", "baker", "pilot");
  private static final List<String> COLOURS = List.of("red", "green", "blue");

  /** What is done to a row, in which column, and how often it must be found at least. */
  private enum Plant {
    SHIFT("a number shifted by 11 deviations", 0, 0.9),
    SWAP("a category swapped", 4, 0.9),
    BREAK("a dependence between two columns broken", 1, 0.8);

    private final String words;
    private final int column;
    private final double asked;

    Plant(String words, int column, double asked) {
      this.words = words;
      this.column = column;
      this.asked = asked;
    }

    private String[] in(String[] row) {
      String[] odd = row.clone();
      boolean first = row[4].equals(JOBS.get(0));
      odd[column] =
          switch (this) {
            case SHIFT -> "150";
            case SWAP -> JOBS.get(first ? 2 : 0);
            case BREAK -> number(Double.parseDouble(row[1]) * (first ? APART : 1 / APART));
          };
      return odd;
    }
  }

  private PlantedReasons() {}

  /** For each way of planting, what came out, and whether it is as asked. */
  record Outcome(ReportTable table, String conclusion, boolean reached) {}

  static Outcome run(int seeds, TableOptions options) {
    double[][] found = new double[Plant.values().length][seeds];
    for (int s = 0; s < seeds; s++) {
      SplittableRandom random = new SplittableRandom(s + 1L);
      TextTable train = new TextTable(TITLES, rows(ROWS, random));
      TableSchema schema = TableSchema.infer(train);
      TableModel model = TableModel.fit(Table.read(train, schema), options.withSeed(s + 1L));
      List<String[]> rows = rows(ODD, random);
      for (Plant plant : Plant.values()) {
        List<String[]> odd = rows.stream().map(plant::in).toList();
        Table table = Table.read(new TextTable(TITLES, odd), schema);
        int first = 0;
        for (RowScore row : model.score(table)) {
          first += row.reasons().get(0).column().equals(TITLES.get(plant.column)) ? 1 : 0;
        }
        found[plant.ordinal()][s] = first / (double) ODD;
      }
    }
    return outcome(found);
  }

  private static Outcome outcome(double[][] found) {
    List<List<String>> rows = new ArrayList<>();
    boolean reached = true;
    for (Plant plant : Plant.values()) {
      double[] own = found[plant.ordinal()];
      double median = Ranking.median(own);
      reached &= median >= plant.asked;
      rows.add(
          List.of(
              plant.words,
              percent(median),
              percent(Arrays.stream(own).min().orElseThrow()),
              percent(plant.asked)));
    }
    ReportTable table =
        new ReportTable(
            "Reasons: how often the planted column is named first",
            List.of("planted", "median", "least", "asked"),
            rows);
    return new Outcome(
        table, "Reasons: " + (reached ? "as often as asked." : "NOT as often as asked."), reached);
  }

  private static List<String[]> rows(int count, SplittableRandom random) {
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      int job = random.nextInt(JOBS.size());
      rows.add(
          new String[] {
            number(40 + 10 * a),
            number(Math.exp(7 + 0.2 * a + 0.8 * job + 0.05 * random.nextGaussian())),
            number(2 * b + 0.2 * random.nextGaussian()),
            number(10 - b + 0.1 * random.nextGaussian()),
            JOBS.get(job),
            COLOURS.get(job)
          });
    }
    return rows;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * fraction);
  }
}
