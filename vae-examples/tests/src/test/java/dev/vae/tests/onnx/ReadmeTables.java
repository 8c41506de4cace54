package dev.vae.tests.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The tables of a bundle's README as a reader sees them, by GitHub's rules. */
public final class ReadmeTables {
  private static final Pattern MARK = Pattern.compile("\\\\(\\p{Punct})|&#([0-9]+);");

  private ReadmeTables() {}

  /** The rows of all tables that have such a first title; each row has a cell for each title. */
  public static List<List<String>> of(Path bundle, String title) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = List.of();
    boolean program = false;
    for (String line : Files.readAllLines(bundle.resolve("README.md"))) {
      program ^= line.startsWith("```") && !line.contains("|");
      List<String> cells = program || !line.startsWith("| ") ? List.of() : cells(line);
      if (!cells.isEmpty() && !head.isEmpty()) {
        assertEquals(head.size(), cells.size(), line);
        if (head.contains(title)) {
          rows.add(cells);
        }
      }
      head = program || !line.startsWith("|") ? List.of() : head.isEmpty() ? cells : head;
    }
    assertTrue(!rows.isEmpty(), title);
    return rows;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    for (int i = 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && line.charAt(i + 1) == '|') {
        cell.append(line.charAt(++i));
      } else if (c == '|') {
        cells.add(shown(cell.toString().strip()));
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    assertEquals("", cell.toString(), line);
    return cells;
  }

  /** What is shown of a cell: of one that is all code, the code; else text without its escapes. */
  private static String shown(String cell) {
    int fence = 0;
    while (fence < cell.length() && cell.charAt(fence) == '`') {
      fence++;
    }
    String end = "`".repeat(fence);
    boolean code = fence > 0 && cell.length() > 2 * fence && cell.endsWith(end);
    String inner = code ? cell.substring(fence, cell.length() - fence) : "";
    if (code && !Pattern.compile("(?<!`)" + end + "(?!`)").matcher(inner).find()) {
      boolean padded = inner.startsWith(" ") && inner.endsWith(" ") && !inner.isBlank();
      return padded ? inner.substring(1, inner.length() - 1) : inner;
    }
    return MARK.matcher(cell)
        .replaceAll(
            mark ->
                java.util.regex.Matcher.quoteReplacement(
                    mark.group(1) != null
                        ? mark.group(1)
                        : Character.toString(Integer.parseInt(mark.group(2)))));
  }
}
