package dev.vae.cli.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of a report.
 *
 * @param title what it shows
 * @param columns the heads
 * @param rows cells, as many as there are columns
 */
record ReportTable(String title, List<String> columns, List<List<String>> rows) {

  /** Copies. */
  public ReportTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(row.size() + " cells for the columns " + columns);
      }
    }
  }

  /** Returns it as Markdown, with columns padded so that it can be read as it is, too. */
  public String markdown() {
    int[] widths = new int[columns.size()];
    List<List<String>> lines = new ArrayList<>(rows);
    lines.add(0, columns);
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder("## " + title + "\n\n");
    for (int at = 0; at < lines.size(); at++) {
      for (int i = 0; i < widths.length; i++) {
        String cell = lines.get(at).get(i);
        text.append("| ").append(cell).append(" ".repeat(widths[i] - cell.length() + 1));
      }
      text.append("|\n");
      if (at == 0) {
        for (int width : widths) {
          text.append("|").append("-".repeat(width + 2));
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }

  /** Rows as maps from head to cell. */
  List<Map<String, String>> maps() {
    List<Map<String, String>> maps = new ArrayList<>();
    for (List<String> row : rows) {
      Map<String, String> map = new LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        map.put(columns.get(i), row.get(i));
      }
      maps.add(map);
    }
    return maps;
  }
}
