package dev.vae.tests.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.serve.page.PageFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page reads and writes cells, in each column's own style, as the schema does. */
class CellsInBrowserTest {
  private static final int ROWS = 120;

  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("dd.MM.uuuu HH:");

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("mm");

  @TempDir Path folder;

  /** What writes a cell of a moment and a number. */
  private interface Style {
    String cell(double number, LocalDateTime when);
  }

  private static Style date(String pattern) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    return (number, when) -> when.format(format);
  }

  private static Style number(String format) {
    return (number, when) -> String.format(Locale.ROOT, format, number);
  }

  private static Map<String, Style> styles() {
    Map<String, Style> styles = new LinkedHashMap<>();
    styles.put("plain", number("%.3f"));
    styles.put("grouped", number("%,.2f"));
    styles.put("comma", (n, d) -> String.format(Locale.GERMANY, "%,.2f", n));
    styles.put("swiss", (n, d) -> String.format(Locale.ROOT, "%,.1f", n).replace(',', '\''));
    styles.put("lakhs", (n, d) -> lakhs(Math.round(Math.abs(n) * 1000)));
    styles.put("euro", number("\u20ac %.2f"));
    styles.put("usd", number("%.1f USD"));
    styles.put("percent", number("%.1f %%"));
    styles.put("weight", number("%.2f kg"));
    styles.put("small", (n, d) -> Double.toString(n * 1e-9));
    styles.put("tiny", (n, d) -> String.format(Locale.ROOT, "%.3e", n * 1e-30));
    styles.put("huge", (n, d) -> String.format(Locale.ROOT, "%.2E", n * 1e20));
    styles.put("books", (n, d) -> n < 0 ? String.format("(%.2f)", -n) : String.format("%.2f", n));
    styles.put("behind", (n, d) -> n < 0 ? String.format("%.2f-", -n) : String.format("%.2f", n));
    styles.put("count", (n, d) -> Long.toString(Math.round(Math.abs(n) % 50)));
    styles.put("iso", date("uuuu-MM-dd"));
    styles.put("german", date("dd.MM.uuuu"));
    styles.put("american", date("M/d/uuuu"));
    styles.put("short", date("dd.MM.uu"));
    styles.put("named", date("dd MMM uuuu"));
    styles.put("letter", date("MMMM d, uuuu"));
    styles.put("month", date("uuuu-MM"));
    styles.put("compact", date("uuuuMMdd"));
    styles.put("minutes", date("dd/MM/uuuu HH:mm"));
    styles.put("seconds", date("uuuu-MM-dd'T'HH:mm:ss"));
    styles.put("thousandths", date("uuuu-MM-dd HH:mm:ss.SSS"));
    styles.put(
        "zone",
        (n, d) -> d.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")) + "+02:00");
    styles.put("halves", date("uuuu-MM-dd hh:mm a"));
    styles.put("halves, low", (n, d) -> date("M/d/uuuu h:mma").cell(n, d).toLowerCase(Locale.ROOT));
    styles.put("sas", (n, d) -> date("ddMMMuuuu").cell(n, d).toUpperCase(Locale.ROOT));
    styles.put("tight", date("HHmm"));
    styles.put("pace", (n, d) -> d.format(DateTimeFormatter.ofPattern("m''ss'\"/km'")));
    styles.put("noted", (n, d) -> noted(d.getMinute() % 5, Long.toString(Math.round(n * 7))));
    styles.put(
        "about", (n, d) -> (d.getMinute() % 4 == 0 ? "ca. " : "") + Math.round(n * 7) + " m");
    styles.put("exact", number("%.1f \u00b1 0.4"));
    styles.put("time", date("HH:mm:ss"));
    styles.put("midnights", date("uuuu-MM-dd '00':'00':'00'"));
    styles.put("hours", date("uuuu-MM-dd'T'HH:'00':'00.000'"));
    styles.put("halves of hours", (n, d) -> d.format(HOUR) + (n < 0 ? "30" : "00"));
    styles.put("firsts", date("uuuu-MM-'01'"));
    styles.put("hours of a day", date("HH:'00'"));
    styles.put("java", date("EEE MMM dd HH:mm:ss 'CET' uuuu"));
    styles.put("weekday", date("EEEE, dd MMMM uuuu"));
    styles.put("log", date("dd/MMM/uuuu:HH:mm:ss '+0000'"));
    styles.put("region", date("uuuu-MM-dd'T'HH:mm:ss'+01:00[Europe/Berlin]'"));
    styles.put("moment", date("uuuuMMddHHmmss"));
    styles.put("months", date("uuuuMM"));
    styles.put("year first", date("uu-MM-dd"));
    styles.put("comma of seconds", date("uuuu-MM-dd HH:mm:ss,SSS"));
    styles.put(
        "oracle", (n, d) -> date("dd-MMM-uu hh.mm.ss.SSS a").cell(n, d).toUpperCase(Locale.ROOT));
    styles.put("framed", number("T=%.1f"));
    styles.put("worded", (n, d) -> String.format(Locale.ROOT, "RRP \u20ac%.2f", Math.abs(n)));
    styles.put("around", (n, d) -> String.format(Locale.ROOT, "[%.1f%%]", Math.abs(n)));
    styles.put("round", (n, d) -> "(" + Math.round(Math.abs(n)) + ")");
    styles.put("debt", number("%.1f%% of GDP"));
    styles.put(
        "arrows",
        (n, d) ->
            (n < 0 ? "\u25bc " : "\u25b2 ") + String.format(Locale.ROOT, "%.1f", Math.abs(n)));
    styles.put("french", date("dd/MM/uuuu '\u00e0' HH'h'mm"));
    styles.put("clock", date("HH'h'mm"));
    styles.put("uhr", date("HH:mm' Uhr'"));
    styles.put("brackets", date("'['uuuu-MM-dd HH:mm:ss']'"));
    styles.put("lap", (n, d) -> d.format(DateTimeFormatter.ofPattern("m:ss.SS")));
    styles.put("worked", (n, d) -> Math.round(Math.abs(n) % 400) + "h" + d.format(MINUTE));
    styles.put("song", (n, d) -> d.format(DateTimeFormatter.ofPattern("m''' 'ss'\"'")));
    styles.put(
        "latitude",
        (n, d) -> d.getHour() + "\u00b0" + d.format(MINUTE) + "'" + (n < 0 ? " S" : " N"));
    styles.put(
        "age", (n, d) -> d.getHour() + "y " + d.getMonthValue() + "m " + d.getDayOfMonth() + "d");
    styles.put("yes", (n, d) -> n < 0 ? "yes" : "no");
    styles.put("word", (n, d) -> "w " + Math.abs(Math.round(n) % 7));
    styles.put("grade", (n, d) -> Long.toString(1 + Math.abs(Math.round(n) % 4)));
    return styles;
  }

  private static String noted(int how, String number) {
    return how > 2 ? number : List.of("~%s", "%s (est.)", "%s*").get(how).formatted(number);
  }

  private static String lakhs(long n) {
    String digits = Long.toString(n);
    StringBuilder text = new StringBuilder(digits);
    for (int i = digits.length() - 3; i > 0; i -= 2) {
      text.insert(i, ',');
    }
    return text.toString();
  }

  private static String csv(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder(String.join(";", styles().keySet())).append('\n');
    for (int r = 0; r < count; r++) {
      List<String> cells = new ArrayList<>();
      for (Style style : styles().values()) {
        double number = 4000 * (random.nextDouble() - 0.4) * Math.exp(2 * random.nextDouble());
        LocalDateTime when =
            LocalDateTime.of(1996, 2, 27, 0, 0)
                .plusSeconds(random.nextInt(1 << 30))
                .plusNanos(1_000_000L * random.nextInt(1000));
        cells.add(style.cell(number, when));
      }
      text.append(String.join(";", cells)).append('\n');
    }
    return text.toString();
  }

  /** What is no cell of any column, or of some only. */
  private static List<String> odd() {
    return List.of(
        "",
        " ",
        "NA",
        "null",
        "-",
        "?",
        "N/A",
        "x1",
        "1,2,3",
        "--5",
        "1.2.3",
        "(5",
        "1e3",
        "5e-2",
        "1e999",
        "YES",
        " no ",
        "w 3",
        "2.0",
        "2",
        "99",
        "2024-02-30",
        "31.02.2024",
        "2024-13-01",
        "24:00:00",
        "25:00:00",
        "0000-00-00",
        "12",
        "1 234",
        "0012",
        "+7",
        "\u22123",
        "- 3",
        "3 -");
  }

  private static String json(Column column, JsonObject schema) {
    JsonObject told = new JsonObject();
    told.addProperty("name", column.name());
    told.addProperty("type", column.type().word());
    told.addProperty("hashed", column.hashed());
    Gson gson = new Gson();
    told.add("levels", gson.toJsonTree(column.levels().stream().map(l -> l.text()).toList()));
    told.add("pooled", gson.toJsonTree(column.pooled().stream().map(l -> l.text()).toList()));
    told.add("missing", gson.toJsonTree(column.missing()));
    for (String style : List.of("number", "date", "duration")) {
      if (schema.has(style)) {
        told.add(style, schema.get(style));
      }
    }
    return told.toString();
  }

  @Test
  void cellsAreReadAndWrittenAsByTheSchema() throws Exception {
    Path file = Files.writeString(folder.resolve("styles.csv"), csv(ROWS, 1));
    TableSchema schema = TableSchema.infer(file).withOverride("grade=ordinal");
    JsonObject styles = JsonParser.parseString(schema.toJson()).getAsJsonObject();
    Path site = Files.createDirectory(folder.resolve("site"));
    Files.write(site.resolve("cells.js"), PageFiles.content("cells.js"));
    Files.writeString(site.resolve("index.html"), "<link rel=icon href=data:,><body>");
    int dates = 0;
    int differences = 0;
    try (FileHost host = new FileHost(site);
        Browser browser = Browser.start(folder)) {
      browser.open(host.uri(), "document.body");
      browser.evaluate(
          "(async () => { Object.assign(window, await import('./cells.js'));"
              + " window.missing = { always: ['null', 'N/A'], numbers: ['na', '-', '?',"
              + " '0000-00-00'] }; })()");
      Table table = Table.read(file, schema);
      for (int c = 0; c < schema.columns().size(); c++) {
        Column column = schema.columns().get(c);
        assertTrue(column.modelled(), schema.describe());
        dates += column.type() == ColumnType.DATE ? 1 : 0;
        JsonObject own = styles.getAsJsonArray("columns").get(c).getAsJsonObject();
        browser.evaluate("window.cells = new Cells(" + json(column, own) + ", missing); 0");
        List<String> texts = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
          texts.add(table.cell(r, c));
        }
        texts.addAll(odd());
        List<Map<String, Object>> rows = new ArrayList<>();
        texts.forEach(text -> rows.add(Map.of(column.name(), text)));
        Table read = Table.of(schema, rows);
        Gson gson = new Gson();
        JsonElement told = browser.evaluate(gson.toJson(texts) + ".map(t => cells.read(t))");
        for (int r = 0; r < texts.size(); r++) {
          String what = column.name() + " '" + texts.get(r) + "' " + own;
          JsonObject cell = told.getAsJsonArray().get(r).getAsJsonObject();
          double value = read.value(r, c);
          String reason = read.row(r).reason(c);
          if (r >= ROWS && reason == null && cell.has("problem")) {
            differences++; // the page takes the column's own style alone
            continue;
          }
          String problem = cell.has("problem") ? cell.get("problem").getAsString() : null;
          assertEquals(
              reason, problem == null ? null : problem.replaceFirst(", such as .*", ""), what);
          JsonElement given = cell.get("value");
          assertEquals(Double.isNaN(value), given.isJsonNull(), what);
          if (Double.isNaN(value)) {
            continue;
          }
          if (column.type().hasLevels()) {
            String level =
                value < column.levels().size() ? column.format(value) : texts.get(r).strip();
            assertEquals(level, given.getAsString(), what);
          } else {
            assertEquals(value, given.getAsDouble(), 1e-9 * Math.max(1, Math.abs(value)), what);
          }
        }
        List<Double> values = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
          double value = table.value(r, c);
          values.add(value);
          values.add(column.type().hasLevels() ? value : value + 0.123456);
          values.add(column.type().hasLevels() ? value : -value / 7);
        }
        values.addAll(
            column.type().hasLevels() ? List.of(0.0) : List.of(0.0, 0.5, 2.5, 0.125, -0.001));
        JsonElement written = browser.evaluate(gson.toJson(values) + ".map(v => cells.write(v))");
        for (int v = 0; v < values.size(); v++) {
          assertEquals(
              column.format(values.get(v)),
              written.getAsJsonArray().get(v).getAsString(),
              column.name() + " " + values.get(v) + " " + own);
        }
      }
    }
    assertTrue(dates >= 12, schema.describe());
    assertTrue(differences < 60, differences + " cells that the page does not read");
  }
}
