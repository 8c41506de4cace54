package dev.vae.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Columns of dates, lengths of time, numbers with units or steps, some cells of which are words.
 */
class StrayWordsTest {
  private static final int ROWS = 3000;

  @TempDir Path folder;

  private static String of(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  private TableSchema schema(int rows, IntFunction<String> cell) throws IOException {
    StringBuilder text = new StringBuilder("c;x\n");
    for (int row = 0; row < rows; row++) {
      text.append(cell.apply(row)).append(';').append(row * row % 89).append(".5\n");
    }
    return TableSchema.infer(Files.writeString(folder.resolve("stray.csv"), text));
  }

  private static List<IntFunction<String>> kinds() {
    return List.of(
        n -> of("%02d.%02d.%d", 1 + n % 28, 1 + n / 28 % 12, 1950 + n % 70),
        n -> of("%02d:%02d Uhr", n % 24, n * 7 % 60),
        n -> of("%dh%02d", n % 90, n * 7 % 60),
        n -> of("%d:%02d:%02d", 30 + n % 90, n * 7 % 60, n % 60),
        n -> n % 2 == 0 ? of("%d g", 100 + n % 800) : of("%.1f kg", 1 + n % 70 / 10.0),
        n -> of("%.1fM", 1 + n % 400 / 10.0),
        n -> of("%d von 400", n % 400),
        n -> of("T=%.1f", n % 300 / 10.0));
  }

  @Test
  void aFewWordsAmongManyOthersAreMissingWhichIsSaid() throws IOException {
    for (int rows : new int[] {400, ROWS}) {
      for (IntFunction<String> kind : kinds()) {
        TableSchema schema =
            schema(rows, n -> n % 20 == 7 ? "NC" : n % 50 == 0 ? "in Arbeit" : kind.apply(n));
        Column column = schema.column("c");
        boolean read = column.type().numeric() || column.type() == ColumnType.DATE;
        assertTrue(read, kind.apply(3) + ": " + schema.describe());
        String said =
            "read as missing: 'in Arbeit' (row 0), 'NC' (row 7), 'NC' (row 27) and others";
        assertTrue(schema.describe().contains(said), schema.describe());
        assertTrue(schema.describe().contains("--column 'c=categorical'"), schema.describe());
        Table table = Table.read(folder.resolve("stray.csv"), schema);
        assertTrue(Double.isNaN(table.value(7, 0)));
        assertFalse(Double.isNaN(table.value(8, 0)));
      }
    }
  }

  @Test
  void manyWordsOrManyCellsOfThemAreWords() throws IOException {
    IntFunction<String> date = kinds().get(0);
    List<String> words = List.of("ab", "cd", "ef", "gh");
    assertEquals(
        ColumnType.HASHED,
        schema(400, n -> n % 20 == 7 ? words.get(n / 20 % 4) : date.apply(n)).column("c").type());
    assertEquals(
        ColumnType.HASHED, schema(400, n -> n % 4 == 1 ? "NC" : date.apply(n)).column("c").type());
  }

  @Test
  void aWordForNoAnswerIsNoStep() throws IOException {
    for (List<String> scale :
        List.of(
            List.of("never", "sometimes", "always"),
            List.of("<20k", "20k-40k", ">40k"),
            List.of("0 - none", "1 - mild", "2 - severe"))) {
      for (String none : List.of("NA", "Prefer not to say")) {
        TableSchema schema = schema(200, n -> n % 9 == 1 ? none : scale.get(n % 3));
        Column column = schema.column("c");
        assertEquals(ColumnType.ORDINAL, column.type(), schema.describe());
        assertEquals(scale, column.levels().stream().map(Level::text).toList());
        assertTrue(schema.describe().contains("'" + none + "' is missing"), schema.describe());
        assertTrue(Double.isNaN(Table.read(folder.resolve("stray.csv"), schema).value(1, 0)));
      }
    }
    List<String> own = List.of("none", "mild", "severe");
    assertEquals(3, schema(200, n -> own.get(n % 3)).column("c").levels().size());
  }
}
