package dev.vae.data.table;

import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnTransform;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.infer.TableInference;
import java.util.List;
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
      return inference.column(at, word, detail);
    }
    boolean numbers = old.type().numeric() && type.numeric();
    boolean levels = old.type().hasLevels() && type.hasLevels() && type != ColumnType.BINARY;
    boolean aside = !type.modelled() && (type != ColumnType.CONSTANT || old.levels().size() == 1);
    if (!detail.isEmpty() || !numbers && !levels && !aside && !old.type().equals(type)) {
      throw new IllegalArgumentException(
          "column '"
              + old.name()
              + "' can be made "
              + word
              + " only while its rows are at hand: look at the file again with this override");
    }
    Column made = old.withType(type, List.of());
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
    return old.withMissing(word);
  }
}
