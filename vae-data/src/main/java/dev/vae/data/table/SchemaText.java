package dev.vae.data.table;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Doubt;
import java.util.ArrayList;
import java.util.List;

/** A schema as a table for people. */
final class SchemaText {
  private static final int WIDEST_NAME = 30;

  private SchemaText() {}

  static String of(TableSchema schema) {
    List<String[]> lines = new ArrayList<>();
    for (Column column : schema.columns()) {
      lines.add(
          new String[] {
            shortened(column.name()),
            type(column) + (column.doubts().isEmpty() ? "" : " ?"),
            missing(column),
            column.reason()
          });
    }
    int[] widths = {6, 4, 7};
    for (String[] line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    text.append(Messages.count(schema.rows(), "row"))
        .append(", ")
        .append(Messages.count(schema.columns().size(), "column"))
        .append("; ")
        .append(schema.dialect().describe())
        .append('\n');
    line(text, widths, "column", "type", "missing", "why");
    lines.forEach(line -> line(text, widths, line));
    doubts(text, schema);
    schema.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
    return text.toString();
  }

  private static void doubts(StringBuilder text, TableSchema schema) {
    boolean any = false;
    for (Column column : schema.columns()) {
      for (Doubt doubt : column.doubts()) {
        text.append(any ? "" : "? marks choices that might go another way:\n");
        any = true;
        text.append("  ").append(shortened(column.name())).append(": ").append(doubt.why());
        if (!doubt.override().isEmpty()) {
          String word = Messages.shown(doubt.override()).replace("'", "'\\''");
          text.append("; else --column '").append(word).append("'");
        }
        text.append('\n');
      }
    }
  }

  private static void line(StringBuilder text, int[] widths, String... cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      line.append(cells[i]);
      if (i < widths.length) {
        line.append(" ".repeat(widths[i] - cells[i].length() + 2));
      }
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static String shortened(String name) {
    String shown = Messages.shown(name);
    return shown.length() <= WIDEST_NAME ? shown : shown.substring(0, WIDEST_NAME - 3) + "...";
  }

  private static String type(Column column) {
    if (column.type() == ColumnType.CATEGORICAL || column.hashed()) {
      return "categorical, " + column.levels().size() + (column.hashed() ? " buckets" : "");
    }
    if (column.type() == ColumnType.DATE) {
      return switch (column.transform()) {
        case STANDARDIZE -> ColumnType.DAYS;
        case CYCLES -> "date, cycles";
        default -> column.type().word();
      };
    }
    return column.type().word() + (column.hurdle().isPresent() ? ", hurdle" : "");
  }

  private static String missing(Column column) {
    long rows = column.summary().rows();
    long missing = column.summary().missing();
    if (missing == 0 || rows == 0) {
      return "0";
    }
    double share = 100.0 * missing / rows;
    return share < 0.1 ? "<0.1 %" : String.format(java.util.Locale.ROOT, "%.1f %%", share);
  }
}
