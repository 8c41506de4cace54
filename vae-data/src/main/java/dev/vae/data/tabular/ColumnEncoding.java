package dev.vae.data.tabular;

import dev.vae.data.internal.file.JsonNode;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.tabular.draws.ExpectedCell;
import dev.vae.data.tabular.draws.FrequentValues;
import dev.vae.data.tabular.formula.ScoreFormula;
import dev.vae.data.tabular.parts.Part;
import dev.vae.data.tabular.parts.RowParts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/**
 * How the values of one column become the model's, and back: fitted on training rows, and part of
 * the model. A number is brought to mean 0 and deviation 1 (after its logarithm where that fits
 * better), and what is farther than {@link #FAR} deviations off is drawn in, so that a gross value
 * stays gross without drowning the others: every step can be undone. A category is its level's
 * number; one number more stands for levels never seen.
 *
 * @param name the column's name
 * @param levels how many levels a column of categories has; 0 for numbers
 * @param log whether logarithms are modelled
 * @param offset what is added before the logarithm: 1 for counts, else 0
 * @param smallest where the logarithm ends: below, a straight line goes on
 * @param centre what is subtracted
 * @param scale what is divided by, above 0
 * @param resolution how much of noise is put on values in training, in the model's units
 * @param most the value that all but the largest half percent lie at or below, spikes left out, in
 *     the table's units
 * @param spikes single values that stand in so many rows that they have a probability of their own
 *     where cells are filled and rows are made, in the table's units, ascending
 * @param modelSpikes the same as the model sees them, in single precision
 * @param part which part of the column it is: dates with cycles have several, which are neighbours
 */
