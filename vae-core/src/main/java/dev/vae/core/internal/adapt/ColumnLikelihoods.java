package dev.vae.core.internal.adapt;

import dev.vae.core.internal.text.Messages;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.ColumnStatistics;
import dev.vae.core.rows.DescribedRows;
import dev.vae.core.spec.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A likelihood for each column of a table: the one that was asked for, else one that its values
 * suggest.
 */
final class ColumnLikelihoods {
  /** Integers up to here are taken for codes of categories, not for counts. */
  private static final int LARGEST_CODE = 9;

  /** Integers above are taken for measurements, such as years, not for counts. */
  private static final int LARGEST_COUNT = 1000;

  /** A Poisson's variance is its mean; beyond so many times that, counts are overdispersed. */
  private static final double OVERDISPERSED = 1.5;

  /** As many columns of counts may be of one kind: words of texts, genes of cells. */
  private static final int MANY = 64;

  /** Counts of this mean are 0 in more than half of the rows. */
  private static final double MOSTLY_ZERO = 0.5;

  /** Above 0 with a longer tail than this: an exponential has 2, a normal 0. */
  private static final double SKEWED = 1;

  private static final Set<String> LONG_TAILS =
      Set.of(
          "poisson",
          "negativeBinomial",
          "binomial",
          "betaBinomial",
          "logNormal",
          "gamma",
          "exponential");

  private final Schema schema;
  private final List<? extends ColumnStatistics> columns;
  private final Map<Integer, String> chosen;
  private final Optional<Spec> ofAll;

  /**
   * Looks at all rows.
   *
   * @param chosen names of likelihoods by column, each its name, its number or a range of numbers
   */
  ColumnLikelihoods(DescribedRows rows, Map<String, String> chosen) {
    this.schema = rows.schema();
    this.columns = rows.columnSummaries();
    this.chosen = new TreeMap<>();
    chosen.forEach((column, name) -> numbers(column).forEach(c -> this.chosen.put(c, name)));
    this.ofAll = ofAll();
  }

  /**
   * The likelihood of many columns of counts that are mostly 0, which are of one kind. What is 0 or
   * 1 only by chance in such a table is no class of its own, and neither is a small count a code.
   */
  private Optional<Spec> ofAll() {
    boolean counts =
        chosen.isEmpty()
            && schema.categories().isEmpty()
            && columns.size() >= MANY
            && columns.stream().allMatch(ColumnStatistics::counts);
    if (!counts) {
      return Optional.empty();
    }
    long above1 = columns.stream().filter(c -> !c.binary()).count();
    long rare = columns.stream().filter(c -> !c.binary() && c.mean() < MOSTLY_ZERO).count();
    if (above1 == 0 || 2 * rare < above1) {
      return Optional.empty();
    }
    double mean = columns.stream().mapToDouble(ColumnStatistics::mean).sum();
    double variance = columns.stream().mapToDouble(ColumnStatistics::variance).sum();
    return Optional.of(Spec.of(overdispersed(variance, mean)));
  }

  private static String overdispersed(double variance, double mean) {
    return variance > OVERDISPERSED * mean ? "negativeBinomial" : "poisson";
  }

