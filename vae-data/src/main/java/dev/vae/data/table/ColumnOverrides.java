package dev.vae.data.table;

import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnTransform;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Doubt;
import dev.vae.data.table.infer.TableInference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes of a column by hand. */
final class ColumnOverrides {
  private ColumnOverrides() {}

  static Column apply(
      Column old, String word, String detail, @Nullable TableInference inference, int at) {
    if (word.equals("missing")) {
      return missing(old, detail);
    }
    ColumnType type = ColumnType.of(word);
    if (!ColumnType.WORDS.contains(word)) {
      throw new IllegalArgumentException(
          "a column cannot be made " + word + "; it can be " + String.join(", ", ColumnType.WORDS));
    }
    if (inference != null) {
      Column column = inference.column(at, word, detail);
      List<String> missing = new ArrayList<>(old.missing());
      column.missing().stream().filter(m -> !missing.contains(m)).forEach(missing::add);
      return with(column, column.type(), column.missing(), column.doubts());
    }
    boolean numbers = old.type().numeric() && type.numeric();
    boolean levels = old.type().hasLevels() && type.hasLevels() && type != ColumnType.BINARY;
    boolean aside = !type.modelled();
    if (!detail.isEmpty() || !numbers && !levels && !aside && !old.type().equals(type)) {
      throw new IllegalArgumentException(
          "column '"
              + old.name()
              + "' can be made "
              + word
              + " only while its rows are at hand: look at the file again with this override");
    }
    Column made = with(old, type, old.missing(), List.of());
    boolean days = word.equals(ColumnType.DAYS);
    return type == ColumnType.DATE
        ? made.withTransform(days ? ColumnTransform.STANDARDIZE : ColumnTransform.NONE)
        : made;
  }

  private static Column missing(Column old, String word) {
    if (word.isEmpty()) {
      throw new IllegalArgumentException(
          "say which word means missing: " + old.name() + "=missing:-999");
    }
    List<String> words = new ArrayList<>(old.missing());
    words.add(word);
    List<Doubt> doubts =
        old.doubts().stream()
            .filter(d -> !d.override().equals(old.name() + "=missing:" + word))
            .toList();
    Column column = with(old, old.type(), words, doubts);
    return new Column(
        column.name(),
        column.title(),
        column.type(),
        column.duplicateOf(),
        column.missing(),
        column.format(),
        column.levels().stream().filter(l -> !l.text().equals(word)).toList(),
        column.pooled().stream().filter(l -> !l.text().equals(word)).toList(),
        column.transform(),
        column.hurdle(),
        column.summary(),
        column.reason(),
        column.doubts());
  }

  private static Column with(
      Column old, ColumnType type, List<String> missing, List<Doubt> doubts) {
    return new Column(
        old.name(),
        old.title(),
        type,
        type == ColumnType.DUPLICATE ? old.duplicateOf() : Optional.empty(),
        missing,
        old.format(),
        old.levels(),
        old.pooled(),
        old.transform(),
        old.hurdle(),
        old.summary(),
        old.reason(),
        doubts);
  }
}
