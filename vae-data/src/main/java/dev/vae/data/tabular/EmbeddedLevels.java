package dev.vae.data.tabular;

import dev.vae.core.plugin.Spec;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns of many levels: each level has one vector, which the encoder looks up and the likelihood
 * multiplies with what the decoder gives (a tied embedding, Press and Wolf 2017). What a column
 * costs grows with levels times the vector's length, not times the width of a layer.
 */
final class EmbeddedLevels {
  /** With more levels a column is embedded. */
  static final int MOST_APART = 40;

  /** The length of a level's vector. */
  static final int UNITS = 16;

  private EmbeddedLevels() {}

  static boolean has(ColumnEncoding column) {
    return column.levels() > MOST_APART;
  }

  /** What looks levels up, a layer for each such column. */
  static List<Spec> layers(List<ColumnEncoding> columns) {
    return each(columns, "embedding", "units");
  }

  /** The likelihoods of such columns. */
  static List<Spec> likelihoods(List<ColumnEncoding> columns) {
    return each(columns, "categorical", "embedding");
  }

  private static List<Spec> each(List<ColumnEncoding> columns, String type, String units) {
    List<Spec> parts = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      if (has(columns.get(c))) {
        parts.add(
            Spec.of(type)
                .with("categories", columns.get(c).levels() + 1)
                .with(units, UNITS)
                .with("shared", "levels" + c)
                .with("columns", List.of(c)));
      }
    }
    return parts;
  }
}
