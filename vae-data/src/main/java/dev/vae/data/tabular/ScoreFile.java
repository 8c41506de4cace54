package dev.vae.data.tabular;

import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.io.Json;
import dev.vae.core.internal.text.FileProblems;
import dev.vae.data.rows.DataException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Scores as a file: CSV with the columns {@code row}, {@code score}, {@code standardError}, {@code
 * percentile}, {@code pValue}, {@code reasons}; JSON lines of the same; or a page for people, see
 * {@link ScoreReport}. With a limit there is one column more, {@code alert}.
 */
public final class ScoreFile {

  /** How scores are written. */
  public enum Format {
    CSV,
    JSON_LINES,
    HTML;

    /**
     * Returns the format of a file by its name: {@code .csv}, {@code .jsonl} or {@code .html}.
     *
     * @throws IllegalArgumentException if it ends otherwise
     */
    public static Format of(Path file) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      if (name.endsWith(".csv")) {
        return CSV;
      }
      if (name.endsWith(".jsonl")) {
        return JSON_LINES;
      }
      if (name.endsWith(".html") || name.endsWith(".htm")) {
        return HTML;
      }
      throw new IllegalArgumentException(
          file + ": the name of a file of scores must end in .csv, .jsonl or .html");
    }
  }

  /** Rows are given one by one, in order. */
  @FunctionalInterface
  public interface Scoring {
    /** Gives all rows. */
    void to(Consumer<RowScore> each);
  }

  private final TableModel model;
  private final Optional<Double> limit;

  private ScoreFile(TableModel model, Optional<Double> limit) {
    this.model = model;
    this.limit = limit;
  }

  /**
   * Returns the largest p-value that is an alert if among all alerts the expected share of false
   * ones shall be at most so large (Benjamini and Hochberg 1995): the largest pₖ, ascending, with
   * pₖ ≤ k · rate / n.
   *
   * @return 0 if there is none
   */
  public static double falseDiscoveryLimit(double[] pValues, double rate) {
    Objects.requireNonNull(pValues, "pValues");
    double[] sorted = pValues.clone();
    Arrays.sort(sorted);
    double limit = 0;
    for (int k = 0; k < sorted.length; k++) {
      if (sorted[k] <= rate * (k + 1) / sorted.length) {
        limit = sorted[k];
      }
    }
    return limit;
  }

  /**
   * Returns a writer of files of a model's scores.
   *
   * @param limit up to which p-value a row is an alert; empty for no alerts
   */
  public static ScoreFile of(TableModel model, Optional<Double> limit) {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(limit, "limit");
    return new ScoreFile(model, limit);
  }

  /** Tells whether a row is an alert. */
  public boolean alert(RowScore row) {
    return limit.isPresent() && row.pValue() <= limit.get();
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @throws DataException if that fails
   */
  public void write(Path file, Scoring scoring) {
    Format format = Format.of(file);
    try {
      AtomicFiles.write(
          file,
          out -> {
            Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            write(text, format, scoring);
          });
    } catch (UncheckedIOException e) {
      throw new DataException(e.getMessage(), e);
    }
  }

  /** Writes a text, which is flushed but not closed. */
  public void write(Writer text, Format format, Scoring scoring) {
    try {
      switch (format) {
        case CSV -> csv(text, scoring);
        case JSON_LINES -> scoring.to(row -> line(text, Json.writeCompact(map(row))));
        case HTML -> text.write(ScoreReport.of(model, this, scoring));
      }
      text.flush();
    } catch (IOException e) {
      throw new DataException("the scores cannot be written: " + FileProblems.reason(e), e);
    }
  }

  private void csv(Writer text, Scoring scoring) {
    boolean[] begun = {false};
    scoring.to(
        row -> {
          if (!begun[0]) { // a table that cannot be read leaves nothing
            begun[0] = true;
            header(text);
          }
          line(
              text,
              row.row()
                  + ","
                  + row.score()
                  + ","
                  + row.standardError()
                  + ","
                  + row.percentile()
                  + ","
                  + row.pValue()
                  + ","
                  + quoted(words(row))
                  + (limit.isPresent() ? "," + alert(row) : ""));
        });
    if (!begun[0]) {
      header(text);
    }
  }

  private void header(Writer text) {
    line(
        text,
        "row,score,standardError,percentile,pValue,reasons" + (limit.isPresent() ? ",alert" : ""));
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static void line(Writer out, String text) {
    try {
      out.write(text);
      out.write('\n');
    } catch (IOException e) {
      throw new DataException("the scores cannot be written: " + FileProblems.reason(e), e);
    }
  }

  private Map<String, Object> map(RowScore row) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("row", row.row());
    map.put("score", row.score());
    map.put("standardError", row.standardError());
    map.put("percentile", row.percentile());
    map.put("pValue", row.pValue());
    List<Object> reasons = new ArrayList<>();
    for (RowScore.Reason reason : row.reasons()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("column", reason.column());
      one.put("surprise", reason.surprise());
      one.put("value", model.text(reason.column(), reason.value()));
      one.put("expected", model.text(reason.column(), reason.expected()));
      reasons.add(one);
    }
    map.put("reasons", reasons);
    if (limit.isPresent()) {
      map.put("alert", alert(row));
    }
    return map;
  }

  /** The reasons of a row in words: {@code age 130, expected about 41; job nurse, ...}. */
  private String words(RowScore row) {
    StringBuilder words = new StringBuilder();
    for (RowScore.Reason reason : row.reasons()) {
      words.append(words.isEmpty() ? "" : "; ").append(model.words(reason));
    }
    return words.toString();
  }
}