public record ColumnEncoding(
    String name,
    int levels,
    boolean log,
    double offset,
    double smallest,
    double centre,
    double scale,
    double resolution,
    double most,
    List<Double> spikes,
    List<Double> modelSpikes,
    Part part) {

  /** Copies the lists. */
  public ColumnEncoding {
    spikes = List.copyOf(spikes);
    modelSpikes = List.copyOf(modelSpikes);
  }

  /** From where on values are drawn in, in deviations. */
  static final double FAR = ScoreFormula.FAR;

  /** Values beyond these shares do not count for mean and deviation. */
  private static final double TAIL = 0.005;

  /** The least noise, in deviations: no density is sharper. */
  private static final double LEAST_NOISE = 0.05;

  /** The most noise for values that lie on a grid. */
  private static final double MOST_NOISE = 0.3;

  /** Numbers whose cubes, added up, are still finite. */
  private static final double CUBED = 1e90;

  /** Tells whether the column holds categories. */
  public boolean category() {
    return levels > 0;
  }

  /** A column of categories. */
  static ColumnEncoding categories(String name, int levels) {
    return new ColumnEncoding(
        name, levels, false, 0, 0, 0, 1, 0, 0, List.of(), List.of(), Part.WHOLE);
  }

  /** Whether, and of what, logarithms may be taken: they are where values are less skewed then. */
  enum Logarithm {
    NONE,
    OF_VALUE,
    OF_VALUE_PLUS_1,
    /** Of the value and the least one that is no spike: where spikes may be 0. */
    OF_VALUE_PLUS_LEAST
  }

  /**
   * A column of numbers.
   *
   * @param values NaN where missing
   */
  static ColumnEncoding numbers(String name, double[] values, Logarithm may) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    List<Double> spikes = FrequentValues.of(sorted);
    double offset =
        switch (may) {
          case NONE, OF_VALUE -> 0;
          case OF_VALUE_PLUS_1 -> 1;
          case OF_VALUE_PLUS_LEAST -> least(sorted, spikes);
        };
    double most = most(sorted, spikes);
    boolean log = false;
    double smallest = 0;
    if (may != Logarithm.NONE && sorted.length > 1 && sorted[0] + offset > 0) {
      double[] logs = Arrays.stream(sorted).map(v -> StrictMath.log(v + offset)).toArray();
      log = skewness(sorted) > 1 && Math.abs(skewness(logs)) < skewness(sorted);
      smallest = log ? sorted[0] + offset : 0;
      sorted = log ? logs : sorted;
    }
    double[] cut = winsorised(sorted);
    double unit = unit(cut);
    double mean = unit * Arrays.stream(cut).map(v -> v / unit).average().orElse(0);
    double squares =
        Arrays.stream(cut).map(v -> (v - mean) / unit).map(v -> v * v).average().orElse(0);
    double deviation = unit * Math.sqrt(squares);
    if (!(deviation > 1e-12 * Math.max(1, Math.abs(mean)))) {
      deviation =
          sorted.length > 1 ? Math.max(sorted[sorted.length - 1] / 4 - sorted[0] / 4, 0) : 0;
    }
    double scale = deviation > 0 ? deviation : 1;
    double noise = Math.min(MOST_NOISE, gap(sorted) / 2 / scale);
    double resolution = Math.max(LEAST_NOISE, noise);
    return new ColumnEncoding(
            name,
            0,
            log,
            offset,
            smallest,
            mean,
            scale,
            resolution,
            most,
            List.of(),
            List.of(),
            Part.WHOLE)
        .withSpikes(spikes);
  }

  /** A power of two that numbers are divided by, so that their cubes are finite; 1 for most. */
  private static double unit(double[] values) {
    double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    return largest > CUBED ? Math.scalb(1.0, Math.getExponent(largest)) : 1;
  }

  private static double most(double[] sorted, List<Double> spikes) {
    double[] others = Arrays.stream(sorted).filter(v -> !spikes.contains(v)).toArray();
    return others.length == 0 ? 0 : others[others.length - 1 - off(others.length)];
  }

  /** How many values on either side are the outermost ones. */
  private static int off(int values) {
    return (int) Math.floor(TAIL * (values - 1));
  }

  private static double least(double[] sorted, List<Double> spikes) {
    return Arrays.stream(sorted).filter(v -> v > 0 && !spikes.contains(v)).findFirst().orElse(0);
  }

  /** Returns the spike, in the table's units, that a value of the model is in single precision. */
  public OptionalDouble spike(double model) {
    double value = (float) model;
    for (int i = 0; i < modelSpikes.size(); i++) {
      if (modelSpikes.get(i) == value) {
        return OptionalDouble.of(spikes.get(i));
      }
    }
    return OptionalDouble.empty();
  }

  /** Returns this with other spikes. */
  ColumnEncoding withSpikes(List<Double> values) {
    List<Double> seen = values.stream().map(v -> (double) (float) scaled(v)).toList();
    return new ColumnEncoding(
        name, levels, log, offset, smallest, centre, scale, resolution, most, values, seen, part);
  }

  /**
   * The encodings of a date's parts.
   *
   * @param days NaN where missing
   */
  static List<ColumnEncoding> dates(String name, double[] days, List<Part> parts) {
    List<ColumnEncoding> all = new ArrayList<>();
    for (Part part : parts) {
      double[] values = Arrays.stream(days).map(part::value).toArray();
      ColumnEncoding own =
          part.of().levels() > 0
              ? categories(name, part.of().levels())
              : numbers(name, values, Logarithm.NONE);
      all.add(own.with(part));
    }
    return all;
  }

  private ColumnEncoding with(Part of) {
    return new ColumnEncoding(
        name,
        levels,
        log,
        offset,
        smallest,
        centre,
        scale,
        resolution,
        most,
        spikes,
        modelSpikes,
        of);
  }

  /** Returns which columns of the model are parts of the same column of the table. */
  public static RowParts parts(List<ColumnEncoding> all) {
    return RowParts.of(
        all.stream().map(ColumnEncoding::name).toList(),
        all.stream().map(ColumnEncoding::part).toList(),
        all.stream().map(one -> (DoubleUnaryOperator) one::toRaw).toList());
  }

  /** Returns an encoding for each column of the table: of a date with cycles one of its days. */
  public static List<ColumnEncoding> cells(List<ColumnEncoding> all) {
    RowParts parts = parts(all);
    List<ColumnEncoding> cells = new ArrayList<>();
    for (int cell = 0; cell < parts.cells(); cell++) {
      ColumnEncoding first = all.get(parts.first(cell));
      cells.add(parts.split(cell) ? first.days() : first);
    }
    return cells;
  }

  private ColumnEncoding days() {
    double centre = part.centre();
    double scale = part.scale();
    return new ColumnEncoding(
        name, 0, false, 0, 0, centre, scale, 0, part.high(), List.of(), List.of(), Part.WHOLE);
  }

  /** Returns what the model calls each column: that of the table, and which part of it. */
  static List<String> labels(List<ColumnEncoding> all) {
    Set<String> names = all.stream().map(ColumnEncoding::name).collect(Collectors.toSet());
    List<String> labels = new ArrayList<>();
    for (ColumnEncoding one : all) {
      String label = one.name;
      if (!one.part.whole()) {
        label += "/" + one.part.of().word();
        while (!names.add(label)) {
          label += "_";
        }
      }
      labels.add(label);
    }
    return labels;
  }

  /**
   * Whether the mean of a cell's draws is taken of what the table would hold, rather than of the
   * model's values: these may lie far from what they stand for.
   */
  public boolean averagesRaw() {
    return log || !spikes.isEmpty();
  }

  private static double[] winsorised(double[] sorted) {
    if (sorted.length == 0) {
      return sorted;
    }
    int off = off(sorted.length);
    double low = sorted[off];
    double high = sorted[sorted.length - 1 - off];
    return Arrays.stream(sorted).map(v -> Math.min(high, Math.max(low, v))).toArray();
  }

  private static double skewness(double[] given) {
    double unit = unit(given);
    double[] values = Arrays.stream(given).map(v -> v / unit).toArray();
    double mean = Arrays.stream(values).average().orElse(0);
    double two = 0;
    double three = 0;
    for (double v : values) {
      two += (v - mean) * (v - mean) / values.length;
      three += StrictMath.pow(v - mean, 3) / values.length;
    }
    return two > 0 ? three / StrictMath.pow(two, 1.5) : 0;
  }

  /** The median distance between neighbours among the distinct values. */
  private static double gap(double[] sorted) {
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    if (distinct.length < 2) {
      return 0;
    }
    double[] gaps = new double[distinct.length - 1];
    Arrays.setAll(gaps, i -> distinct[i + 1] - distinct[i]);
    Arrays.sort(gaps);
    return gaps[gaps.length / 2];
  }

  /** Returns a raw value of the table as the model sees it; NaN stays NaN. */
  public double toModel(double raw) {
    return scaled(part.value(raw));
  }

  private double scaled(double raw) {
    if (Double.isNaN(raw)) {
      return Double.NaN;
    }
    if (category()) {
      return raw >= 0 && raw < levels ? Math.floor(raw) : levels;
    }
    double value = raw;
    if (log) {
      double moved = raw + offset;
      value =
          moved >= smallest
              ? StrictMath.log(moved)
              : StrictMath.log(smallest) + (moved - smallest) / smallest;
    }
    double z = (value - centre) / scale;
    double beyond = Math.abs(z) - FAR;
    return beyond <= 0 ? z : Math.copySign(FAR + StrictMath.log1p(beyond), z);
  }

  /**
   * Returns a value of the model in raw units, those of the part; a level never seen has number
   * {@link #levels}.
   */
  public double toRaw(double model) {
    if (category() || Double.isNaN(model)) {
      return model;
    }
    OptionalDouble spike = spike(model);
    if (spike.isPresent()) {
      return spike.getAsDouble();
    }
    double beyond = Math.abs(model) - FAR;
    double z = beyond <= 0 ? model : Math.copySign(FAR + StrictMath.expm1(beyond), model);
    double value = z * scale + centre;
    if (!log) {
      return value;
    }
    double floor = StrictMath.log(smallest);
    double moved = value >= floor ? StrictMath.exp(value) : smallest + (value - floor) * smallest;
    return moved - offset;
  }

  /**
   * Returns how values become those that the column could hold: between those that are there, or,
   * where values are missing by their own size, their range beyond them, which bounds tails. Dates
   * may lie beyond those that are there, up to {@link #FAR} deviations off.
   */
  public ExpectedCell cell(Column column, boolean selfMasked) {
    if (!part.whole()) {
      double all = Double.POSITIVE_INFINITY;
      return new ExpectedCell(levels, false, false, -all, all, all, spikes, this::toRaw);
    }
    boolean graded = column.type().hasLevels();
    boolean date = column.type() == ColumnType.DATE;
    double least = graded ? 0 : date ? centre - FAR * scale : column.summary().minimum();
    double most =
        graded
            ? column.levels().size() - 1.0
            : date ? centre + FAR * scale : column.summary().maximum();
    double beyond = selfMasked ? most - least : 0;
    double high = Double.isNaN(most) ? Double.POSITIVE_INFINITY : most + beyond;
    return new ExpectedCell(
        levels,
        log,
        column.type() == ColumnType.COUNT || graded,
        Double.isNaN(least) ? Double.NEGATIVE_INFINITY : least - beyond,
        high,
        log && !selfMasked ? Math.min(high, this.most) : high,
        spikes,
        this::toRaw);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("levels", (long) levels);
    json.put("log", log);
    json.put("numbers", List.of(offset, smallest, centre, scale, resolution, most));
    json.put("spikes", spikes);
    if (!part.whole()) {
      json.put("part", part.of().word());
      json.put("partNumbers", JsonNode.list(part.numbers()));
    }
    return json;
  }

  static ColumnEncoding fromJson(JsonNode json) {
    double[] numbers = json.numbers("numbers", 6);
    String name = json.text("name");
    int levels = json.integer("levels", 0, 1 << 20);
    boolean log = json.flag("log");
    List<Double> spikes = Arrays.stream(json.numbers("spikes")).boxed().toList();
    if (!(numbers[3] > 0) || log && !(numbers[1] > 0)) {
      throw json.problem("numbers", "a scale above 0");
    }
    Part part = json.get("part") == null ? Part.WHOLE : part(json);
    if (part.of().levels() > 0 && levels != part.of().levels()) {
      throw json.problem("levels", "those of the part, " + part.of().levels());
    }
    return new ColumnEncoding(
            name,
            levels,
            log,
            numbers[0],
            numbers[1],
            numbers[2],
            numbers[3],
            numbers[4],
            numbers[5],
            List.of(),
            List.of(),
            part)
        .withSpikes(spikes);
  }

  private static Part part(JsonNode json) {
    try {
      return Part.of(json.text("part"), json.numbers("partNumbers", 4));
    } catch (IllegalArgumentException e) {
      throw json.problem("part", "a part of dates with its numbers; " + e.getMessage());
    }
  }

  /** How many levels each column has, 0 for numbers. */
  static int[] levels(List<ColumnEncoding> all) {
    return all.stream().mapToInt(ColumnEncoding::levels).toArray();
  }

  /** How much noise each column gets in training. */
  static double[] noise(List<ColumnEncoding> all) {
    return all.stream().mapToDouble(c -> c.category() ? 0 : c.resolution()).toArray();
  }

  static List<Object> toJson(List<ColumnEncoding> all) {
    List<Object> list = new ArrayList<>();
    all.forEach(t -> list.add(t.toJson()));
    return list;
  }
}
