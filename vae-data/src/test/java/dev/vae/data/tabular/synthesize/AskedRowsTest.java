package dev.vae.data.tabular.synthesize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.rows.DataException;
import dev.vae.data.table.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of rows is refused if no row can have it. */
class AskedRowsTest {
  @TempDir Path folder;

  private TableSchema schema;

  @BeforeEach
  void table() throws IOException {
    StringBuilder text = new StringBuilder("n,x,day,other\n");
    for (int i = 0; i < 80; i++) {
      text.append(i * i % 97).append(',').append(i * 1.5).append(",2024-01-");
      text.append(10 + i % 20).append(",2024-02-").append(10 + i % 19).append('\n');
    }
    schema = TableSchema.infer(Files.writeString(folder.resolve("t.csv"), text));
    schema = schema.withOverride("n=count");
  }

  private double[] asked(String text) {
    double[] none = new double[schema.columns().size()];
    Arrays.fill(none, Double.NaN);
    return Where.values(text, schema, none);
  }

  @Test
  void countsAreWholeAndNotNegative() {
    assertEquals(2, asked("n=2")[0]);
    for (String text : new String[] {"n=2.5", "n=-3"}) {
      String said = assertThrows(DataException.class, () -> asked(text)).getMessage();
      assertTrue(said.endsWith("is not a value of column 'n', which is count"), said);
    }
    assertEquals(-3.5, asked("x=-3.5")[1]);
  }

  @Test
  void datesAndNumbersHaveNoOrder() {
    Constraint.of("day<other", schema);
    Constraint.of("n<=x", schema);
    for (String text : new String[] {"day<x", "n>=other"}) {
      String said =
          assertThrows(DataException.class, () -> Constraint.of(text, schema)).getMessage();
      assertTrue(said.startsWith("constraint '" + text + "': column '"), said);
      assertTrue(said.endsWith("numbers; compare columns of one kind"), said);
    }
  }
}
