package dev.vae.tests.tabular;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Orders of a shop, one table that can be written in several ways. */
record OrdersTable(List<Map<String, Object>> rows) {
  static final List<String> COLUMNS =
      List.of("order", "price", "weight", "day", "city", "gift", "stars", "price2", "shop");

  /** The double price is the column {@code price2}; {@code shop} is always the same. */
  static OrdersTable of(int count, double holes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String[] cities = {"Oslo", "Rome", "Lima"};
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int city = random.nextInt(3);
      double weight = 2 + city + 4 * random.nextDouble();
      double price = Math.rint(100 * (30 * weight + 40 * random.nextDouble())) / 100 + 0.01;
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("order", String.format("o%05d", seed * 1000 + i));
      row.put("price", hole(random, holes) ? null : price);
      row.put("weight", hole(random, holes) ? null : Math.rint(1000 * weight) / 1000);
      row.put(
          "day",
          hole(random, holes) ? null : LocalDate.of(2024, 1, 1).plusDays(random.nextInt(500)));
      row.put("city", hole(random, holes) ? null : cities[city]);
      row.put("gift", hole(random, holes) ? null : random.nextInt(3) < city ? "yes" : "no");
      row.put("stars", hole(random, holes) ? null : 1 + random.nextInt(5));
      row.put("price2", row.get("price"));
      row.put("shop", "north");
      rows.add(row);
    }
    return new OrdersTable(rows);
  }

  private static boolean hole(SplittableRandom random, double holes) {
    return random.nextDouble() < holes;
  }

  OrdersTable reversed() {
    List<Map<String, Object>> other = new ArrayList<>(rows);
    Collections.reverse(other);
    return new OrdersTable(other);
  }

  OrdersTable only(int row) {
    return new OrdersTable(List.of(rows.get(row)));
  }

  /** Every row changed. */
  OrdersTable with(UnaryOperator<Map<String, Object>> change) {
    List<Map<String, Object>> other = new ArrayList<>();
    rows.forEach(row -> other.add(change.apply(new LinkedHashMap<>(row))));
    return new OrdersTable(other);
  }

  /** Semicolons, decimal commas and days first. */
  Path german(Path file, List<String> columns) throws Exception {
    return write(file, columns, ";", ',', "dd.MM.yyyy", StandardCharsets.UTF_8);
  }

  /** Commas, decimal points, years first, two bytes a letter. */
  Path english(Path file, List<String> columns) throws Exception {
    return write(file, columns, ",", '.', "yyyy-MM-dd", StandardCharsets.UTF_16);
  }

  private Path write(
      Path file, List<String> columns, String delimiter, char mark, String day, Charset encoding)
      throws Exception {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(day, Locale.ENGLISH);
    List<String> lines = new ArrayList<>(List.of(String.join(delimiter, columns)));
    for (Map<String, Object> row : rows) {
      List<String> cells = new ArrayList<>();
      for (String column : columns) {
        Object value = row.get(column);
        cells.add(
            value == null
                ? ""
                : value instanceof LocalDate date
                    ? date.format(format)
                    : value instanceof Double number
                        ? String.valueOf(number).replace('.', mark)
                        : value.toString());
      }
      lines.add(String.join(delimiter, cells));
    }
    return Files.writeString(file, String.join("\n", lines) + "\n", encoding);
  }
}
