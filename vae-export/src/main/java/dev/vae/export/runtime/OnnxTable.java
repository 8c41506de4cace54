package dev.vae.export.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A table's bundle in use: what {@code vae export} wrote of a table's model, run by onnxruntime.
 * Rows are maps from a column's name to its value: a number for columns of numbers, a text for
 * words (however many a column has) and dates, null where it is missing. Columns that a row lacks
 * are missing; those of the table that no file takes, such as ids, are not read; a name that the
 * table does not have is refused. In a column of one mark and blanks, null and what a row lacks are
 * the blank, which is a value and comes out as an empty text.
 *
 * <pre>{@code
 * try (OnnxTable table = OnnxTable.open(Path.of("onnx"))) {
 *   OnnxTable.Score score = table.score(List.of(Map.of("age", 41, "job", "nurse"))).get(0);
 * }
 * }</pre>
 *
 * <p>For any number of threads; closing waits for the calls that are under way. A file is loaded
 * when it is first needed. A row's answer does not depend on the rows beside it, but for the last
 * digits.
 */
@SuppressWarnings("NullAway") // a bundle's files have the outputs that it names
public final class OnnxTable implements AutoCloseable {
  /** Surprises that differ by less count as equal where cells are ordered, in nats. */
  private static final double ALIKE = 1e-4;

  /** Probabilities that differ by less count as equal where levels are ordered. */
  private static final double NEAR = 1e-6;

  private static final int BATCH = 256;

  /** Each row is drawn a thousand times. */
  private static final int FILLED = 16;

  private static final int MOST_TABLES = 1000;

  private static final String SCORE = "score";
  private static final String IMPUTE = "impute";
  private static final String ENCODER = "encoder";
  private static final String STRING = "string";

  private final Bundle bundle;
  private final String prefix;
  private final Map<String, List<String>> levels;

  /**
   * Of columns whose words are too many to be told apart, the most frequent word of each bucket.
   */
  private final Map<String, List<String>> buckets;

  /** The columns by what files call them. */
  private final Map<String, String> ports = new LinkedHashMap<>();

  private final CellTexts texts;
  private final Sessions sessions;
  private final NewRows rows;
  private final KnownColumns known;

  private OnnxTable(Sessions sessions) {
    this.sessions = sessions;
    this.bundle = sessions.bundle();
    this.prefix = bundle.prefix();
    this.texts = new CellTexts(bundle);
    this.rows = new NewRows(bundle, texts);
    bundle.columns().forEach(column -> ports.put(bundle.port(column), column));
    this.known = new KnownColumns(bundle.columns(), rows.table());
    this.levels = bundle.levels();
    this.buckets = bundle.bucketWords();
  }

  /**
   * Opens a bundle on the processor.
   *
   * @throws OnnxRuntimeException if the folder holds none of a table, or not the files it names
   */
  public static OnnxTable open(Path folder) {
    return open(folder, OnnxSettings.on(OnnxSession.Device.CPU));
  }

  /**
   * Opens a bundle.
   *
   * @throws OnnxRuntimeException if the folder holds none of a table, or not the files it names
   */
  public static OnnxTable open(Path folder, OnnxSettings settings) {
    return new OnnxTable(Sessions.open(folder, settings, true));
  }

