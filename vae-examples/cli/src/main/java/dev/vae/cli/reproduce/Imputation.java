package dev.vae.cli.reproduce;

import dev.vae.data.tabular.SelfMasking;
import dev.vae.data.tabular.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Cells of tables that were hidden, filled again, beside published figures. */
final class Imputation implements Reproduction {
  private static final String WHERE = "the folder imputation of the data sets";
  private static final String WINE = "hivae/Wine/data.csv";
  private static final int QUICK_ROWS = 1200;
  private static final int QUICK_STEPS = 800;

  /** Those that score have no part in filling: the fewest that can be. */
  private static final int SCORING = 2;

  /** A categorical error is to be at least so much below the mode's. */
  private static final double OF_MODE = 0.8;

  /** A table of numbers of which cells are hidden at random. */
  private record Case(String name, String file, int wine, double rate, double asked) {
    boolean scaled() {
      return wine == 0;
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case("red wine", WINE, 1, 0.5, 0.643),
          new Case("white wine", WINE, 2, 0.5, 0.735),
          new Case("letter", "gain/letter.csv", 0, 0.2, 0.080),
          new Case("spam", "gain/spam.csv", 0, 0.2, 0.053));

  private static final List<String> MASKED = List.of("Wine", "Adult", "defaultCredit");

  @Override
  public String name() {
    return "imputation";
  }

  @Override
  public String about() {
    return "cells of red and white wine, letter, spam hidden at random, and of Wine, Adult, Credit"
        + " by HI-VAE's masks (imputation/*), filled again";
  }

  /** One table of the report, and whether its figures are what was asked for. */
  private record Part(ReportTable table, boolean reached) {}

  @Override
  public Report run(Setting setting) throws Exception {
    long start = System.nanoTime();
    int seeds = setting.repeats(5);
    List<Part> parts =
        List.of(atRandom(setting, seeds), aboveTheMean(setting, seeds), byMasks(setting));
    boolean reached = parts.stream().allMatch(Part::reached);
    return new Report(
        "Cells filled again",
        List.of(
            "Data: tables as published; cells are hidden before training, which sees the others of"
                + " all rows; types of columns are found, but for categories that HI-VAE names.",
            "Ours: TableModel with its defaults, the same for all tables, 1,000 draws a row, means"
                + " and likeliest levels"
                + (setting.quick()
                    ? "; a quick run takes " + QUICK_ROWS + " rows and " + QUICK_STEPS + " steps."
                    : "."),
            (seeds == 1 ? "One draw" : "Medians of " + seeds + " draws")
                + " of the hidden cells; HI-VAE's masks are its first."),
        parts.stream().map(Part::table).toList(),
        List.of(
            reached ? "What was asked for is reached." : "Not all that was asked for is reached."),
        reached,
        (System.nanoTime() - start) * 1e-9);
  }

  private static Part atRandom(Setting setting, int seeds) throws IOException {
    boolean reached = true;
    List<List<String>> lines = new ArrayList<>();
    for (Case each : CASES.subList(0, setting.quick() ? 1 : CASES.size())) {
      double[] errors = new double[seeds];
      List<HiddenCells> all = new ArrayList<>();
      for (int s = 0; s < seeds; s++) {
        HiddenCells cells = random(each, s + 1, setting);
        errors[s] = each.scaled() ? cells.scaled() : cells.normalised();
        all.add(cells);
      }
      Arrays.sort(errors);
      double median = errors[seeds / 2];
      reached &= median <= each.asked();
      lines.add(
          List.of(
              each.name(),
              each.scaled() ? "RMSE, scaled to 0..1" : "squared error / the mean's",
              four(median),
              four(errors[0]) + " to " + four(errors[seeds - 1]),
              four(each.asked()),
              covered(all)));
      note(setting, lines);
    }
    List<String> head =
        List.of("table", "error", "ours", "range", "asked", "intervals of 90 % cover");
    return new Part(new ReportTable("Hidden at random", head, lines), reached);
  }

  private static Part aboveTheMean(Setting setting, int seeds) throws IOException {
    boolean reached = true;
    List<List<String>> lines = new ArrayList<>();
    for (int wine : setting.quick() ? new int[] {1} : new int[] {1, 2}) {
      double asked = wine == 1 ? 1.07 : 1.04;
      double[] errors = new double[seeds];
      for (int s = 0; s < seeds; s++) {
        errors[s] = selfMasked(wine, s + 1, setting).standardised();
      }
      Arrays.sort(errors);
      reached &= errors[seeds / 2] <= asked;
      lines.add(
          List.of(
              wine == 1 ? "red wine" : "white wine",
              three(errors[seeds / 2]),
              three(errors[0]) + " to " + three(errors[seeds - 1]),
              three(asked),
              wine == 1 ? "1.64, 1.83" : "1.63, 1.74"));
      note(setting, lines);
    }
    List<String> head =
        List.of("table", "ours", "range", "not-MIWAE (published)", "missForest, mean (published)");
    String title = "Missing above the mean, first half of the columns: RMSE of deviations";
    return new Part(new ReportTable(title, head, lines), reached);
  }

