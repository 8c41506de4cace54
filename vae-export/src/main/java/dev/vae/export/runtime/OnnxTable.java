package dev.vae.export.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A table's bundle in use: what {@code vae export} wrote of a table's model, run by onnxruntime.
 * Rows are maps from a column's name to its value: a number for columns of numbers, a text for
 * words and dates, null where it is missing. Columns that a row lacks are missing, others are not
 * read.
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
  private static final int BATCH = 256;
  private static final String SCORE = "score";
  private static final String STRING = "string";

  private final Bundle bundle;
  private final String prefix;
  private final Sessions sessions;

  private OnnxTable(Sessions sessions) {
    this.sessions = sessions;
    this.bundle = sessions.bundle();
    this.prefix = bundle.prefix();
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

  /** Returns what the bundle's files are, take and give. */
  public Bundle bundle() {
    return bundle;
  }

  /** Returns the names of the columns that are read. */
  public List<String> columns() {
    return bundle.columns();
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
   * @param reasons how many columns are named for each row, at most
   * @throws IllegalArgumentException if a value is of another type than its column
   */
  public List<Score> score(List<? extends Map<String, ?>> rows, int reasons) {
    Objects.requireNonNull(rows, "rows");
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

  private List<Reason> reasons(Map<String, Object> out, int row, int most) {
    List<Reason> reasons = new ArrayList<>();
    for (String column : most > 0 ? columns() : List.<String>of()) {
      double surprise = ((double[]) out.get(prefix + "surprise/" + column))[row];
      if (!Double.isNaN(surprise)) {
        Object expected = out.get(prefix + "expected/" + column);
        reasons.add(
            new Reason(
                column,
                surprise,
                expected instanceof String[] words ? words[row] : ((double[]) expected)[row]));
      }
    }
    reasons.sort(Comparator.comparingDouble(reason -> -reason.surprise()));
    return reasons.subList(0, Math.min(most, reasons.size()));
  }

  private Map<String, Object> run(
      String file,
      List<? extends Map<String, ?>> rows,
      int from,
      int to,
      Map<String, Object> also) {
    Map<String, Object> given = new LinkedHashMap<>(also);
    for (Bundle.Port port : bundle.file(file).inputs()) {
      if (bundle.columns().contains(port.name())) {
        given.put(port.name(), column(port, rows, from, to));
      }
    }
    return sessions.with(file, session -> session.runArrays(given));
  }

  private static Object column(
      Bundle.Port port, List<? extends Map<String, ?>> rows, int from, int to) {
    boolean texts = port.type().equals(STRING);
    String[] words = new String[texts ? to - from : 0];
    double[] numbers = new double[texts ? 0 : to - from];
    for (int r = from; r < to; r++) {
      Object value = rows.get(r).get(port.name());
      boolean fits = texts ? value instanceof String : value instanceof Number;
      if (value != null && !fits) {
        throw new IllegalArgumentException(
            "row "
                + r
                + ", column '"
                + port.name()
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

  /** Waits for the calls that are under way, then frees what onnxruntime holds. */
  @Override
  public void close() {
    sessions.close();
  }
}
