package dev.vae.export.table.column;

import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.Level;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.OnnxType;
import dev.vae.export.internal.text.BasicText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Words with characters such as emoji, as onnxruntime's Java hands them on. */
public final class BasicWords {
  private BasicWords() {}

  /** Returns the words of a column that do not come through as they are. */
  private static List<String> special(Column column) {
    return WordColumn.is(column)
        ? Stream.concat(column.levels().stream(), column.pooled().stream())
            .map(Level::text)
            .filter(word -> !BasicText.is(word))
            .distinct()
            .toList()
        : List.of();
  }

  /** Whether a column has such words, so that there is an output for Java beside the others. */
  public static boolean has(Column column) {
    return !special(column).isEmpty();
  }

  /**
   * Returns texts with such words as {@link BasicText}, all others as they are.
   *
   * @param axes of the texts
   */
  public static Term of(OnnxGraph graph, Column column, Term texts, int axes) {
    List<String> words = special(column);
    int n = words.size();
    List<String> basic = new ArrayList<>(List.of(""));
    double[] numbers = new double[n];
    for (int i = 0; i < n; i++) {
      basic.add(BasicText.of(words.get(i)));
      numbers[i] = i + 1;
    }
    Term same = texts.unsqueeze(axes).equal(graph.texts(List.of((long) n), words));
    Term number = same.asDouble().times(graph.doubles(List.of((long) n), numbers)).sum(axes);
    Term found = graph.texts(List.of(n + 1L), basic).gather(0, number.as(OnnxType.INT64));
    return number.equal(0).choose(texts, found);
  }
}