  /**
   * How odd a row is.
   *
   * @param score −log p in nats of the pooled density: the larger, the odder
   * @param standardError of the score, by other draws
   * @param percentile how many of 100 usual rows score lower
   * @param pValue how likely a usual row scores at least as high
   * @param reasons the columns that surprise most, given the others, the most surprising first
   */
  public record Score(
      double score, double standardError, double percentile, double pValue, List<Reason> reasons) {

    /** Copies the list. */
    public Score {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * A column that is surprising given the others.
   *
   * @param column its name
   * @param surprise −log of the share of usual rows in which the column surprises more
   * @param expected what was to be expected: a text for words, else a number
   */
  public record Reason(String column, double surprise, Object expected) {}

  /**
   * A row whose missing cells were filled.
   *
   * @param row all cells by column, the missing ones filled: numbers, or texts for words and dates
   * @param cells what is known of those that were missing
   * @param effectiveSamples how many equally weighted draws the weighted ones are worth; NaN if no
   *     cell was missing
   */
  public record Filled(Map<String, Object> row, List<Cell> cells, double effectiveSamples) {

    /** Copies map and list. */
    public Filled {
      row = Collections.unmodifiableMap(new LinkedHashMap<>(row));
      cells = List.copyOf(cells);
    }
  }

  /**
   * A cell that was missing.
   *
   * @param column its name
   * @param value the single value: a number, or a text for words and dates
   * @param low the lower end of the interval, of dates in days since 1970-01-01; NaN for words
   * @param high the upper end; NaN for words
   * @param levels for words, those that belong to the set, in the order of the bundle
   * @param spread the standard deviation of a number's draws; for words 1 − the probability of the
   *     likeliest
   */
  public record Cell(
      String column, Object value, double low, double high, List<String> levels, double spread) {

    /** Copies the list. */
    public Cell {
      levels = List.copyOf(levels);
    }
  }

  /** Returns what the bundle's files are, take and give. */
  public Bundle bundle() {
    return bundle;
  }

  /** Returns the names of the columns that are read. */
  public List<String> columns() {
    return bundle.columns();
  }

  /** Loads all files now; else each is loaded when it is first needed. */
  public void load() {
    sessions.load();
  }

  /** Returns what runs it: {@code CPU} or {@code CUDA}; loads a file to see. */
  public String provider() {
    return sessions.provider();
  }

  /** Returns why the processor runs it though a GPU was asked for first; empty if it does not. */
  public Optional<String> fallback() {
    return sessions.fallback();
  }

  /** Scores rows, without reasons, which take many times as long. */
  public List<Score> score(List<? extends Map<String, ?>> rows) {
    return score(rows, 0);
  }

  /**
   * Scores rows.
   *
   * @param reasons how many columns are named for each row, at most; 0 for none
   * @throws IllegalArgumentException if the table has no column of a row's name, or a value is of
   *     another type than its column
   */
  public List<Score> score(List<? extends Map<String, ?>> rows, int reasons) {
    known(rows);
    if (reasons < 0) {
      throw new IllegalArgumentException("reasons must be at least 0, not " + reasons);
    }
    List<Score> scores = new ArrayList<>();
    Map<String, Object> also = Map.of(prefix + "reasons", reasons > 0);
    for (int from = 0; from < rows.size(); from += BATCH) {
      Map<String, Object> out = run(SCORE, rows, from, Math.min(rows.size(), from + BATCH), also);
      double[] score = (double[]) out.get(prefix + "score");
      double[] error = (double[]) out.get(prefix + "standardError");
      double[] percentile = (double[]) out.get(prefix + "percentile");
      double[] pValue = (double[]) out.get(prefix + "pValue");
      for (int r = 0; r < score.length; r++) {
        scores.add(
            new Score(score[r], error[r], percentile[r], pValue[r], reasons(out, r, reasons)));
      }
    }
    return scores;
  }

  private void known(List<? extends Map<String, ?>> rows) {
    known.check(Objects.requireNonNull(rows, "rows"));
  }

  private List<Reason> reasons(Map<String, Object> out, int row, int most) {
    List<Reason> reasons = new ArrayList<>();
    for (String column : most > 0 ? columns() : List.<String>of()) {
      double surprise = ((double[]) of(out, "surprise", column))[row];
      if (!Double.isNaN(surprise)) {
        Object expected = of(out, "expected", column);
        reasons.add(new Reason(column, surprise, word(column, at(expected, row))));
      }
    }
    reasons.sort(Comparator.comparingDouble(reason -> -Math.rint(reason.surprise() / ALIKE)));
    return reasons.subList(0, Math.min(most, reasons.size()));
  }

  /** Fills the missing cells of rows, with intervals for 90 % of cells, as {@code vae impute}. */
  public List<Filled> impute(List<? extends Map<String, ?>> rows) {
    return impute(rows, 0.9);
  }

  /**
   * Fills the missing cells of rows.
   *
   * @param level the fraction of cells that intervals and sets are to cover, between 0 and 1
   * @throws IllegalArgumentException if the table has no column of a row's name, or a value is of
   *     another type than its column
   */
  public List<Filled> impute(List<? extends Map<String, ?>> rows, double level) {
    known(rows);
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("the level must lie between 0 and 1, not " + level);
    }
    List<Filled> all = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += FILLED) {
      int to = Math.min(rows.size(), from + FILLED);
      Map<String, Object> out =
          run(IMPUTE, rows, from, to, filling(level, new float[0], to - from));
      for (int r = 0; r < to - from; r++) {
        all.add(filled(out, r));
      }
    }
    return all;
  }

