package dev.vae.data.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;

/** Tables of lengths of time, magnitudes, units, other scripts and words in an order. */
final class StrangeTables {
  private static final int ROWS = 120;

  private final List<HostileTables.Case> all = new ArrayList<>();
  private final Random random = new Random(77);

  static List<HostileTables.Case> all() {
    StrangeTables tables = new StrangeTables();
    tables.marks();
    tables.durations();
    tables.magnitudes();
    tables.scripts();
    tables.signs();
    tables.orders();
    tables.fewWords();
    tables.rarer();
    return tables.all;
  }

  private void add(String name, String header, String types, List<IntFunction<String>> columns) {
    StringBuilder text = new StringBuilder(header).append('\n');
    for (int row = 0; row < ROWS; row++) {
      int at = row;
      text.append(String.join(";", columns.stream().map(c -> c.apply(at)).toList())).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    all.add(new HostileTables.Case(name, bytes, List.of(types.split(" "))));
  }

  private IntFunction<String> one(String... words) {
    return row -> words[random.nextInt(words.length)];
  }

  private static String f(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private int whole(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  private double tail(double median) {
    return median * Math.exp(0.9 * random.nextGaussian());
  }

  private IntFunction<String> normal(String pattern, double mean, double deviation) {
    return row -> f(pattern, mean + deviation * random.nextGaussian());
  }

  private IntFunction<String> or(double part, String other, IntFunction<String> usual) {
    return row -> random.nextDouble() < part ? other : usual.apply(row);
  }

  private static IntFunction<String> in(char zero, IntFunction<String> usual) {
    return row -> {
      StringBuilder text = new StringBuilder();
      for (char c : usual.apply(row).toCharArray()) {
        text.append(c >= '0' && c <= '9' ? (char) (zero + c - '0') : c);
      }
      return text.toString();
    };
  }

  private void rarer() {
    add(
        "months with points, very long decimals, letters of time",
        "since;long;took;stay;err;lon;ok",
        "date positive/real real/positive real/positive/count real/positive real binary",
        List.of(
            row -> f("%02d.%d", whole(1, 12), whole(2015, 2024)),
            row -> "0." + "0".repeat(2 + row % 2) + whole(1, 9) + "8193277218784393" + whole(1, 9),
            row -> f("%d\u5c0f\u65f6%d\u5206", whole(0, 9), whole(0, 59)),
            row -> whole(1, 20) + "d",
            row -> f("\u00b1%.2f", 0.01 + 0.3 * random.nextDouble()),
            row -> f("%.4f\u00b0 %s", 170 * random.nextDouble(), random.nextBoolean() ? "E" : "W"),
            row -> random.nextInt(3) > 0 ? "\u0646\u0639\u0645" : ""));
  }

  private void marks() {
    add(
        "marks and nothing",
        "a;b;c;d;e;x",
        "binary binary binary binary categorical real",
        List.of(
            one("X", "", ""),
            one("1", ""),
            one("\u2713", "", ""),
            one("x", "X", ""),
            one("X", "-"),
            normal("%.2f", 0, 1)));
    add(
        "abbreviated yes and no",
        "de;fr;es;signs",
        "binary binary binary binary",
        List.of(one("J", "N"), one("O", "N"), one("S", "N"), one("\u2713", "\u2717")));
  }

  private void durations() {
    add(
        "clocks that run on",
        "took;lap;delay;up;both",
        "real/positive real/positive real real/positive real/positive",
        List.of(
            row -> f("%d:%02d:%02d", whole(0, 60), whole(0, 59), whole(0, 59)),
            row -> f("%02d:%02d", whole(1, 20), whole(0, 59)),
            row -> f("%s%02d:%02d:%02d", row % 3 == 0 ? "-" : "", whole(0, 2), 5, whole(0, 59)),
            row -> f("%d days %02d:%02d:%02d", whole(0, 9), whole(0, 23), 7, whole(0, 59)),
            row ->
                row % 2 == 0
                    ? f("%d:%02d:%02d", whole(1, 2), whole(0, 59), whole(0, 59))
                    : f("%02d:%02d", whole(0, 59), whole(0, 59))));
    add(
        "lengths of time in words",
        "a;iso;b;c;d;at",
        "real/positive real/positive real/positive real/positive real/positive date",
        List.of(
            row -> f("%dh %dm", whole(0, 9), whole(0, 59)),
            row -> f("PT%dH%dM", whole(0, 30), whole(0, 59)),
            row -> row % 2 == 0 ? whole(1, 90) + " min" : whole(1, 5) + " h",
            row -> f("%dm%02ds", whole(0, 59), whole(0, 59)),
            row -> f("%d years %d months", whole(1, 20), whole(0, 11)),
            row -> f("%02d:%02d:%02d", whole(0, 23), whole(0, 59), whole(0, 59))));
  }

  private void magnitudes() {
    add(
        "thousands and millions",
        "seen;cap;size;mem;views;umsatz",
        "positive/real positive/real positive/real positive/real positive/real/count positive/real",
        List.of(
            row -> row % 3 == 0 ? f("%.1fM", tail(2)) : row % 3 == 1 ? f("%.1fk", tail(9)) : "950",
            row -> f("$%.1f%s", tail(9), row % 2 == 0 ? "mn" : "bn"),
            row -> row % 2 == 0 ? whole(100, 999) + " KB" : f("%.1f MB", tail(5)),
            row -> row % 2 == 0 ? whole(64, 2048) + "Mi" : whole(1, 16) + "Gi",
            row -> whole(1, 900) + "K",
            row -> f("%.1f", tail(20)).replace('.', ',') + (row % 2 == 0 ? " Tsd." : " Mio.")));
    add(
        "one unit, known or not, and two of a kind",
        "weight;score;stars;ph;ratio;fuel;lat;balance",
        "positive/real real real/ordinal/count real real/positive real real real",
        List.of(
            row -> row % 3 == 0 ? f("%.1f kg", 1 + tail(3)) : whole(100, 999) + " g",
            row -> f("%.1f/10", 10 * random.nextDouble()),
            row -> whole(1, 5) + " of 5",
            normal("%.1f pH", 7, 0.5),
            row -> f("%.2fx", tail(2)),
            normal("%.1f l/100 km", 7, 1),
            row -> f("%.4f%s", 60 * random.nextDouble(), row % 2 == 0 ? "N" : "S"),
            row -> f("%.2f %s", tail(90), row % 2 == 0 ? "CR" : "DR")));
  }

  private void scripts() {
    add(
        "digits of other scripts",
        "arabic;persian;hindi;wide;part",
        "real/count real real real/count real/count",
        List.of(
            in('\u0660', row -> "" + whole(10, 900)),
            in('\u06f0', row -> normal("%.1f", 50, 9).apply(row).replace('.', '\u066b')),
            in('\u0966', normal("%.2f", 50, 9)),
            in('\uff10', row -> "" + whole(10, 900)),
            in('\u0660', row -> whole(1, 99) + "\u066a")));
    add(
        "years, months and days in words",
        "cn;kr;month;moment",
        "date date date date",
        List.of(
            row -> f("%d\u5e74%d\u6708%d\u65e5", whole(2020, 2024), whole(1, 12), whole(1, 28)),
            row -> f("%d\ub144 %d\uc6d4 %d\uc77c", whole(2020, 2024), whole(1, 12), whole(1, 28)),
            row -> f("%d\u5e74%02d\u6708", whole(2020, 2024), whole(1, 12)),
            row -> f("%02d May %d, %02d:30", whole(1, 28), whole(2020, 2024), whole(0, 23))));
  }

  private void signs() {
    add(
        "signs, dots and exponents",
        "fortran;dot;plus;behind;minus;power;codes",
        "real real real real real positive/real id/categorical",
        List.of(
            row -> normal("%.4E", 0, 1).apply(row).replace('E', 'D'),
            row -> normal("%.1f", 12, 3).apply(row).replace('.', '\u00b7'),
            normal("%+.1f", 0, 9),
            row -> f("%.2f%s", tail(5), row % 2 == 0 ? "+" : "-"),
            row -> normal("%.1f", 0, 9).apply(row).replace('-', '\u2212'),
            row -> f("%.1f\u00d710^%d", 1 + 8 * random.nextDouble(), whole(3, 6)),
            row -> f("%dE%02d", whole(1, 9), whole(0, 99))));
  }

  private void orders() {
    add(
        "words in an order",
        "size;q;f;age;income;stars;place;ward",
        "ordinal ordinal ordinal ordinal ordinal ordinal ordinal categorical",
        List.of(
            one("S", "M", "L", "XL"),
            one("strongly disagree", "disagree", "neutral", "agree", "strongly agree"),
            one("nie", "selten", "manchmal", "oft", "immer"),
            one("0-9", "10-19", "20-29", "30+"),
            one("<10k", "10k-20k", "20k-50k", ">50k"),
            one("\u2605", "\u2605\u2605", "\u2605\u2605\u2605"),
            one("1st", "2nd", "3rd", "4th", "11th"),
            one("red", "green", "yellow", "blue")));
    add(
        "what only looks like an order",
        "result;part;pair;chromosome",
        "categorical categorical categorical categorical",
        List.of(
            one("0-0", "1-0", "2-1", "0-2"),
            one("A-1", "B-2", "C-3"),
            one("low", "high"),
            or(0.1, "Y", row -> "" + whole(1, 22))));
  }

  private void fewWords() {
    add(
        "a few words among numbers",
        "lead;od;n",
        "real/positive real real/count",
        List.of(
            or(0.08, "<5", row -> f("%.1f", 5 + tail(9))),
            or(0.06, "error", normal("%.3f", 1, 0.2)),
            or(0.03, "approx 7", row -> "" + whole(3, 60))));
  }
}
