package dev.vae.export.table;

import dev.vae.data.table.column.Column;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.OnnxType;
import java.util.ArrayList;
import java.util.List;

/** Values of a column as a program reads them: words as texts, all else as numbers. */
final class ColumnOutputs {
  private ColumnOutputs() {}

  /** What the value of a column is, in words. */
  static String doc(Column column) {
    return WordColumn.is(column)
        ? "a word, empty for none"
        : DateColumn.is(column) ? "days since 1970-01-01" : ColumnInputs.doc(column);
  }

  /** Values of a column, {@code [N]}: of levels their words, none where NaN. */
  static Term of(OnnxGraph graph, Column column, Term raw) {
    if (!WordColumn.is(column)) {
      return raw;
    }
    int levels = column.levels().size();
    List<String> words = new ArrayList<>();
    for (int l = 0; l <= levels; l++) {
      String word = column.format(l);
      words.add(word.isEmpty() ? "unseen value" : word);
    }
    words.add("");
    Term index = raw.max(0).min(levels).apply("Round");
    Term at = raw.is("IsNaN").choose(levels + 1, index).as(OnnxType.INT64);
    return graph.texts(List.of((long) words.size()), words).gather(0, at);
  }
}
