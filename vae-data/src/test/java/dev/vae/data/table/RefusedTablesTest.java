package dev.vae.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.rows.DataException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no tables: refused in a line that names the file and says what to do. */
class RefusedTablesTest {
  @TempDir Path folder;

  @Test
  void filesOfOtherKindsAreRefusedInALine() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("empty", new byte[0]);
    files.put("blank", "\n  \n\n".getBytes(StandardCharsets.UTF_8));
    files.put("mark", new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
    files.put("html", "<!DOCTYPE html>\n<html><body>503</body></html>".getBytes());
    files.put("workbook", concat(new byte[] {'P', 'K', 3, 4}, new byte[400]));
    files.put("old workbook", concat(bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), new byte[400]));
    files.put("pdf", concat("%PDF-1.7\n".getBytes(), bytes(0, 1, 2, 3, 0, 0)));
    files.put("png", concat(bytes(0x89, 'P', 'N', 'G', 13, 10, 26, 10), new byte[200]));
    files.put("parquet", concat("PAR1".getBytes(), new byte[200]));
    files.put("json", "[{\"a\": 1, \"b\": 2},\n {\"a\": 3, \"b\": 4}]\n".getBytes());
    files.put("json lines", "{\"a\": 1, \"b\": 2}\n{\"a\": 3, \"b\": 4}\n".getBytes());
    files.put("xml", "<?xml version=\"1.0\"?>\n<rows><r a=\"1\"/></rows>\n".getBytes());
    files.put("nul", "a,b\n1,2\n\0\0\0\0\n3,4\n".getBytes());
    Map<String, String> words =
        Map.of("workbook", "save the sheet as CSV", "parquet", "parquet:FILE", "json", "JSON");
    for (Map.Entry<String, byte[]> one : files.entrySet()) {
      Path file = Files.write(folder.resolve(one.getKey() + ".csv"), one.getValue());
      DataException e =
          assertThrows(DataException.class, () -> TableSchema.infer(file), one.getKey());
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      String hint = words.getOrDefault(one.getKey(), "table of text");
      assertTrue(e.getMessage().contains(hint) || one.getValue().length < 6, e.getMessage());
      assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }
    DataException none =
        assertThrows(DataException.class, () -> TableSchema.infer(folder.resolve("absent.csv")));
    assertTrue(none.getMessage().contains("absent.csv"), none.getMessage());
    assertThrows(DataException.class, () -> TableSchema.infer(folder));
  }

  /** What is behind the text that dialects are found in may not be what its beginning promised. */
  @Test
  void whatIsAmissFarBehindIsSaid() throws Exception {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 90_000; i++) {
      text.append(i % 7).append(",").append(i % 5 == 0 ? "x" : "y").append('\n');
    }
    byte[] good = text.toString().getBytes(StandardCharsets.UTF_8);
    Path nul = Files.write(folder.resolve("nul.csv"), concat(good, new byte[64]));
    TableSchema schema = TableSchema.infer(nul);
    assertEquals(2, schema.columns().size());
    Path open = Files.write(folder.resolve("open.csv"), concat(good, "1,\"y\n2,x\n".getBytes()));
    assertEquals(90_001, TableSchema.infer(open).rows());
  }

  private static byte[] bytes(int... values) {
    byte[] all = new byte[values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) values[i];
    }
    return all;
  }

  private static byte[] concat(byte[] one, byte[] two) {
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }
}
