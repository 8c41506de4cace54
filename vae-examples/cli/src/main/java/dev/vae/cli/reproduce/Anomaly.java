package dev.vae.cli.reproduce;

import dev.vae.cli.reproduce.AnomalySplit.Protocol;
import dev.vae.cli.reproduce.detect.Detector;
import dev.vae.cli.reproduce.detect.Ecod;
import dev.vae.cli.reproduce.detect.IsolationForest;
import dev.vae.cli.reproduce.detect.NearestNeighbours;
import dev.vae.cli.reproduce.detect.PrincipalAxes;
import dev.vae.cli.reproduce.detect.Ranking;
import dev.vae.data.read.Npz;
import dev.vae.data.rows.RowSource;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Odd rows of eleven tables found by a table's model with its defaults, in three protocols, beside
 * four well-known detectors in the same splits. No label is seen before the ranking is judged.
 */
final class Anomaly implements Reproduction {
  private static final String WHERE =
      "ADBench, github.com/Minqi824/ADBench, adbench/datasets/Classical";

  private static final List<String> TABLES =
      List.of(
          "2_annthyroid",
          "4_breastw",
          "6_cardio",
          "18_Ionosphere",
          "23_mammography",
          "28_pendigits",
          "29_Pima",
          "30_satellite",
          "32_shuttle",
          "38_thyroid",
          "40_vowels");

  private static final List<Detector> OTHERS =
      List.of(new IsolationForest(), new NearestNeighbours(), new Ecod(), new PrincipalAxes());

  /** Which mean is asked for; average precision is compared with isolation forest in the first. */
  private static final double WHOLE_AUROC = 0.861;

  private static final double WHOLE_PRECISION = 0.540;
  private static final double HALF_AUROC = 0.917;
  private static final double HALF_PRECISION = 0.774;
  private static final double AHEAD = 0.01;

  private static final int QUICK_ROWS = 1500;
  private static final int QUICK_STEPS = 600;

  @Override
  public String name() {
    return "anomaly";
  }

  @Override
  public String about() {
    return "odd rows of eleven tables of ADBench (adbench/*.npz) in three protocols, beside"
        + " isolation forest, kNN, ECOD and PCA";
  }

  /** What came out for one table in one protocol, by detector, ours first. */
  private record Outcome(double[] auroc, double[] precision, double[] interval) {}

  @Override
  public Report run(Setting setting) throws Exception {
    long start = System.nanoTime();
    int splits = setting.quick() ? 1 : 5;
    List<ReportTable> tables = new ArrayList<>();
    List<String> conclusion = new ArrayList<>();
    boolean reached = true;
    for (Protocol protocol : Protocol.values()) {
      List<Outcome> outcomes = new ArrayList<>();
      for (String table : TABLES) {
        RowSource source = Npz.open(setting.file("adbench/" + table + ".npz", WHERE), "X", "y");
        outcomes.add(outcome(table, source, protocol, splits, setting));
      }
      tables.add(table(protocol.words() + ": AUROC", outcomes, true));
      tables.add(table(protocol.words() + ": average precision", outcomes, false));
      reached &= judge(protocol, outcomes, conclusion);
    }
    return new Report(
        "Odd rows of tables",
        schedule(splits, setting),
        tables,
        conclusion,
        reached,
        (System.nanoTime() - start) * 1e-9);
  }

  private static List<String> schedule(int splits, Setting setting) {
    return List.of(
        "Data: eleven tables of ADBench as they are; types of columns found from the training part"
            + (setting.quick() ? "; a quick run takes " + QUICK_ROWS + " rows of each" : "")
            + ".",
        "Ours: TableModel with its defaults, the same for all tables; nothing was chosen by labels"
            + (setting.quick() ? "; a quick run trains " + QUICK_STEPS + " steps" : "")
            + ".",
        "Others: isolation forest of 100 trees of 256 rows, the distance to the 5th neighbour,"
            + " ECOD, and all principal axes, on columns standardised by the training part; written"
            + " here after their papers.",
        splits
            + (splits == 1 ? " split" : " splits, of which medians are told")
            + ". In brackets: 95 % of 200 bootstraps of the test rows of the first split.");
  }

