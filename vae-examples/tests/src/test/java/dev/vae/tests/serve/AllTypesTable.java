package dev.vae.tests.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A table with columns of all types, as a file elsewhere would write them, and answers on it. */
final class AllTypesTable {
  private static final DateTimeFormatter SEEN =
      DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss", Locale.ROOT);

  private static final Pattern MOMENT = Pattern.compile("\\d\\d\\.\\d\\d\\.\\d{4} [0-9:]{8}");

  /** Of more levels, some are as likely as others to rounding, by which they are ordered. */
  private static final int MOST_APART = 50;

  private static TableModel model;

  private AllTypesTable() {}

  /** Trains a little on a file that it writes; once for all that ask. */
  static synchronized TableModel model(Path file) throws Exception {
    if (model != null) {
      return model;
    }
    Files.writeString(file, text(5000));
    TableSchema schema = TableSchema.infer(file).withOverride("grade=ordinal");
    TreeSet<ColumnType> types = new TreeSet<>();
    schema.columns().forEach(column -> types.add(column.type()));
    assertTrue(
        types.containsAll(
            List.of(
                ColumnType.POSITIVE,
                ColumnType.COUNT,
                ColumnType.BINARY,
                ColumnType.CATEGORICAL,
                ColumnType.HASHED,
                ColumnType.ORDINAL,
                ColumnType.DATE,
                ColumnType.ID,
                ColumnType.CONSTANT,
                ColumnType.DUPLICATE)),
        schema.describe());
    TableOptions options = TableOptions.defaults().withMembers(2).withSteps(60);
    model = TableModel.fit(Table.read(file, schema), options);
    return model;
  }

  /** Rows as a file, semicolons between. */
  static String text(int count) {
    Random random = new Random(3);
    StringBuilder text =
        new StringBuilder(
            "id;price;visits;smoker;town 🏙;word;grade;seen;day;kind;twin;vip;took;size\n");
    for (int i = 0; i < count; i++) {
      List<String> cells = new ArrayList<>();
      cells.add("N" + i);
      double price = Math.exp(3 + random.nextGaussian());
      cells.add(String.format(Locale.ROOT, "%.2f", price).replace('.', ','));
      cells.add(Integer.toString((int) (-5 * Math.log(1 - random.nextDouble()))));
      cells.add(price > 20 && random.nextBoolean() ? "yes" : "no");
      int number = (int) (-12 * Math.log(1 - random.nextDouble()));
      String town = number == 2 ? "t2🏝" : "t" + number;
      cells.add(town);
      cells.add("w" + random.nextInt(2500));
      cells.add(new String[] {"low", "mid", "high"}[random.nextInt(3)]);
      LocalDateTime then = LocalDateTime.of(2020, 2, 1, 0, 0).plusSeconds(random.nextInt(1 << 26));
      cells.add(then.format(SEEN));
      cells.add(then.toLocalDate().toString());
      cells.add("same");
      cells.add(town);
      for (int c = 1; c < 9; c++) {
        if (random.nextInt(10) == 0 && c != 4) {
          cells.set(c, "");
        }
      }
      cells.add(price > 30 || random.nextInt(9) == 0 ? "X" : "");
      int seconds = random.nextInt(9) == 0 ? random.nextInt(60) : (int) (90 * price);
      cells.add(String.format("%dh %02dm %02ds", seconds / 3600, seconds / 60 % 60, seconds % 60));
      boolean small = price < 10;
      double size = small ? 50 * price : 0.1 * price;
      cells.add(String.format(Locale.ROOT, "%.1f %s", size, small ? "KB" : "MB").replace('.', ','));
      for (int c = 12; c < 14; c++) {
        if (random.nextInt(10) == 0) {
          cells.set(c, "");
        }
      }
      text.append(String.join(";", cells)).append('\n');
    }
    return text.toString();
  }

  /** The same fields and kinds; numbers to 1e-5, all else as it is. */
  static void same(JsonElement expected, JsonElement actual, String where) {
    if (expected.isJsonObject()) {
      JsonObject own = expected.getAsJsonObject();
      assertEquals(own.keySet(), actual.getAsJsonObject().keySet(), where);
      own.keySet().forEach(k -> same(own.get(k), actual.getAsJsonObject().get(k), where + "/" + k));
    } else if (expected.isJsonArray()) {
      JsonArray array = expected.getAsJsonArray();
      assertEquals(array.size(), actual.getAsJsonArray().size(), where);
      if (where.endsWith("/levels") && array.size() > MOST_APART) {
        assertEquals(sorted(expected), sorted(actual), where);
        return;
      }
      for (int i = 0; i < array.size(); i++) {
        same(array.get(i), actual.getAsJsonArray().get(i), where + "/" + i);
      }
    } else if (expected.isJsonPrimitive() && expected.getAsJsonPrimitive().isNumber()) {
      double value = expected.getAsDouble();
      assertTrue(actual.getAsJsonPrimitive().isNumber(), where);
      assertEquals(value, actual.getAsDouble(), 1e-5 * Math.max(1, Math.abs(value)), where);
    } else if (!moments(expected, actual)) {
      assertEquals(expected, actual, where);
    }
  }

  private static List<String> sorted(JsonElement texts) {
    return texts.getAsJsonArray().asList().stream().map(JsonElement::getAsString).sorted().toList();
  }

  /** The same text but for moments in it, which by rounding of years may be some seconds apart. */
  private static boolean moments(JsonElement expected, JsonElement actual) {
    String one = expected.toString();
    String other = actual.toString();
    List<LocalDateTime> a = moments(one);
    List<LocalDateTime> b = moments(other);
    boolean near =
        a.size() == b.size()
            && IntStream.range(0, a.size())
                .allMatch(i -> Duration.between(a.get(i), b.get(i)).abs().toSeconds() <= 5);
    return near && MOMENT.matcher(one).replaceAll("").equals(MOMENT.matcher(other).replaceAll(""));
  }

  private static List<LocalDateTime> moments(String text) {
    return MOMENT
        .matcher(text)
        .results()
        .map(found -> LocalDateTime.parse(found.group(), SEEN))
        .toList();
  }
}
