package dev.vae.data.table;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;

/** More tables as people send them, written to mislead a reader of types. */
final class SlyTables {
  private final List<HostileTables.Case> all = new ArrayList<>();
  private final Random random = new Random(11);

  static List<HostileTables.Case> all() {
    SlyTables tables = new SlyTables();
    tables.money();
    tables.writtenNumbers();
    tables.codes();
    tables.booleans();
    tables.dates();
    tables.lateSurprises();
    tables.lines();
    tables.sizes();
    return tables.all;
  }

  private void add(String name, String text, String types) {
    add(name, text, StandardCharsets.UTF_8, types);
  }

  private void add(String name, String text, Charset encoding, String types) {
    all.add(new HostileTables.Case(name, text.getBytes(encoding), List.of(types.split(" "))));
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static String rows(int n, String header, String mark, IntFunction<String>... columns) {
    return rows(n, header, mark, List.of(columns));
  }

  private static String rows(int n, String header, String mark, List<IntFunction<String>> columns) {
    StringBuilder text = new StringBuilder(header.isEmpty() ? "" : header + "\n");
    for (int row = 0; row < n; row++) {
      for (int c = 0; c < columns.size(); c++) {
        text.append(c == 0 ? "" : mark).append(columns.get(c).apply(row));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private IntFunction<String> normal(String pattern, double mean, double deviation) {
    return row -> format(pattern, mean + deviation * random.nextGaussian());
  }

  private double tail(double median) {
    return median * Math.exp(0.9 * random.nextGaussian());
  }

  private IntFunction<String> one(String... words) {
    return row -> words[random.nextInt(words.length)];
  }

  private static IntFunction<String> quoted(IntFunction<String> cell) {
    return row -> "\"" + cell.apply(row) + "\"";
  }

  private IntFunction<String> or(double share, String other, IntFunction<String> usual) {
    return row -> random.nextDouble() < share ? other : usual.apply(row);
  }

  private IntFunction<String> moment(String pattern, Locale locale) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, locale);
    return row ->
        LocalDateTime.of(2022, 1, 1, 0, 0).plusMinutes(random.nextInt(1_000_000)).format(format);
  }

  private IntFunction<String> moment(String pattern) {
    return moment(pattern, Locale.ENGLISH);
  }

  private static String lakh(double value) {
    String plain = String.format(Locale.ROOT, "%.2f", value);
    int point = plain.indexOf('.');
    StringBuilder whole = new StringBuilder(plain.substring(0, point));
    for (int i = whole.length() - 3; i > 0; i -= 2) {
      whole.insert(i, ',');
    }
    return whole + plain.substring(point);
  }

  private void money() {
    add(
        "lakhs",
        rows(150, "salary,city", ",", quoted(r -> lakh(tail(900_000))), one("Pune", "Agra")),
        "positive categorical");
    add(
        "curly apostrophes",
        rows(
            150,
            "lohn;ort",
            ";",
            r -> format("%,.2f", tail(9000)).replace(',', '\u2019'),
            one("Bern", "Genf")),
        "positive categorical");
    add(
        "hard blanks",
        rows(
            150,
            "chiffre;taux",
            ";",
            r -> format("%,.2f", tail(9000)).replace(',', '\u00a0').replace('.', ','),
            r -> normal("%.1f", 40, 8).apply(r).replace('.', ',') + " %"),
        "positive real");
    add(
        "plain blanks for thousands",
        rows(
            150,
            "cena;ilosc",
            ";",
            r -> format("%,.2f", tail(9000)).replace(',', ' ').replace('.', ','),
            one("1", "2", "3", "4", "5", "6")),
        "positive ordinal");
    add(
        "codes of currencies",
        rows(
            150,
            "us|eur",
            "|",
            r -> format("USD %,.2f", tail(900)),
            r ->
                format("%,.2f", tail(900)).replace(',', '_').replace('.', ',').replace('_', '.')
                    + " EUR"),
        "positive positive");
    add(
        "signs around currencies",
        rows(
            150,
            "a,b,c",
            ",",
            r -> random.nextBoolean() ? format("-$%.2f", tail(9)) : format("$%.2f", tail(9)),
            r ->
                random.nextBoolean()
                    ? format("\u00a3-%.2f", tail(9))
                    : format("\u00a3%.2f", tail(9)),
            quoted(
                r ->
                    random.nextBoolean()
                        ? format("($%,.2f)", tail(999))
                        : format("$%,.2f", tail(999)))),
        "real real real");
    add(
        "dashes for nothing",
        rows(
            150,
            "q1;q2",
            ";",
            or(0.2, "-", r -> format("%.2f", tail(50))),
            or(0.2, "\u2013", r -> format("%.2f", tail(50)))),
        "positive positive");
    add(
        "tabs and decimal commas",
        rows(
            120,
            "x\ty\tland",
            "\t",
            r -> normal("%.2f", 0, 3).apply(r).replace('.', ','),
            r -> normal("%.1f", 9, 1).apply(r).replace('.', ','),
            one("DE", "AT", "CH")),
        "real real categorical");
  }

  private void writtenNumbers() {
    add(
        "bare points and pluses",
        rows(
            120,
            "a,b,c",
            ",",
            r -> format("%.2f", random.nextDouble()).substring(1),
            r -> random.nextInt(90) + ".",
            r -> (random.nextBoolean() ? "+" : "-") + random.nextInt(99)),
        "real real/count real");
    add(
        "powers of ten",
        rows(
            120,
            "a,b",
            ",",
            r -> format("%.2E", tail(4e5)),
            one(
                "1e5", "2e5", "1.5e5", "3e4", "2.25e6", "7e3", "9e5", "1e2", "4.5e4", "8e8",
                "3.5e1")),
        "positive/real positive/real");
    add(
        "units behind numbers",
        rows(
            150,
            "mass,height",
            ",",
            r -> format("%.1f kg", 70 + 9 * random.nextGaussian()),
            r -> format("%.0fcm", 170 + 9 * random.nextGaussian())),
        "real real/count");
    add(
        "infinities",
        rows(
            200,
            "ratio,x",
            ",",
            or(0.04, "inf", normal("%.3f", 0, 1)),
            or(0.03, "-Infinity", normal("%.2f", 2, 1))),
        "real real");
    add(
        "limits of detection",
        rows(
            300,
            "lead,iron",
            ",",
            or(0.05, "<0.5", r -> format("%.1f", tail(4))),
            r -> format("%.2f", tail(9))),
        "categorical/positive/real positive");
    add(
        "ranges and grades",
        rows(
            200,
            "age,grade,size,wind",
            ",",
            one("0-9", "10-19", "20-29", "30-39"),
            one("A+", "A", "B-", "C"),
            one("S", "M", "L", "XL"),
            one("N", "NE", "E", "SW")),
        "categorical/ordinal categorical categorical/ordinal categorical");
    add(
        "versions and addresses",
        rows(
            200,
            "version,ip,mac",
            ",",
            one("1.2.3", "1.2", "1.10", "2.0"),
            r -> "10.0." + random.nextInt(9) + "." + random.nextInt(250),
            r -> format("00:1b:44:11:%02x:%02x", random.nextInt(256), random.nextInt(256))),
        "categorical categorical/id/text id/categorical");
    add(
        "places on earth",
        rows(
            150,
            "lat,lon,both",
            ",",
            normal("%.6f", 48, 3),
            normal("%.6f", 11, 3),
            quoted(
                r -> format("%.3f,%.3f", 48 + random.nextGaussian(), 11 + random.nextGaussian()))),
        "real real id/text/categorical");
    add(
        "three decimals, all below a thousand",
        rows(
            200,
            "mm,in",
            ",",
            r -> format("%.3f", 1 + 900 * random.nextDouble()),
            normal("%.3f", 5, 1)),
        "real real");
    add(
        "mixed decimals and thousands in one column",
        rows(
            200,
            "umsatz;n",
            ";",
            r ->
                random.nextBoolean()
                    ? "1." + (100 + random.nextInt(900))
                    : (1 + random.nextInt(900)) + ",5",
            r -> "" + random.nextInt(70)),
        "real/positive real/count");
  }

  private void codes() {
    add(
        "hexadecimal",
        rows(
            150,
            "commit,address,colour",
            ",",
            r -> format("%08x", random.nextInt()),
            r -> format("0x%04X", 3 * r),
            one("#ff0000", "#00ff00", "#101010")),
        "id id categorical");
    add(
        "hexadecimal that looks like powers",
        rows(
            400,
            "hash,x",
            ",",
            r -> format("%de%d", 10 + r, random.nextInt(90)),
            normal("%.2f", 0, 1)),
        "id/real/positive/categorical real");
    add(
        "post codes of many lands",
        rows(
            240,
            "plz,zip,eircode,cap",
            ",",
            r -> format("%05d", 1000 * random.nextInt(60) + 67),
            one("02139-4307", "90210-1234", "10001-0001"),
            one("D02 X285", "T12 AB34"),
            one("00184", "20121", "80132")),
        "categorical categorical categorical categorical");
    add(
        "post codes without zeros",
        rows(
            300,
            "zip,rent",
            ",",
            one(
                "90210", "10001", "60601", "33101", "94105", "73301", "30301", "98101", "80202",
                "85001", "19101", "48201"),
            r -> format("%.0f", tail(1500))),
        "categorical positive/real/count");
    add(
        "long numbers of things",
        rows(
            200,
            "isbn,ean,card",
            ",",
            r -> "978" + (1_000_000_000L + random.nextInt(999_999_999)),
            one("4006381333931", "5901234123457", "9780201379624"),
            r ->
                format(
                    "%04d %04d %04d %04d",
                    4000 + random.nextInt(999),
                    random.nextInt(9999),
                    random.nextInt(9999),
                    random.nextInt(9999))),
        "id categorical id");
    add(
        "names of rows with prefixes",
        rows(
            200,
            "patient,visit,x",
            ",",
            r -> format("P-%04d", r),
            r -> "V" + (r % 4 + 1),
            normal("%.2f", 0, 1)),
        "id categorical real");
    add(
        "keys out of order",
        rows(
            300,
            "Kundennummer,userId,x",
            ",",
            r -> "" + (100_000 + (r * 7919) % 30_011),
            r -> "" + ((r * 31) % 307 + 9000),
            normal("%.2f", 0, 1)),
        "id id real");
    add(
        "codes under names of codes",
        rows(
            400,
            "icd,status_code,naics",
            ",",
            one("E11.9", "I10", "J45", "Z00"),
            one("200", "404", "500", "301"),
            one("111", "112", "541", "722")),
        "categorical categorical categorical");
    add(
        "months and weekdays",
        rows(
            200,
            "month,day,hour",
            ",",
            one("Jan", "Feb", "Mar", "Dec"),
            one("Mon", "Tue", "Sun"),
            r -> "" + random.nextInt(24)),
        "categorical categorical real/count");
    add(
        "people called Null",
        rows(
            200,
            "surname,middle",
            ",",
            one("Null", "Smith", "True", "No", "Nan"),
            one("None", "Ann", "Lee", "Na")),
        "categorical categorical");
  }

  private void booleans() {
    String[][] pairs = {
      {"\u0434\u0430", "\u043d\u0435\u0442"},
      {"s\u00ed", "no"},
      {"sim", "n\u00e3o"},
      {"vrai", "faux"},
      {"WAHR", "FALSCH"},
      {"tak", "nie"},
      {"evet", "hay\u0131r"},
      {"\u306f\u3044", "\u3044\u3044\u3048"}
    };
    StringBuilder header = new StringBuilder("x");
    List<IntFunction<String>> columns = new ArrayList<>(List.of(normal("%.2f", 0, 1)));
    for (String[] pair : pairs) {
      header.append(",").append(pair[0].equals("s\u00ed") ? "es" : "b" + columns.size());
      columns.add(one(pair));
    }
    add(
        "yes in eight languages",
        rows(150, header.toString(), ",", columns),
        "real binary binary binary binary binary binary binary binary");
    add(
        "numbers for yes",
        rows(
            200,
            "a,b,c,d",
            ",",
            one("1.0", "0.0"),
            or(0.2, "", one("0", "1")),
            one("-1", "1"),
            or(0.3, "N/A", one("true", "false"))),
        "binary binary categorical/binary binary");
    add(
        "yes, no and more",
        rows(200, "a,b", ",", one("yes", "no", "maybe"), one("Y", "N", "U")),
        "categorical categorical");
  }

  private void dates() {
    add(
        "moments of machines",
        rows(
            150,
            "a,b,c",
            ",",
            moment("yyyyMMdd'T'HHmmss'Z'"),
            moment("yyyy-MM-dd'T'HH:mm:ss.SSS'+01:00'"),
            quoted(moment("EEE, dd MMM yyyy HH:mm:ss '+0000'"))),
        "date date date");
    add(
        "clocks with halves",
        rows(150, "a,b", ",", moment("M/d/yyyy h:mm:ss a"), moment("dd-MMM-yyyy HH:mm")),
        "date date");
    add(
        "months of other tongues",
        rows(
            120,
            "de;fr;es",
            ";",
            moment("d. MMMM yyyy", Locale.GERMAN),
            moment("d MMMM yyyy", Locale.FRENCH),
            moment("d 'de' MMMM 'de' yyyy", Locale.forLanguageTag("es"))),
        "date date date");
    add(
        "quarters, weeks and years",
        rows(
            200,
            "quarter,week,year,other",
            ",",
            one("2023Q1", "2023Q2", "2023Q3", "2023Q4"),
            one("2024-W05", "2024-W06", "2024-W17"),
            r -> "" + (1990 + random.nextInt(30)),
            one("Q1 2024", "Q2 2024")),
        "categorical/date categorical/date real/count/ordinal/date categorical/date");
    add(
        "days of nought",
        rows(
            200,
            "born,seen",
            ",",
            or(0.1, "0000-00-00", moment("yyyy-MM-dd")),
            or(0.1, "NULL", moment("dd/MM/yyyy"))),
        "date date");
    add(
        "with and without a clock",
        rows(
            200,
            "at,x",
            ",",
            r -> (r % 3 == 0 ? moment("yyyy-MM-dd") : moment("yyyy-MM-dd HH:mm")).apply(r),
            normal("%.1f", 0, 1)),
        "date real");
    add(
        "two digits a year",
        rows(150, "a;b", ";", moment("dd.MM.yy"), moment("d.M.yy")),
        "date date");
    add(
        "days as Excel counts them, and how long",
        rows(
            200,
            "serial,took",
            ",",
            r -> format("%.5f", 45000 + 300 * random.nextDouble()),
            r ->
                format("%d:%02d:%02d", random.nextInt(40), random.nextInt(60), random.nextInt(60))),
        "real date/id/text/categorical/real");
    add(
        "month and year",
        rows(150, "a,b,c", ",", moment("MMM yyyy"), moment("MM/yyyy"), moment("MMM-yy")),
        "date date date");
  }

  private void lateSurprises() {
    add(
        "words after five hundred numbers",
        rows(
            900,
            "group,x",
            ",",
            r -> r < 500 ? "" + (1 + r % 3) : one("A", "B", "C").apply(r),
            normal("%.2f", 0, 1)),
        "categorical real");
    add(
        "decimals after five hundred whole numbers",
        rows(
            900,
            "x,y",
            ",",
            r -> r < 500 ? "" + random.nextInt(40) : normal("%.2f", 20, 9).apply(r),
            normal("%.2f", 0, 1)),
        "real real");
    add(
        "empty for five hundred rows",
        rows(
            900,
            "late,y",
            ",",
            r -> r < 500 ? "" : normal("%.2f", 20, 9).apply(r),
            normal("%.2f", 0, 1)),
        "real real");
    add(
        "a line of units below the names",
        "speed,mass\nkm/h,kg\n" + rows(150, "", ",", normal("%.1f", 90, 9), normal("%.2f", 70, 9)),
        "real real");
    add(
        "a sum below and a note",
        rows(150, "shop,amount", ",", one("A", "B", "C"), normal("%.2f", 50, 9))
            + "Total,7512.20\n\nSource: the office\n",
        "categorical real");
    add(
        "two files after each other",
        rows(120, "x,kind", ",", normal("%.2f", 0, 1), one("u", "v"))
            + rows(120, "x,kind", ",", normal("%.2f", 0, 1), one("u", "v")),
        "real categorical");
  }

  private void lines() {
    add(
        "a line for Excel with tabs",
        "sep=\t\n" + rows(80, "a\tb", "\t", normal("%.2f", 0, 1), one("u, w", "v")),
        "real categorical");
    add(
        "names that differ in case",
        rows(
            80,
            "A,a,Total,total",
            ",",
            normal("%.2f", 0, 1),
            normal("%.2f", 0, 1),
            one("u", "v"),
            normal("%.1f", 9, 1)),
        "real real categorical real");
    add(
        "a mark inside quotes",
        "\ufeff\"Name\";\"Wert\"\n"
            + rows(
                80,
                "",
                ";",
                quoted(one("a", "b;c")),
                quoted(r -> normal("%.2f", 0, 1).apply(r).replace('.', ','))),
        "categorical real");
    add(
        "a delimiter behind every line",
        rows(80, "a;b;", ";", normal("%.2f", 0, 1), one("u", "v"), r -> ""),
        "real categorical empty");
    add(
        "Cyrillic",
        rows(
            90,
            "\u0433\u043e\u0440\u043e\u0434;\u0446\u0435\u043d\u0430",
            ";",
            one("\u041c\u043e\u0441\u043a\u0432\u0430", "\u041e\u043c\u0441\u043a"),
            r -> normal("%.2f", 50, 5).apply(r).replace('.', ',')),
        Charset.forName("windows-1251"),
        "categorical real");
    add(
        "Japanese",
        rows(
            90,
            "\u90fd\u5e02,\u4fa1\u683c",
            ",",
            one("\u6771\u4eac", "\u5927\u962a"),
            normal("%.1f", 50, 5)),
        Charset.forName("Shift_JIS"),
        "categorical real");
    add(
        "two bytes and semicolons",
        "\ufeff"
            + rows(
                    90,
                    "a;b",
                    ";",
                    r -> normal("%.2f", 0, 1).apply(r).replace('.', ','),
                    one("\u00e4", "\u00f6"))
                .replace("\n", "\r\n"),
        StandardCharsets.UTF_16LE,
        "real categorical");
    add(
        "a quote that never ends",
        rows(60, "word,x", ",", one("up", "down"), normal("%.2f", 0, 1))
            + "\"open,1.25\n"
            + rows(60, "", ",", one("up", "down"), normal("%.2f", 0, 1)),
        "categorical real");
    add(
        "inches and feet",
        rows(90, "size,x", ",", one("5'11\"", "6'0\"", "5'2\""), normal("%.2f", 0, 1)),
        "categorical real");
    add(
        "nothing but names and holes",
        rows(40, "a,b,c", ",", r -> "", r -> "NA", r -> ""),
        "empty empty empty");
    add(
        "pictures in words",
        rows(90, "mood,x", ",", one("\ud83d\ude00", "\ud83d\ude21"), normal("%.2f", 0, 1)),
        "categorical real");
    add(
        "long stories",
        rows(
            60,
            "story,x",
            ",",
            r ->
                quoted(one("it was a dark night, "))
                    .apply(r)
                    .replace("night, \"", "night, and ".repeat(900) + r + "\""),
            normal("%.2f", 0, 1)),
        "text real");
  }

  private void sizes() {
    StringBuilder names = new StringBuilder("v0");
    List<IntFunction<String>> wide = new ArrayList<>(List.of(normal("%.2f", 0, 1)));
    for (int c = 1; c < 10_000; c++) {
      names.append(",v").append(c);
      wide.add(normal("%.2f", 0, 1));
    }
    add(
        "ten thousand columns",
        rows(25, names.toString(), ",", wide),
        "real " + "real ".repeat(9999).strip());
    add("one cell", "7\n", "constant");
    add(
        "one column of words without a name",
        rows(60, "", ",", one("red", "blue", "green")),
        "categorical");
    add("two rows", "a,b\n1.5,x\n2.5,y\n", "real categorical/id");
  }
}