  private static Outcome outcome(
      String table, RowSource source, Protocol protocol, int splits, Setting setting) {
    double[][] auroc = new double[OTHERS.size() + 1][splits];
    double[][] precision = new double[OTHERS.size() + 1][splits];
    double[] interval = new double[2];
    for (int s = 0; s < splits; s++) {
      double[][] rows = rows(source);
      boolean[] odd = odd(source);
      if (setting.quick() && rows.length > QUICK_ROWS) {
        double[][] all = rows;
        boolean[] labels = odd;
        rows = new double[QUICK_ROWS][];
        odd = new boolean[QUICK_ROWS];
        for (int i = 0; i < QUICK_ROWS; i++) {
          int at = (int) ((long) i * all.length / QUICK_ROWS);
          rows[i] = all[at];
          odd[i] = labels[at];
        }
      }
      AnomalySplit split = AnomalySplit.of(protocol, rows, odd, s + 1L);
      AnomalySplit scaled = split.standardized();
      for (int d = 0; d <= OTHERS.size(); d++) {
        double[] scores =
            d == 0
                ? ours(split, s + 1L, setting)
                : OTHERS.get(d - 1).scores(scaled.train(), scaled.test(), s + 1L);
        auroc[d][s] = Ranking.auroc(scores, split.odd());
        precision[d][s] = Ranking.averagePrecision(scores, split.odd());
        if (d == 0 && s == 0) {
          interval = Ranking.interval(Ranking::auroc, scores, split.odd(), 1);
        }
      }
    }
    double[] medians = Arrays.stream(auroc).mapToDouble(Anomaly::median).toArray();
    double[] precisions = Arrays.stream(precision).mapToDouble(Anomaly::median).toArray();
    setting
        .note()
        .accept(
            protocol.words()
                + ", "
                + table
                + ": AUROC "
                + words(medians)
                + ", average precision "
                + words(precisions));
    return new Outcome(medians, precisions, interval);
  }

  private static double[] ours(AnomalySplit split, long seed, Setting setting) {
    ArrayTable train = new ArrayTable(split.train());
    TableSchema schema = TableSchema.infer(train);
    TableOptions options = TableOptions.defaults().withSeed(seed).withEngine(setting.engine());
    TableModel model =
        TableModel.fit(
            Table.read(train, schema), setting.quick() ? options.withSteps(QUICK_STEPS) : options);
    double[] scores = new double[split.test().length];
    Table test = Table.read(new ArrayTable(split.test()), schema);
    model.score(test, 0, row -> scores[(int) row.row()] = row.score());
    return scores;
  }

  private static double[][] rows(RowSource source) {
    double[][] rows = new double[Math.toIntExact(source.size())][source.event().elements()];
    for (int r = 0; r < rows.length; r++) {
      source.read(r, rows[r]);
    }
    return rows;
  }

  private static boolean[] odd(RowSource source) {
    var labels = source.labels().orElseThrow();
    boolean[] odd = new boolean[Math.toIntExact(source.size())];
    for (int r = 0; r < odd.length; r++) {
      odd[r] = labels.get(r, 0) != 0;
    }
    return odd;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static String words(double[] values) {
    StringBuilder words = new StringBuilder();
    for (double value : values) {
      words.append(words.isEmpty() ? "" : " ").append(three(value));
    }
    return words.toString();
  }

  private static String three(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static ReportTable table(String title, List<Outcome> outcomes, boolean auroc) {
    List<String> columns = new ArrayList<>(List.of("table", "ours"));
    OTHERS.forEach(o -> columns.add(o.name()));
    List<List<String>> rows = new ArrayList<>();
    for (int t = 0; t < outcomes.size(); t++) {
      Outcome outcome = outcomes.get(t);
      List<String> cells = new ArrayList<>();
      cells.add(TABLES.get(t).replaceFirst("\\d+_", ""));
      double[] values = auroc ? outcome.auroc : outcome.precision;
      for (int d = 0; d < values.length; d++) {
        cells.add(
            auroc && d == 0
                ? three(values[0])
                    + " ["
                    + three(outcome.interval[0])
                    + ", "
                    + three(outcome.interval[1])
                    + "]"
                : three(values[d]));
      }
      rows.add(cells);
    }
    List<String> last = new ArrayList<>(List.of("mean"));
    for (int d = 0; d <= OTHERS.size(); d++) {
      last.add(three(mean(outcomes, d, auroc)));
    }
    rows.add(last);
    return new ReportTable(title, columns, rows);
  }

  private static double mean(List<Outcome> outcomes, int detector, boolean auroc) {
    return outcomes.stream()
        .mapToDouble(o -> (auroc ? o.auroc : o.precision)[detector])
        .average()
        .orElseThrow();
  }

  private static boolean judge(Protocol protocol, List<Outcome> outcomes, List<String> conclusion) {
    double auroc =
        switch (protocol) {
          case CONTAMINATED -> mean(outcomes, 1, true) + AHEAD;
          case WHOLE -> WHOLE_AUROC;
          case HALF_OF_NORMALS -> HALF_AUROC;
        };
    double precision =
        switch (protocol) {
          case CONTAMINATED -> mean(outcomes, 1, false);
          case WHOLE -> WHOLE_PRECISION;
          case HALF_OF_NORMALS -> HALF_PRECISION;
        };
    double own = mean(outcomes, 0, true);
    double ownPrecision = mean(outcomes, 0, false);
    boolean reached = own >= auroc && ownPrecision >= precision;
    conclusion.add(
        protocol.words()
            + ": mean AUROC "
            + three(own)
            + ", average precision "
            + three(ownPrecision)
            + "; asked are "
            + three(auroc)
            + " and "
            + three(precision)
            + (protocol == Protocol.CONTAMINATED
                ? " (isolation forest here, and 0.01 more AUROC)"
                : " (published, github.com/vicliv/DTE)")
            + ": "
            + (reached ? "reached." : "NOT reached."));
    return reached;
  }
}
