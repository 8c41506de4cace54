package dev.vae.tests.tabular;

import dev.vae.tests.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A table with a column of every kind, holes here and there. */
final class MixedTable {
  static final List<String> NAMES =
      List.of(
          "age", "income", "job", "smoker", "joined", "seen", "visits", "town", "score", "paid",
          "rate", "vip", "took", "size");

  /** The moments' range, in seconds: a millionth of it is what single precision may leave. */
  private static final int SEEN_RANGE = 1 << 26;

  static final long SEEN_EXACT = SEEN_RANGE / 1_000_000;

  private static final DateTimeFormatter SEEN =
      DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss", Locale.ROOT);

  /** Files by name, of the model and of the bundle, once they are made. */
  private static final Map<String, Map<String, byte[]>> MADE = new LinkedHashMap<>();

  private MixedTable() {}

  /** Rows by column's name, missing cells empty. */
  static List<Map<String, String>> rows(int count, long seed) {
    Random random = new Random(seed);
    String[] jobs = {"nurse", "cook", "Bürgermeister", "say \"hi\""};
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double age = 45 + 15 * random.nextGaussian();
      Map<String, String> row = new LinkedHashMap<>();
      row.put("age", String.format(Locale.ROOT, "%.1f", age));
      double income = Math.exp(8 + age / 40 + random.nextGaussian());
      row.put("income", String.format(Locale.ROOT, "%.2f", income));
      row.put("job", jobs[random.nextInt(jobs.length)]);
      row.put("smoker", age > 50 && random.nextBoolean() ? "yes" : "no");
      row.put("joined", LocalDate.of(2015, 1, 1).plusDays(random.nextInt(3000)).toString());
      row.put(
          "seen",
          LocalDateTime.of(2020, 2, 1, 0, 0).plusSeconds(random.nextInt(SEEN_RANGE)).format(SEEN));
      row.put("visits", Integer.toString((int) (-8 * Math.log(1 - random.nextDouble()))));
      row.put("town", "t" + (int) (-12 * Math.log(1 - random.nextDouble())));
      row.put("score", new String[] {"low", "mid", "high"}[random.nextInt(3)]);
      boolean pays = age + 10 * random.nextGaussian() > 45;
      double paid = pays ? 0.1 * income * random.nextDouble() : 0;
      row.put("paid", String.format(Locale.ROOT, "%.2f", paid));
      double rate = 0.5 * Math.min(6, Math.max(1, Math.rint(age / 15)));
      row.put("rate", Double.toString(rate));
      row.put("vip", random.nextInt(3) == 0 && age > 40 ? "X" : "");
      int seconds = (int) (3600 * Math.exp(0.7 * random.nextGaussian()));
      row.put(
          "took", String.format("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60));
      boolean small = random.nextBoolean();
      double size = small ? 900 * random.nextDouble() : 1 + age / 50;
      row.put("size", String.format(Locale.ROOT, "%.1f %s", size, small ? "KB" : "MB"));
      for (String name : NAMES) {
        if (random.nextInt(12) == 0) {
          row.put(name, "");
        }
      }
      rows.add(row);
    }
    return rows;
  }

  /** Whether a cell is there: of marks, a blank is. */
  static boolean there(String name, String text) {
    return name.equals("vip") || !text.isEmpty() && !text.equals("NaN");
  }

  /** A cell as a program gives it: seconds, bytes, other numbers, else its text. */
  static Object given(String name, String text, boolean number) {
    if (name.equals("took")) {
      String[] parts = text.split(":");
      return 3600.0 * Integer.parseInt(parts[0])
          + 60 * Integer.parseInt(parts[1])
          + Integer.parseInt(parts[2]);
    }
    if (name.equals("size")) {
      String[] parts = text.split(" ");
      return Double.parseDouble(parts[0]) * (parts[1].equals("KB") ? 1e3 : 1e6);
    }
    return number ? (Object) Double.valueOf(text) : text;
  }

  /** The same with what was never seen in training. */
  static List<Map<String, String>> odd(int count, long seed) {
    Random random = new Random(seed);
    List<Map<String, String>> rows = rows(count, seed);
    for (Map<String, String> row : rows) {
      switch (random.nextInt(8)) {
        case 0 -> row.put("job", "astronaut");
        case 1 -> row.put("income", "1e12");
        case 2 -> row.put("joined", "2021-02-30");
        case 3 -> row.put("smoker", "YES");
        case 4 -> row.put("age", "-300");
        case 5 -> row.put("town", "nowhere");
        case 6 -> NAMES.forEach(name -> row.put(name, name.equals("job") ? row.get(name) : ""));
        default -> row.put("seen", "NaN");
      }
    }
    return rows;
  }

  /** As a file with its columns in this order. */
  static String csv(List<Map<String, String>> rows, List<String> order) {
    StringBuilder text = new StringBuilder(String.join(",", order)).append('\n');
    for (Map<String, String> row : rows) {
      List<String> cells = new ArrayList<>();
      order.forEach(name -> cells.add('"' + row.get(name).replace("\"", "\"\"") + '"'));
      text.append(String.join(",", cells)).append('\n');
    }
    return text.toString();
  }

  /**
   * Trains on 400 rows and exports, by the command line; the model's folder. Once for all that ask:
   * the others get copies.
   */
  static synchronized Path exported(Path folder, Path bundle) throws Exception {
    Path model = folder.resolve("m");
    if (MADE.isEmpty()) {
      make(folder, model, bundle);
      keep("model", model);
      keep("bundle", bundle);
    } else {
      copy("model", model);
      copy("bundle", bundle);
    }
    return model;
  }

  private static void make(Path folder, Path model, Path bundle) throws Exception {
    Path table = Files.writeString(folder.resolve("table.csv"), csv(rows(400, 1), NAMES));
    Cli.run(
            "train",
            table,
            "--out",
            model,
            "--members",
            2,
            "--steps",
            60,
            "--column",
            "score=ordinal")
        .done();
    Cli.run("export", model, "--out", bundle).done();
  }

  private static void keep(String name, Path folder) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    MADE.put(name, files);
  }

  private static void copy(String name, Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : MADE.get(name).entrySet()) {
      Path to = folder.resolve(file.getKey());
      Files.createDirectories(to.getParent());
      Files.write(to, file.getValue());
    }
  }
}