  /**
   * Returns completed tables: the missing cells of each row are those of one draw, chosen by
   * weight, so that tables differ as much as is not known. A row gets the same whatever stands
   * beside it.
   *
   * @param count how many tables, from 1 to 1,000
   * @param seed what the choice depends on, beside the row's content
   * @return {@code [count][rows]}, rows as {@link Filled#row} has them
   * @throws IllegalArgumentException if the table has no column of a row's name, or a value is of
   *     another type than its column
   */
  public List<List<Map<String, Object>>> complete(
      List<? extends Map<String, ?>> rows, int count, long seed) {
    known(rows);
    if (count < 1 || count > MOST_TABLES) {
      throw new IllegalArgumentException(
          "between 1 and " + MOST_TABLES + " completed tables can be made, not " + count);
    }
    List<List<Map<String, Object>>> tables = new ArrayList<>();
    for (int m = 0; m < count; m++) {
      tables.add(new ArrayList<>());
    }
    for (int from = 0; from < rows.size(); from += FILLED) {
      int some = Math.min(rows.size(), from + FILLED) - from;
      float[] choice = new float[count * some];
      for (int r = 0; r < some; r++) {
        SplittableRandom random = new SplittableRandom(seed * 31 + key(rows.get(from + r)));
        for (int m = 0; m < count; m++) {
          choice[m * some + r] = NoiseSource.uniform(random);
        }
      }
      Map<String, Object> out = run(IMPUTE, rows, from, from + some, filling(0.9, choice, some));
      for (int m = 0; m < count; m++) {
        for (int r = 0; r < some; r++) {
          Map<String, Object> whole = new LinkedHashMap<>();
          for (String column : columns()) {
            Object values = ((Object[]) of(out, "draws", column))[m];
            whole.put(column, word(column, at(values, r)));
          }
          tables.get(m).add(Collections.unmodifiableMap(whole));
        }
      }
    }
    return tables;
  }

  private Map<String, Object> filling(double level, float[] choice, int rows) {
    long[] shape = {choice.length / rows, rows};
    return Map.of(
        prefix + "level", level, prefix + "choice", new OnnxSession.Floats(choice, shape));
  }

  /** A number that depends on a row's content alone. */
  private long key(Map<String, ?> row) {
    long key = 1;
    for (String column : columns()) {
      Object value = row.get(column);
      long own =
          value instanceof Number number
              ? Double.doubleToLongBits(number.doubleValue() + 0.0)
              : value == null ? -1 : value.toString().strip().hashCode();
      key = (key ^ own) * 0x9E3779B97F4A7C15L;
      key ^= key >>> 29;
    }
    return key;
  }

