package dev.vae.export.table.column;

import dev.vae.data.table.cell.CellReader;
import dev.vae.data.table.cell.MissingWords;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.text.BasicText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** A column of levels: its words become their indices. */
@NullUnmarked // no null leaves it
public final class WordColumn {
  private WordColumn() {}

  /** Whether a column's values are words that can be told apart in ONNX. */
  public static boolean is(Column column) {
    return column.type().hasLevels() && !column.hashed();
  }

  /** Returns the words of a column and the value of each, NaN for those that mean missing. */
  public static Map<String, Double> words(Column column) {
    CellReader reader = new CellReader(column);
    Map<String, Double> words = new LinkedHashMap<>();
    List<String> all = new ArrayList<>();
    column.levels().forEach(level -> all.addAll(variants(column, level.text())));
    column.pooled().forEach(level -> all.addAll(variants(column, level.text())));
    all.add("");
    all.addAll(column.missing());
    all.addAll(MissingWords.everywhere());
    for (String word : all) {
      words.putIfAbsent(word, reader.read(word));
    }
    for (String word : List.copyOf(words.keySet())) {
      words.putIfAbsent(BasicText.of(word), words.get(word)); // for Java
    }
    return words;
  }

  /** Of yes and no, the case does not count. */
  private static List<String> variants(Column column, String text) {
    List<String> variants = new ArrayList<>(List.of(text));
    if (column.type() == ColumnType.BINARY && !text.isEmpty()) {
      String lower = text.toLowerCase(Locale.ROOT);
      variants.add(lower);
      variants.add(text.toUpperCase(Locale.ROOT));
      variants.add(lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1));
    }
    return variants;
  }

  /** Returns the index of each word, {@code [N]}; NaN where missing. */
  public static Term index(OnnxGraph graph, Column column, Term input) {
    Map<String, Double> words = words(column);
    List<String> texts = List.copyOf(words.keySet());
    int n = texts.size();
    // 0 stands for a word that is not there, -1 for a missing one
    double[] codes = new double[n];
    for (int i = 0; i < n; i++) {
      double value = words.get(texts.get(i));
      codes[i] = Double.isNaN(value) ? -1 : value + 1;
    }
    Term same = input.unsqueeze(1).equal(graph.texts(List.of((long) n), texts));
    Term code = same.asDouble().matmul(graph.doubles(List.of((long) n), codes));
    Term index = code.equal(0).choose(column.otherIndex(), code.minus(1));
    return code.equal(-1).choose(Double.NaN, index);
  }
}