  private static Part byMasks(Setting setting) throws IOException {
    boolean reached = true;
    List<List<String>> lines = new ArrayList<>();
    for (String table : MASKED.subList(0, setting.quick() ? 1 : MASKED.size())) {
      for (int rate : setting.quick() ? new int[] {30} : new int[] {10, 30, 50}) {
        HiddenCells cells = masked(table, rate, setting);
        reached &= Double.isNaN(cells.wrong()) || cells.wrong() <= OF_MODE * cells.wrongByMode();
        lines.add(
            List.of(
                table,
                rate + " %",
                four(cells.scaled()),
                three(cells.normalised()),
                three(cells.wrong()),
                three(cells.wrongByMode()),
                covered(List.of(cells))));
        note(setting, lines);
      }
    }
    List<String> head =
        List.of(
            "table",
            "hidden",
            "RMSE, scaled to 0..1",
            "squared error / the mean's",
            "wrong categories",
            "by the mode",
            "intervals of 90 % cover");
    return new Part(new ReportTable("HI-VAE's masks", head, lines), reached);
  }

  /** Says the last line of a table. */
  private static void note(Setting setting, List<List<String>> lines) {
    setting.note().accept(String.join("  ", lines.get(lines.size() - 1)));
  }

  /** By what columns hold, the mean of some runs. */
  private static String covered(List<HiddenCells> runs) {
    List<String> words = new ArrayList<>();
    for (HiddenCells.Kind kind : HiddenCells.Kind.values()) {
      runs.stream()
          .filter(run -> run.covered().containsKey(kind))
          .mapToDouble(run -> run.covered().get(kind))
          .average()
          .ifPresent(c -> words.add(kind.name().toLowerCase(Locale.ROOT) + " " + three(c)));
    }
    return String.join(", ", words);
  }

  /** Of the first half of the columns, what is above the mean is hidden (Ipsen et al. 2021). */
  private static HiddenCells selfMasked(int wine, long seed, Setting setting) throws IOException {
    double[][] rows = wines(wine, setting);
    boolean[][] hidden = new boolean[rows.length][rows[0].length];
    Map<String, SelfMasking> masked = new TreeMap<>();
    for (int c = 0; c < rows[0].length / 2; c++) {
      int column = c;
      double mean = Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElseThrow();
      for (int r = 0; r < rows.length; r++) {
        hidden[r][c] = rows[r][c] > mean;
      }
      masked.put("x" + c, SelfMasking.HIGH);
    }
    TableOptions options = options(setting, seed);
    return HiddenCells.of(
        rows,
        hidden,
        new boolean[rows[0].length],
        options.withSettings(options.settings().withSelfMasked(masked)));
  }

  private static double[][] wines(int kind, Setting setting) throws IOException {
    double[][] all =
        Arrays.stream(rows(setting.file("imputation/" + WINE, WHERE)))
            .filter(row -> row[12] == kind)
            .map(row -> Arrays.copyOf(row, 11))
            .toArray(double[][]::new);
    return setting.quick() ? Arrays.copyOf(all, Math.min(QUICK_ROWS, all.length)) : all;
  }

  private static TableOptions options(Setting setting, long seed) {
    TableOptions options =
        TableOptions.defaults().withSeed(seed).withEngine(setting.engine()).withMembers(SCORING);
    return setting.quick() ? options.withSteps(QUICK_STEPS) : options;
  }

  private static HiddenCells random(Case each, long seed, Setting setting) throws IOException {
    double[][] rows =
        each.wine() > 0
            ? wines(each.wine(), setting)
            : rows(setting.file("imputation/" + each.file(), WHERE));
    rows = setting.quick() ? Arrays.copyOf(rows, Math.min(QUICK_ROWS, rows.length)) : rows;
    SplittableRandom random = new SplittableRandom(seed);
    boolean[][] hidden = new boolean[rows.length][rows[0].length];
    for (boolean[] row : hidden) {
      for (int c = 0; c < row.length; c++) {
        row[c] = random.nextDouble() < each.rate();
      }
    }
    return HiddenCells.of(rows, hidden, new boolean[rows[0].length], options(setting, seed));
  }

  private static HiddenCells masked(String table, int rate, Setting setting) throws IOException {
    String folder = "imputation/hivae/" + table + "/";
    double[][] rows = rows(setting.file(folder + "data.csv", WHERE));
    double[][] cells = rows(setting.file(folder + "Missing" + rate + "_1.csv", WHERE));
    boolean[] categories = categories(setting.file(folder + "data_types.csv", WHERE));
    rows = setting.quick() ? Arrays.copyOf(rows, Math.min(QUICK_ROWS, rows.length)) : rows;
    boolean[][] hidden = new boolean[rows.length][categories.length];
    for (double[] cell : cells) {
      if (cell[0] <= rows.length) {
        hidden[(int) cell[0] - 1][(int) cell[1] - 1] = true;
      }
    }
    return HiddenCells.of(rows, hidden, categories, options(setting, 1));
  }

  static boolean[] categories(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    boolean[] categories = new boolean[lines.size() - 1];
    for (int c = 0; c < categories.length; c++) {
      categories[c] = lines.get(c + 1).startsWith("cat");
    }
    return categories;
  }

  /** The lines that hold numbers alone; NaN where the table itself lacks one. */
  static double[][] rows(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.matches("([-+.eE0-9]+|NaN)(,([-+.eE0-9]+|NaN))*"))
        .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  private static String four(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String three(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.3f", value);
  }
}
