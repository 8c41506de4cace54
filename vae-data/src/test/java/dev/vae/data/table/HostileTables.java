package dev.vae.data.table;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;

/** Tables as newcomers have them, a trap in each, and what a person would say of their columns. */
final class HostileTables {
  /**
   * One table.
   *
   * @param types the right type of each column; of several that are right, parted by /
   */
  record Case(String name, byte[] bytes, List<String> types) {}

  private final List<Case> all = new ArrayList<>();
  private final Random random = new Random(20_26);

  static List<Case> all() {
    HostileTables tables = new HostileTables();
    tables.marks();
    tables.encodings();
    tables.headers();
    tables.missing();
    tables.dates();
    tables.names();
    tables.levels();
    tables.numbers();
    tables.lines();
    return tables.all;
  }

  private void add(String name, byte[] bytes, String types) {
    all.add(new Case(name, bytes, List.of(types.split(" "))));
  }

  private void add(String name, String text, String types) {
    add(name, text.getBytes(StandardCharsets.UTF_8), types);
  }

  /** Rows of cells that a function of the row gives, under a header. */
  @SafeVarargs
  private String rows(int count, String header, String delimiter, IntFunction<String>... columns) {
    StringBuilder text = new StringBuilder(header.isEmpty() ? "" : header + "\n");
    for (int row = 0; row < count; row++) {
      for (int c = 0; c < columns.length; c++) {
        text.append(c == 0 ? "" : delimiter).append(columns[c].apply(row));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private IntFunction<String> normal(String format, double mean, double deviation) {
    return normal(Locale.ROOT, format, mean, deviation);
  }

  private IntFunction<String> normal(Locale locale, String format, double mean, double deviation) {
    return row -> String.format(locale, format, mean + deviation * random.nextGaussian());
  }

  /** A long tail to the right. */
  private IntFunction<String> tail(Locale locale, String format, double median) {
    return row -> String.format(locale, format, median * Math.exp(0.8 * random.nextGaussian()));
  }

  private IntFunction<String> one(String... words) {
    return row -> words[random.nextInt(words.length)];
  }

  private IntFunction<String> mostly(IntFunction<String> usual, String other, double share) {
    return row -> random.nextDouble() < share ? other : usual.apply(row);
  }

  private IntFunction<String> poisson(double mean) {
    return row -> {
      double limit = Math.exp(-mean);
      int n = -1;
      for (double p = 1; p > limit; p *= random.nextDouble()) {
        n++;
      }
      return Integer.toString(n);
    };
  }

  private IntFunction<String> day(String pattern, int days) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    return row -> LocalDate.of(2021, 1, 1).plusDays(random.nextInt(days)).format(format);
  }

  private void marks() {
    add(
        "decimal comma",
        rows(
            120,
            "age;income;colour",
            ";",
            normal("%.0f", 45, 12),
            tail(Locale.GERMAN, "%.2f", 25000),
            one("red", "green", "blue")),
        "real/count positive categorical");
    add("three rows, decimal comma", "größe;gewicht\n1,5;2,5\n2,5;3,5\n3,0;1,0\n", "real real");
    add(
        "quoted thousands",
        rows(
            120,
            "age,price",
            ",",
            normal("%.0f", 45, 12),
            r -> "\"" + tail(Locale.US, "%,.2f", 20000).apply(r) + "\""),
        "real/count positive");
    add(
        "points for thousands",
        rows(
            150,
            "x;price",
            ";",
            normal(Locale.GERMAN, "%.3f", 0, 1),
            tail(Locale.GERMAN, "%,.2f", 20000)),
        "real positive");
    add(
        "apostrophes for thousands",
        rows(
            150,
            "betrag,ort",
            ",",
            r -> tail(Locale.US, "%,.2f", 20000).apply(r).replace(',', '\''),
            one("Bern", "Basel", "Genf")),
        "positive categorical");
    add(
        "narrow blanks for thousands",
        rows(
            150,
            "montant;n",
            ";",
            r -> tail(Locale.US, "%,.2f", 20000).apply(r).replace(',', '\u202f').replace('.', ','),
            poisson(3)),
        "positive count");
    add(
        "currency and percent",
        rows(
            150,
            "cost,share,euro",
            ",",
            r -> "$" + tail(Locale.US, "%.2f", 90).apply(r),
            r -> normal("%.1f", 50, 9).apply(r) + "%",
            r -> tail(Locale.US, "%.2f", 30).apply(r) + " €"),
        "positive real positive");
    add(
        "parentheses and trailing minus",
        rows(
            150,
            "balance,change",
            ",",
            r -> parentheses(normal("%.2f", 0, 50).apply(r)),
            r -> trailing(normal("%.1f", 0, 5).apply(r))),
        "real real");
    add(
        "ambiguous thousands beside sure ones",
        rows(
            120,
            "a,b",
            ",",
            r ->
                "\""
                    + (1 + random.nextInt(9))
                    + ","
                    + String.format("%03d", random.nextInt(1000))
                    + "\"",
            normal("%.2f", 10, 2)),
        "real/count real");
    add(
        "exponents and signs",
        rows(
            150,
            "tiny,signed",
            ",",
            r -> String.format(Locale.ROOT, "%.3e", Math.exp(3 * random.nextGaussian()) * 1e-7),
            r -> String.format(Locale.ROOT, "%+.2f", random.nextGaussian())),
        "positive real");
    add(
        "true minus signs",
        rows(
            100,
            "t;place",
            ";",
            r -> normal(Locale.GERMAN, "%.1f", 0, 9).apply(r).replace('-', '\u2212'),
            one("Oslo", "Bergen")),
        "real categorical");
    add(
        "tabs",
        rows(100, "name\tx\ty", "\t", one("a, b", "c", "d; e"), normal("%.2f", 0, 1), poisson(2)),
        "categorical real count");
    add(
        "pipes",
        rows(
            100,
            "name|x|when",
            "|",
            one("a,b", "c;d"),
            normal("%.2f", 0, 1),
            day("yyyy-MM-dd", 900)),
        "categorical real date");
  }

  private static String parentheses(String number) {
    return number.startsWith("-") ? "(" + number.substring(1) + ")" : number;
  }

  private static String trailing(String number) {
    return number.startsWith("-") ? number.substring(1) + "-" : number;
  }

  private void encodings() {
    String text =
        rows(60, "größe,stadt", ",", normal("%.1f", 170, 9), one("Köln", "Zürich", "Bern"));
    add("UTF-8 with mark", ("\ufeff" + text).getBytes(StandardCharsets.UTF_8), "real categorical");
    add(
        "UTF-16 little endian",
        ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE),
        "real categorical");
    add(
        "UTF-16 big endian",
        ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE),
        "real categorical");
    add("UTF-16 without mark", text.getBytes(StandardCharsets.UTF_16LE), "real categorical");
    add("windows-1252", text.getBytes(Charset.forName("windows-1252")), "real categorical");
    add("gzip", gzip(text), "real categorical");
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private void headers() {
    add(
        "no header",
        rows(
            200,
            "",
            ",",
            r -> "" + (18 + random.nextInt(60)),
            one("nurse", "clerk", "driver"),
            one("school", "degree"),
            one("m", "f")),
        "real/count categorical categorical categorical");
    add(
        "no header, numbers",
        rows(100, "", ",", normal("%.3f", 0, 1), normal("%.3f", 5, 1)),
        "real real");
    add(
        "years as names",
        rows(
            50,
            "country,2019,2020,2021",
            ",",
            r -> "C" + (char) ('a' + r % 26) + (char) ('a' + r / 26),
            normal("%.1f", 50, 9),
            normal("%.1f", 50, 9),
            normal("%.1f", 50, 9)),
        "id real real real");
    add(
        "x as a name",
        rows(100, "x,y", ",", mostly(normal("%.2f", 0, 1), "None", 0.05), normal("%.3f", 0, 1)),
        "real real");
    add(
        "commas in names",
        rows(
            80,
            "\"height, cm\";\"weight, kg\"",
            ";",
            normal("%.1f", 170, 9),
            normal("%.1f", 70, 9)),
        "real real");
    add(
        "sep line",
        "sep=;\n" + rows(80, "a;b", ";", normal(Locale.GERMAN, "%.2f", 0, 1), one("u", "v")),
        "real categorical");
    add(
        "names given twice and none",
        rows(
            80,
            "a,a,,b",
            ",",
            normal("%.2f", 0, 1),
            normal("%.2f", 0, 1),
            poisson(2),
            one("k", "l")),
        "real real count categorical");
    add(
        "a title before the table",
        "Sales report 2024\n\n"
            + rows(80, "shop,amount,n", ",", one("A", "B"), normal("%.2f", 50, 5), poisson(4)),
        "categorical real count");
    add(
        "all words",
        rows(60, "pet,colour", ",", one("cat", "dog"), one("black", "white", "brown")),
        "categorical categorical");
    add(
        "numbered names",
        rows(60, "0,1,2", ",", normal("%.2f", 0, 1), one("p", "q"), normal("%.2f", 0, 1)),
        "real categorical real");
  }

  private void missing() {
    add(
        "Namibia",
        rows(200, "country,x", ",", one("NA", "DE", "FR", "US", "ZA"), normal("%.2f", 0, 1)),
        "categorical real");
    add(
        "NA among numbers and yes and no",
        rows(
            200,
            "x,flag,when",
            ",",
            mostly(normal("%.2f", 0, 1), "NA", 0.1),
            mostly(one("TRUE", "FALSE"), "NA", 0.1),
            mostly(day("yyyy-MM-dd", 900), "NA", 0.1)),
        "real binary date");
    add(
        "dashes, question marks, none",
        rows(
            200,
            "a,b,c,d",
            ",",
            mostly(normal("%.2f", 0, 1), "-", 0.1),
            mostly(poisson(3), "?", 0.1),
            mostly(normal("%.2f", 0, 1), "none", 0.1),
            mostly(normal("%.2f", 0, 1), "n.a.", 0.1)),
        "real count real real");
    add(
        "Excel's errors",
        rows(
            200,
            "ratio,word",
            ",",
            mostly(normal("%.2f", 0, 1), "#DIV/0!", 0.1),
            mostly(one("up", "down"), "#N/A", 0.1)),
        "real categorical");
    add(
        "suspects",
        rows(
            300,
            "t,n",
            ",",
            mostly(normal("%.1f", 20, 3), "-999", 0.05),
            mostly(poisson(6), "9999", 0.03)),
        "real count");
    add(
        "all empty, nearly empty",
        rows(
            200,
            "x,nothing,rare",
            ",",
            normal("%.2f", 0, 1),
            r -> "",
            r -> r % 40 == 0 ? normal("%.2f", 0, 1).apply(r) : ""),
        "real empty real");
    add(
        "blanks in cells",
        rows(
            100,
            "x,w",
            ",",
            r -> "  " + normal("%.2f", 0, 1).apply(r) + " ",
            one(" red", "red ", "blue")),
        "real categorical");
    add(
        "one slip among numbers",
        rows(
            400,
            "x,y",
            ",",
            r -> r == 77 ? "12.3O" : normal("%.2f", 0, 1).apply(r),
            normal("%.2f", 0, 1)),
        "real real");
  }

  private void dates() {
    add(
        "ISO dates and moments",
        rows(
            120,
            "day,at,zoned",
            ",",
            day("yyyy-MM-dd", 900),
            day("yyyy-MM-dd'T'12:30:15", 900),
            day("yyyy-MM-dd 08:00:00'+02:00'", 900)),
        "date date date");
    add(
        "points, slashes both ways",
        rows(
            120,
            "german,american,british",
            ",",
            day("dd.MM.yyyy", 900),
            day("MM/dd/yyyy", 900),
            day("d/M/yy", 900)),
        "date date date");
    add(
        "day and month alike",
        rows(
            60,
            "day;x",
            ";",
            r -> String.format("%02d/%02d/2024", 1 + random.nextInt(12), 1 + random.nextInt(12)),
            normal(Locale.GERMAN, "%.2f", 0, 1)),
        "date real");
    add(
        "months by name",
        rows(
            120,
            "a,b,c",
            ",",
            day("d MMM yyyy", 900),
            day("dd-MMM-yy", 900),
            r -> "\"" + day("MMM d, yyyy", 900).apply(r) + "\""),
        "date date date");
    add(
        "eight digits",
        rows(120, "day,x", ",", day("yyyyMMdd", 900), normal("%.2f", 0, 1)),
        "date real");
    add(
        "seconds and milliseconds",
        rows(
            200,
            "ts,created_at,load",
            ",",
            r -> "" + (1_700_000_000L + 13L * random.nextInt(90000)),
            r -> "" + (1_700_000_000_000L + random.nextInt(1_000_000_000)),
            normal("%.2f", 0, 1)),
        "date date real");
    add(
        "times and months",
        rows(
            120,
            "clock,month",
            ",",
            r -> String.format("%02d:%02d", random.nextInt(24), random.nextInt(60)),
            day("yyyy-MM", 900)),
        "date date");
    add(
        "dates in several ways",
        rows(
            120,
            "when,x",
            ",",
            r -> r % 2 == 0 ? day("yyyy-MM-dd", 900).apply(r) : day("dd.MM.yyyy", 900).apply(r),
            normal("%.2f", 0, 1)),
        "categorical/id/text real");
    add(
        "dates with AM and PM",
        rows(
            120,
            "at,x",
            ",",
            r ->
                day("M/d/yyyy", 900).apply(r)
                    + String.format(
                        " %d:%02d %s",
                        1 + random.nextInt(12),
                        random.nextInt(60),
                        random.nextBoolean() ? "AM" : "PM"),
            normal("%.2f", 0, 1)),
        "date real");
  }

  private void names() {
    add(
        "zip codes",
        rows(120, "zip,x", ",", one("00501", "02139", "90210"), normal("%.2f", 0, 1)),
        "categorical real");
    add(
        "account numbers",
        rows(
            120,
            "account,x",
            ",",
            r -> "" + (3_000_000_000L + random.nextInt(1_000_000_000)),
            normal("%.2f", 0, 1)),
        "id/categorical real");
    add(
        "UUIDs and numbered rows",
        rows(
            120,
            "uuid,row,x",
            ",",
            r -> new UUID(random.nextLong(), random.nextLong()).toString(),
            r -> "" + (r + 1),
            normal("%.2f", 0, 1)),
        "id id real");
    add(
        "keys",
        rows(
            300,
            "customer_id,order_no,x",
            ",",
            r -> "" + (100 + random.nextInt(60)),
            r -> "" + (5000 + 7 * r + random.nextInt(7)),
            normal("%.2f", 0, 1)),
        "categorical id real");
    add(
        "persons",
        rows(
            120,
            "email,phone,iban",
            ",",
            r -> "user" + random.nextInt(900) + "@mail" + random.nextInt(9) + ".org",
            r -> "+49 " + (100 + random.nextInt(800)) + " " + (1000000 + random.nextInt(8999999)),
            r ->
                "DE"
                    + (10 + random.nextInt(80))
                    + " 1234 5678 "
                    + (1000 + random.nextInt(8999))
                    + " "
                    + (1000 + random.nextInt(8999))
                    + " "
                    + (10 + random.nextInt(80))),
        "id id id");
    add(
        "free text",
        rows(
            150,
            "review,stars",
            ",",
            r ->
                "\"the "
                    + one("soup", "room", "view").apply(r)
                    + " was "
                    + one("good", "bad, really", "fine").apply(r)
                    + " on day "
                    + r
                    + " and I "
                    + one("came back", "left", "stayed").apply(r)
                    + "\"",
            r -> "" + (1 + random.nextInt(5))),
        "text ordinal");
    add(
        "codes of letters and digits",
        rows(200, "part,x", ",", one("A12", "12B", "7C", "88", "90"), normal("%.2f", 0, 1)),
        "categorical real");
    add(
        "large whole numbers",
        rows(200, "id,x", ",", r -> "" + (9_007_199_254_740_993L + 2L * r), normal("%.2f", 0, 1)),
        "id real");
  }

  private void levels() {
    add(
        "sixty levels",
        rows(
            2000,
            "city,x",
            ",",
            r -> "city" + (int) (60 * Math.pow(random.nextDouble(), 2)),
            normal("%.2f", 0, 1)),
        "categorical real");
    add(
        "thousands of levels",
        rows(9000, "street,x", ",", r -> "street" + random.nextInt(4000), normal("%.2f", 0, 1)),
        "categorical real");
    add(
        "scales, codes, zeros and ones",
        rows(
            400,
            "stars,code,won,sex",
            ",",
            r -> "" + (1 + random.nextInt(5)),
            one("1", "2", "4", "9"),
            one("0", "1"),
            one("1", "2")),
        "ordinal categorical binary categorical");
    add(
        "yes and no in languages",
        rows(
            100,
            "a,b,c,d,e",
            ",",
            one("ja", "nein"),
            one("Y", "N"),
            one("on", "off"),
            one("Yes", "no", "YES", "No"),
            one("oui", "non")),
        "binary binary binary binary binary");
    add(
        "constants",
        rows(100, "x,c,w", ",", normal("%.2f", 0, 1), r -> "5", r -> "only"),
        "real constant constant");
    add(
        "the same column twice",
        rows(
            100,
            "a,copy,b",
            ",",
            r -> "" + r % 7 * 0.5,
            r -> "" + r % 7 * 0.5,
            normal("%.2f", 0, 1)),
        "real duplicate real");
    add(
        "marks of x",
        rows(100, "x,member", ",", normal("%.2f", 0, 1), r -> r % 3 == 0 ? "x" : ""),
        "real binary");
  }

  private void numbers() {
    add(
        "a spike of zeros",
        rows(
            400,
            "gain,spent",
            ",",
            r -> random.nextDouble() < 0.6 ? "0" : tail(Locale.ROOT, "%.0f", 3000).apply(r),
            r -> random.nextDouble() < 0.3 ? "0" : tail(Locale.ROOT, "%.2f", 40).apply(r)),
        "real/count positive");
    add(
        "counts and even numbers",
        rows(
            400,
            "children,dice,visits",
            ",",
            poisson(1.2),
            r -> "" + random.nextInt(100),
            poisson(30)),
        "count real/count count");
    add(
        "floats of full length",
        rows(
            100,
            "x,y",
            ",",
            r -> "" + random.nextGaussian(),
            r -> "" + (float) Math.exp(random.nextGaussian())),
        "real positive");
    add("a column alone", rows(100, "price", ",", normal(Locale.ROOT, "%.2f", 40, 6)), "real");
    add(
        "a column alone, decimal commas",
        rows(100, "preis", ",", normal(Locale.GERMAN, "%.2f", 40, 6)),
        "real");
    add("one row", "a,b,c\n1.5,x,2024-01-01\n", "constant constant constant");
  }

  private void lines() {
    add(
        "line breaks in cells",
        rows(
            80,
            "note,x",
            ",",
            one("\"two\nlines\"", "\"say \"\"so\"\"\"", "plain"),
            normal("%.2f", 0, 1)),
        "categorical real");
    add("ragged lines", ragged(), "real real categorical");
    add(
        "a delimiter at every end",
        rows(80, "a,b,", ",", normal("%.2f", 0, 1), one("u", "v"), r -> ""),
        "real categorical empty");
    add(
        "Windows' line ends",
        rows(80, "a,b", ",", normal("%.2f", 0, 1), one("u", "v")).replace("\n", "\r\n"),
        "real categorical");
    add(
        "old Mac line ends",
        rows(80, "a,b", ",", normal("%.2f", 0, 1), one("u", "v")).replace("\n", "\r"),
        "real categorical");
    add(
        "inches",
        rows(80, "pipe,x", ",", one("5\" steel", "3\" lead", "plain"), normal("%.2f", 0, 1)),
        "categorical real");
    add(
        "half a quote",
        rows(80, "word,x", ",", one("\"open", "shut", "done"), normal("%.2f", 0, 1)),
        "categorical real");
    add(
        "single quotes",
        rows(80, "word,x", ",", one("'a, b'", "'c'"), normal("%.2f", 0, 1)),
        "categorical real");
    add(
        "blanks before quotes",
        rows(
            80,
            "word, x",
            ", ",
            one("\"a, b\"", "\"c\""),
            r -> "\"" + normal("%.2f", 0, 1).apply(r) + "\""),
        "categorical real");
    add(
        "comments",
        "# made by hand\n# twice, even\n"
            + rows(80, "a,b", ",", normal("%.2f", 0, 1), one("u", "v")),
        "real categorical");
    add(
        "empty lines between",
        rows(80, "a,b", ",", normal("%.2f", 0, 1), one("u", "v")).replace("\n", "\n\n"),
        "real categorical");
  }

  private String ragged() {
    StringBuilder text = new StringBuilder("a,b,c\n");
    for (int i = 0; i < 100; i++) {
      String full =
          normal("%.2f", 0, 1).apply(i)
              + ","
              + normal("%.2f", 0, 1).apply(i)
              + ","
              + one("u", "v").apply(i);
      text.append(
              i % 20 == 7
                  ? full.substring(0, full.lastIndexOf(','))
                  : i % 20 == 13 ? full + ",more" : full)
          .append('\n');
    }
    return text.toString();
  }
}