  private List<Integer> numbers(String column) {
    int named = schema.columns().indexOf(column);
    if (named >= 0) {
      return List.of(named);
    }
    if (column.matches("\\d{1,7}(-\\d{1,7})?")) {
      int dash = column.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? column : column.substring(0, dash));
      int last = Integer.parseInt(column.substring(dash + 1));
      if (first <= last && last < columns.size()) {
        List<Integer> all = new ArrayList<>();
        for (int c = first; c <= last; c++) {
          all.add(c);
        }
        return all;
      }
    }
    throw new IllegalArgumentException(
        "the likelihood of a column: there is no column '"
            + Messages.shown(column)
            + "'; "
            + (schema.columns().isEmpty()
                ? "the columns have no names, their numbers are 0 to " + (columns.size() - 1)
                : Messages.suggest(column, schema.columns())));
  }

  /** One likelihood if all columns have the same, else a composite. */
  Spec spec() {
    if (ofAll.isPresent()) {
      return ofAll.get();
    }
    Map<Spec, List<Integer>> groups = groups();
    if (groups.size() == 1) {
      return groups.keySet().iterator().next();
    }
    List<Spec> parts = new ArrayList<>();
    groups.forEach((spec, members) -> parts.add(spec.with("columns", ranges(members))));
    return Spec.of("composite").with("parts", parts);
  }

  /**
   * A first layer for the encoder that shows it categories as vectors and counts and other long
   * tails as logarithms; empty where no column needs it.
   */
  Optional<Spec> encoder() {
    if (ofAll.isPresent()) {
      return Optional.of(Spec.of("log1p"));
    }
    List<Spec> parts = new ArrayList<>();
    groups()
        .forEach(
            (spec, members) -> {
              Object categories = spec.options().get("categories");
              if (categories != null) {
                parts.add(
                    Spec.of("oneHot")
                        .with("categories", categories)
                        .with("columns", ranges(members)));
              } else if (LONG_TAILS.contains(spec.name())) {
                parts.add(Spec.of("log1p").with("columns", ranges(members)));
              }
            });
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(Spec.of("perColumn").with("parts", parts));
  }

  /** What was chosen, a line for each likelihood. */
  String describe() {
    if (ofAll.isPresent()) {
      return "likelihood of all "
          + columns.size()
          + " columns, which are counts and mostly 0: "
          + ofAll.get().name();
    }
    StringBuilder text = new StringBuilder("likelihood by column:");
    groups()
        .forEach(
            (spec, members) -> {
              text.append("\n  ").append(describe(spec)).append(": ");
              List<Object> names =
                  schema.columns().isEmpty()
                      ? ranges(members)
                      : members.stream().<Object>map(schema.columns()::get).toList();
              text.append(Messages.list(names.stream().map(Object::toString).toList()));
            });
    return text.toString();
  }

  private static String describe(Spec spec) {
    List<String> options = new ArrayList<>();
    spec.options()
        .forEach((key, value) -> options.add(Messages.shown(key) + " " + Messages.shown(value)));
    return Messages.shown(spec.name())
        + (options.isEmpty() ? "" : " (" + String.join(", ", options) + ")");
  }

  private Map<Spec, List<Integer>> groups() {
    Map<Spec, List<Integer>> groups = new LinkedHashMap<>();
    for (int c = 0; c < columns.size(); c++) {
      groups.computeIfAbsent(of(c), s -> new ArrayList<>()).add(c);
    }
    return groups;
  }

  private Spec of(int column) {
    String name = chosen.get(column);
    if (name == null) {
      name = suggested(column);
    }
    int largest = (int) Math.min(1 << 20, Math.max(1, columns.get(column).max()));
    return switch (name) {
      case "categorical", "ordinal" -> Spec.of(name).with("categories", categories(column));
      case "binomial", "betaBinomial" -> Spec.of(name).with("trials", largest);
      case "gaussian" -> Spec.of(name).with("variance", "perDimension");
      default -> Spec.of(name);
    };
  }

  private int categories(int column) {
    List<String> words = schema.categories().get(column);
    double codes = words != null ? words.size() : columns.get(column).max() + 1;
    if (!(codes <= 1 << 16)) {
      throw new IllegalArgumentException(
          schema.column(column)
              + " has values up to "
              + columns.get(column).max()
              + ": no categories");
    }
    return Math.max(2, (int) codes);
  }

  private String suggested(int column) {
    ColumnStatistics values = columns.get(column);
    if (schema.categories().containsKey(column)) {
      return "categorical";
    }
    if (values.binary()) {
      return "bernoulli";
    }
    if (values.counts() && values.max() <= LARGEST_CODE) {
      return "categorical";
    }
    if (values.counts() && values.max() <= LARGEST_COUNT) {
      return overdispersed(values.variance(), values.mean());
    }
    return values.min() > 0 && values.skewness() > SKEWED ? "logNormal" : "gaussian";
  }

  /** Numbers, and {@code "4-9"} for neighbours. */
  private static List<Object> ranges(List<Integer> columns) {
    List<Object> ranges = new ArrayList<>();
    for (int at = 0; at < columns.size(); ) {
      int end = at + 1;
      while (end < columns.size() && columns.get(end) == columns.get(end - 1) + 1) {
        end++;
      }
      int first = columns.get(at);
      ranges.add(end - at == 1 ? (Object) first : first + "-" + columns.get(end - 1));
      at = end;
    }
    return ranges;
  }
}
