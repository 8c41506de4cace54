package dev.vae.data.table;

import dev.vae.core.internal.io.Json;
import dev.vae.data.rows.DataException;
import dev.vae.data.table.cell.DateOrder;
import dev.vae.data.table.cell.DateStep;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.cell.DurationStyle;
import dev.vae.data.table.cell.NumberStyle;
import dev.vae.data.table.cell.UnitStyle;
import dev.vae.data.table.cell.Words;
import dev.vae.data.table.column.CellFormat;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnTransform;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Doubt;
import dev.vae.data.table.column.Level;
import dev.vae.data.table.column.Summary;
import dev.vae.data.table.dialect.Dialect;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/** Schemas as JSON. */
@NullUnmarked // no null leaves it
final class TableSchemaJson {
  private static final String FORMAT = "vae-table-schema";
  private static final int VERSION = 1;

  private TableSchemaJson() {}

  static String write(TableSchema schema) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("version", VERSION);
    json.put("rows", schema.rows());
    json.put("dialect", dialect(schema.dialect()));
    json.put("columns", schema.columns().stream().map(TableSchemaJson::column).toList());
    json.put("notes", schema.notes());
    return Json.write(json);
  }

  private static Map<String, Object> dialect(Dialect d) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("delimiter", String.valueOf(d.delimiter()));
    json.put("quote", d.quote() == 0 ? null : String.valueOf(d.quote()));
    json.put("encoding", d.encoding().name());
    json.put("byteOrderMark", d.byteOrderMark());
    json.put("gzip", d.gzip());
    json.put("header", d.header());
    json.put("preamble", d.preamble());
    json.put("blanksAroundQuotes", d.blanksAroundQuotes());
    json.put("lineEnd", d.lineEnd());
    json.put("endsWithLine", d.endsWithLine());
    return json;
  }

  private static Map<String, Object> column(Column c) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", c.name());
    if (!c.title().equals(c.name())) {
      json.put("title", c.title());
    }
    json.put("type", c.type().word());
    c.duplicateOf().ifPresent(of -> json.put("of", of));
    if (c.hashed()) {
      json.put("coding", "hashed");
    }
    json.put("missing", c.missing());
    if (c.format() instanceof NumberStyle n) {
      json.put("number", number(n));
    }
    if (c.format() instanceof UnitStyle u) {
      json.put("number", number(u.number()));
      json.put("kind", u.kind());
      json.put("units", u.units());
      json.put("factors", u.factors());
    }
    if (c.format() instanceof DurationStyle d) {
      Map<String, Object> duration = new LinkedHashMap<>();
      duration.put("form", lower(d.form()));
      duration.put("digits", d.digits());
      duration.put("decimals", d.decimals());
      duration.put("labels", d.labels());
      json.put("duration", duration);
    }
    if (c.format() instanceof DateStyle d) {
      Map<String, Object> date = new LinkedHashMap<>();
      date.put("order", lower(d.order()));
      date.put("pattern", d.pattern());
      date.put("offset", d.offset());
      if (d.step() != DateStep.WRITTEN) {
        date.put("step", d.step().word());
      }
      json.put("date", date);
    }
    json.put("transform", lower(c.transform()));
    if (c.hurdle().isPresent()) {
      json.put("hurdle", c.hurdle().getAsDouble());
    }
    json.put("summary", summary(c.summary()));
    json.put("reason", c.reason());
    json.put("doubts", c.doubts().stream().map(TableSchemaJson::doubt).toList());
    if (!c.levels().isEmpty()) {
      json.put("levels", c.levels().stream().map(TableSchemaJson::level).toList());
    }
    if (!c.pooled().isEmpty()) {
      json.put("pooled", c.pooled().stream().map(TableSchemaJson::level).toList());
    }
    return json;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> doubt(Doubt d) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("why", d.why());
    json.put("override", d.override());
    return json;
  }

  private static List<Object> level(Level l) {
    return List.of(l.text(), l.count());
  }

  private static Map<String, Object> number(NumberStyle n) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("decimal", String.valueOf(n.decimal()));
    json.put("grouping", n.grouping() == 0 ? "" : String.valueOf(n.grouping()));
    json.put("lakhs", n.lakhs());
    json.put("decimals", List.of(n.fewest(), n.most()));
    json.put("prefix", n.prefix());
    json.put("suffix", n.suffix());
    json.put("negative", lower(n.negative()));
    json.put("scientific", n.scientific());
    if (!n.exponent().isEmpty()) {
      json.put("exponent", n.exponent());
    }
    if (n.zero() != '0') {
      json.put("zero", String.valueOf(n.zero()));
    }
    return json;
  }

  private static Map<String, Object> summary(Summary s) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rows", s.rows());
    json.put("missing", s.missing());
    json.put("distinct", s.distinct());
    json.put("minimum", s.minimum());
    json.put("maximum", s.maximum());
    json.put("mean", s.mean());
    json.put("standardDeviation", s.standardDeviation());
    json.put("median", s.median());
    return json;
  }

  static TableSchema read(String text) {
    try {
      Fields json = Fields.of("the schema", Json.read(text));
      if (!FORMAT.equals(json.text("format", "")) || json.number("version", 0) != VERSION) {
        throw new IllegalArgumentException(
            "it is not a table schema of version " + VERSION + " (format " + FORMAT + ")");
      }
      List<Column> columns = new ArrayList<>();
      Set<String> names = new HashSet<>();
      for (Object column : json.list("columns")) {
        Column read = readColumn(Fields.of("column " + (columns.size() + 1), column));
        if (!names.add(read.name())) {
          throw new IllegalArgumentException("column '" + read.name() + "' stands there twice");
        }
        columns.add(read);
      }
      for (Column column : columns) {
        column
            .duplicateOf()
            .filter(of -> !names.contains(of))
            .ifPresent(
                of -> {
                  throw new IllegalArgumentException(
                      "column '"
                          + column.name()
                          + "' is the same as '"
                          + of
                          + "', which is not there");
                });
      }
      return new TableSchema(
          columns,
          readDialect(json.fields("dialect")),
          (long) json.number("rows", 0),
          json.texts("notes"),
          null);
    } catch (IllegalArgumentException e) {
      throw new DataException("the table schema cannot be read: " + e.getMessage(), e);
    }
  }

  private static Dialect readDialect(Fields json) {
    String encoding = json.text("encoding", "UTF-8");
    if (!Charset.isSupported(encoding)) {
      throw new IllegalArgumentException("there is no encoding '" + encoding + "'");
    }
    return new Dialect(
        json.character("delimiter", ','),
        json.character("quote", (char) 0),
        Charset.forName(encoding),
        json.flag("byteOrderMark"),
        json.flag("gzip"),
        json.flag("header"),
        json.texts("preamble"),
        json.flag("blanksAroundQuotes"),
        json.text("lineEnd", "\n"),
        json.flag("endsWithLine"));
  }

  private static Column readColumn(Fields json) {
    String name = json.text("name", null);
    Fields here = json.at("column '" + name + "'");
    List<Level> levels = levels(here, "levels");
    ColumnType type = type(here);
    if (type.hasLevels() && levels.isEmpty()) {
      throw new IllegalArgumentException(
          "column '" + name + "' is " + type.word() + " but has no levels");
    }
    return new Column(
        name,
        here.text("title", name),
        type,
        type == ColumnType.DUPLICATE ? Optional.of(here.text("of", null)) : Optional.empty(),
        here.texts("missing"),
        format(here, type),
        levels,
        levels(here, "pooled"),
        here.choice("transform", ColumnTransform.class, ColumnTransform.NONE),
        here.has("hurdle") ? OptionalDouble.of(here.number("hurdle", 0)) : OptionalDouble.empty(),
        readSummary(here.has("summary") ? here.fields("summary") : Fields.of("", Map.of())),
        here.text("reason", ""),
        here.list("doubts").stream()
            .map(d -> Fields.of("a doubt", d))
            .map(d -> new Doubt(d.text("why", ""), d.text("override", "")))
            .toList());
  }

  private static ColumnType type(Fields json) {
    String word = json.text("type", null);
    if (word.equals(ColumnType.DUPLICATE.word())) {
      return ColumnType.DUPLICATE;
    }
    ColumnType type = ColumnType.of(word);
    boolean hashed =
        type == ColumnType.CATEGORICAL
            && json.text("coding", "").toLowerCase(Locale.ROOT).equals("hashed");
    return hashed ? ColumnType.HASHED : type;
  }

  private static CellFormat format(Fields json, ColumnType type) {
    if (json.has("number")) {
      Fields n = json.fields("number");
      List<Object> decimals = n.list("decimals");
      boolean usual = decimals.size() == 2;
      NumberStyle number = number(n, usual, decimals);
      return json.has("units")
          ? UnitStyle.of(number, json.text("kind", ""), json.texts("units"))
          : number;
    }
    if (json.has("duration")) {
      Fields d = json.fields("duration");
      return DurationStyle.of(
          d.choice("form", DurationStyle.Form.class, DurationStyle.Form.HOURS_MINUTES_SECONDS),
          (int) d.number("digits", 1),
          (int) d.number("decimals", 0),
          d.texts("labels"));
    }
    if (json.has("date")) {
      Fields d = json.fields("date");
      return DateStyle.of(
          d.choice("order", DateOrder.class, DateOrder.YEAR_MONTH_DAY),
          d.text("pattern", ""),
          (int) d.number("offset", 0),
          d.choice("step", DateStep.class, DateStep.WRITTEN));
    }
    if (type == ColumnType.DATE) {
      return DateStyle.of(DateOrder.YEAR_MONTH_DAY, "uuuu-MM-dd", 0, DateStep.WRITTEN);
    }
    return type.numeric() ? NumberStyle.plain() : new Words();
  }

  private static NumberStyle number(Fields n, boolean usual, List<Object> decimals) {
    return new NumberStyle(
        n.character("decimal", '.'),
        n.character("grouping", (char) 0),
        n.flag("lakhs"),
        usual ? Fields.whole(decimals.get(0), 0, 17) : 0,
        usual ? Fields.whole(decimals.get(1), 0, 17) : 17,
        n.text("prefix", ""),
        n.text("suffix", ""),
        n.choice("negative", NumberStyle.Negative.class, NumberStyle.Negative.MINUS),
        n.flag("scientific"),
        NumberStyle.checkExponent(n.text("exponent", "")),
        n.character("zero", '0'));
  }

  private static List<Level> levels(Fields json, String key) {
    List<Level> levels = new ArrayList<>();
    for (Object level : json.list(key)) {
      boolean right =
          level instanceof List<?> l
              && l.size() == 2
              && l.get(0) instanceof String
              && l.get(1) instanceof Number;
      if (!right) {
        throw new IllegalArgumentException(
            json.where() + ": '" + key + "' holds pairs of text and count, such as [\"red\", 12]");
      }
      List<?> pair = (List<?>) level;
      levels.add(new Level((String) pair.get(0), ((Number) pair.get(1)).longValue()));
    }
    return levels;
  }

  private static Summary readSummary(Fields s) {
    return new Summary(
        (long) s.number("rows", 0),
        (long) s.number("missing", 0),
        (long) s.number("distinct", 0),
        s.number("minimum", Double.NaN),
        s.number("maximum", Double.NaN),
        s.number("mean", Double.NaN),
        s.number("standardDeviation", s.number("deviation", Double.NaN)), // the former name
        s.number("median", Double.NaN));
  }
}