  /**
   * Encodes rows: the means of their latents, and log-variances where the posterior has some.
   *
   * @throws IllegalArgumentException if the table has no column of a row's name, or a value is of
   *     another type than its column
   */
  public OnnxVae.Encodings encode(List<? extends Map<String, ?>> rows) {
    known(rows);
    List<float[]> means = new ArrayList<>();
    List<float[]> logVariances = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += BATCH) {
      Map<String, Object> out =
          run(ENCODER, rows, from, Math.min(rows.size(), from + BATCH), Map.of());
      means.addAll(List.of((float[][]) out.get(prefix + "mean")));
      float[][] spread = (float[][]) out.get(prefix + "standardDeviation");
      logVariances.addAll(spread == null ? List.of() : List.of(spread));
    }
    for (float[] row : logVariances) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) (2 * StrictMath.log(row[i]));
      }
    }
    return new OnnxVae.Encodings(
        means.toArray(float[][]::new),
        logVariances.isEmpty()
            ? Optional.empty()
            : Optional.of(logVariances.toArray(float[][]::new)));
  }

  /**
   * Makes new rows like those of the table, in its columns: numbers, texts for words and dates,
   * null where a cell is missing, as often, and together, as in the table. Columns that no file
   * takes are there too: ids are counted from 1, what was always the same is the same.
   *
   * @param count at least 1
   * @param seed what the noise depends on: a row is the same however many are asked for
   */
  public List<Map<String, Object>> sample(int count, long seed) {
    return rows.of(sessions, count, seed);
  }

  private Filled filled(Map<String, Object> out, int row) {
    Map<String, Object> whole = new LinkedHashMap<>();
    List<Cell> cells = new ArrayList<>();
    for (String column : columns()) {
      Object value = word(column, at(of(out, "imputed", column), row));
      whole.put(column, value);
      double spread = number(of(out, "spread", column), row);
      if (!Double.isNaN(spread)) {
        boolean[][] set = (boolean[][]) of(out, "set", column);
        cells.add(
            new Cell(
                column,
                value,
                number(of(out, "low", column), row),
                number(of(out, "high", column), row),
                set == null
                    ? List.of()
                    : levels(column, set[row], (double[][]) of(out, "probability", column), row),
                spread));
      }
    }
    return new Filled(whole, cells, number(out.get(prefix + "effectiveSamples"), row));
  }

  /** The levels of a set, the likeliest first; ordered ones in their order. */
  private List<String> levels(
      String column, boolean[] set, double @Nullable [][] probability, int row) {
    List<String> all = buckets.getOrDefault(column, levels.getOrDefault(column, List.of()));
    List<Integer> told = new ArrayList<>();
    for (int l = 0; l < set.length; l++) {
      if (set[l] && !(buckets.containsKey(column) && all.get(l).isEmpty())) {
        told.add(l);
      }
    }
    if (probability != null) {
      told.sort(Comparator.comparingDouble(l -> -Math.rint(probability[row][l] / NEAR)));
    }
    return told.stream().map(all::get).toList();
  }

  /** The word of a bucket; any other value as it is. */
  private Object word(String column, Object value) {
    List<String> words = buckets.get(column);
    if (words == null || !(value instanceof Double bucket) || Double.isNaN(bucket)) {
      return value;
    }
    int at = (int) (double) bucket;
    return at >= 0 && at < words.size() ? words.get(at) : value;
  }

  private static Object at(Object values, int row) {
    return values instanceof String[] words ? words[row] : ((double[]) values)[row];
  }

  private static double number(@Nullable Object values, int row) {
    return values == null ? Double.NaN : ((double[]) values)[row];
  }

  private Map<String, Object> run(
      String file,
      List<? extends Map<String, ?>> rows,
      int from,
      int to,
      Map<String, Object> also) {
    Map<String, Object> given = new LinkedHashMap<>(also);
    for (Bundle.Port port : bundle.file(file).inputs()) {
      String column = ports.get(port.name());
      if (column != null) {
        given.put(port.name(), column(column, port, rows, from, to));
      }
    }
    return sessions.with(file, session -> texts.run(session, given));
  }

  /** What a file says of a column; null if it does not. */
  private Object of(Map<String, Object> out, String what, String column) {
    return out.get(prefix + what + "/" + bundle.port(column));
  }

  private Object column(
      String column, Bundle.Port port, List<? extends Map<String, ?>> rows, int from, int to) {
    boolean texts = port.type().equals(STRING);
    String[] words = new String[texts ? to - from : 0];
    double[] numbers = new double[texts ? 0 : to - from];
    for (int r = from; r < to; r++) {
      Object value = bucketed(column, rows.get(r).get(column));
      boolean fits = texts ? value instanceof String : value instanceof Number;
      if (value != null && !fits) {
        throw new IllegalArgumentException(
            "row "
                + r
                + ", column '"
                + column
                + "' takes "
                + (texts ? "a text" : "a number")
                + " or null, not "
                + (value instanceof String ? "the text '" + value + "'" : value));
      }
      if (texts) {
        words[r - from] = value == null ? "" : ((String) value).strip();
      } else {
        numbers[r - from] = value == null ? Double.NaN : ((Number) value).doubleValue();
      }
    }
    return texts ? words : numbers;
  }

  private @Nullable Object bucketed(String column, @Nullable Object value) {
    List<String> words = buckets.get(column);
    if (words == null || !(value instanceof String text)) {
      return value;
    }
    return text.isBlank() ? null : (Object) CellTexts.bucket(text.strip(), words.size());
  }

  /** Waits for the calls that are under way, then frees what onnxruntime holds. */
  @Override
  public void close() {
    sessions.close();
  }
}
