package dev.vae.export.table;

import dev.vae.data.table.column.Column;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.text.BasicText;
import dev.vae.export.table.column.BasicWords;
import java.util.List;

/**
 * Names of inputs and outputs that are no columns: as they are, unless a column has one of them;
 * then all begin with {@code vae.}, as often as needed.
 *
 * @param prefix what they begin with
 */
record OwnNames(String prefix) {
  private static final List<String> OWN =
      List.of(
          "noise",
          "score",
          "standardError",
          "percentile",
          "pValue",
          "reasons",
          "level",
          "effectiveSamples",
          "mean",
          "standardDeviation",
          "component",
          "pattern",
          "holes",
          "kept",
          "choice");

  private static final List<String> OF_COLUMNS =
      List.of(
          "surprise",
          "expected",
          "valueNoise",
          "imputed",
          "low",
          "high",
          "spread",
          "probability",
          "set",
          "pooled",
          "draws",
          "basic");

  static OwnNames beside(List<Column> columns) {
    String prefix = "";
    while (clash(prefix, columns)) {
      prefix = "vae." + prefix;
    }
    return new OwnNames(prefix);
  }

  private static boolean clash(String prefix, List<Column> columns) {
    return columns.stream()
        .map(Column::name)
        .anyMatch(
            name ->
                OWN.stream().anyMatch(own -> name.equals(prefix + own))
                    || OF_COLUMNS.stream().anyMatch(own -> name.startsWith(prefix + own + "/")));
  }

  String of(String name) {
    return prefix + name;
  }

  /** The name of what is said of a column. */
  String of(String what, String column) {
    return prefix + what + "/" + BasicText.of(column);
  }

  /** Writes texts of a column, and where Java would not read them, once more as it does. */
  void texts(
      OnnxGraph graph, String name, Column column, Term value, List<String> dims, String doc) {
    graph.output(name, value, dims, doc);
    if (BasicWords.has(column)) {
      graph.output(
          prefix + "basic/" + name,
          BasicWords.of(graph, column, value, dims.size()),
          dims,
          "the same for onnxruntime's Java, with {U+1F600} and the like in place of such"
              + " characters");
    }
  }

  /** The name of a column's input, or output, such as one that onnxruntime's Java passes on. */
  static String of(Column column) {
    return BasicText.of(column.name());
  }
}
