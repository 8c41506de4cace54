package dev.vae.data.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;

/** Tables of programs: numbered columns, exponents, units, titles that say anything. */
final class FarTables {
  private final List<HostileTables.Case> all = new ArrayList<>();
  private final Random random = new Random(5);

  static List<HostileTables.Case> all() {
    FarTables tables = new FarTables();
    tables.numberedTitles();
    tables.oddTitles();
    tables.exponents();
    tables.units();
    return tables.all;
  }

  private void add(String name, String header, String types, List<IntFunction<String>> columns) {
    StringBuilder text = new StringBuilder(header).append('\n');
    for (int row = 0; row < 90; row++) {
      int at = row;
      text.append(String.join(",", columns.stream().map(c -> c.apply(at)).toList())).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    all.add(new HostileTables.Case(name, bytes, List.of(types.split(" "))));
  }

  private IntFunction<String> normal(String pattern, double scale) {
    return row -> String.format(Locale.ROOT, pattern, scale * random.nextGaussian());
  }

  private IntFunction<String> one(String... words) {
    return row -> words[random.nextInt(words.length)];
  }

  private void numberedTitles() {
    IntFunction<String> number = normal("%.3f", 1);
    IntFunction<String> index = Integer::toString;
    add(
        "an index, numbers and a target",
        ",0,1,target",
        "id real real binary",
        List.of(index, number, number, one("0", "1")));
    add(
        "numbers and a label",
        "0,1,2,label",
        "real real real categorical",
        List.of(number, number, number, one("a", "b", "c")));
    add(
        "counts under numbers, and a name before",
        "name,1,2,3,4,5",
        "id real/count real/count real/count real/count real/count",
        List.of(
            row -> "sample-" + row * 7 % 90,
            normal("%.0f", 20),
            normal("%.0f", 20),
            normal("%.0f", 20),
            normal("%.0f", 20),
            normal("%.0f", 20)));
    add(
        "no titles, ones and noughts first",
        "Anna,0,1,Oslo",
        "categorical binary binary categorical",
        List.of(one("Anna", "Ben", "Cid"), one("0", "1"), one("1", "0"), one("Oslo", "Rome")));
  }

  private void oddTitles() {
    add(
        "titles like options, sums and lines",
        "--out,\"a,b\",\"two\nlines\",x=1,a+b,<b>,\"'\",\"\"\"\"",
        "real categorical real real categorical real real real",
        List.of(
            normal("%.2f", 1),
            one("\"yes, sir\"", "no"),
            normal("%.2f", 1),
            normal("%.2f", 1),
            one("p", "q"),
            normal("%.2f", 1),
            normal("%.2f", 1),
            normal("%.2f", 1)));
  }

  private void exponents() {
    add(
        "exponents",
        "tiny,huge,any",
        "real real positive",
        List.of(
            normal("%.3e", 1e-30),
            normal("%.2E", 1e23),
            row -> String.format(Locale.ROOT, "%.3E", Math.exp(9 * random.nextGaussian()))));
  }

  private void units() {
    add(
        "two units",
        "size,v",
        "positive/real real",
        List.of(row -> 1 + random.nextInt(40) + one(" KB", " MB").apply(row), normal("%.2f", 1)));
  }
}
