package dev.vae.data.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Shape;
import dev.vae.data.internal.csv.Csv;
import dev.vae.data.read.Npy;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowWriterTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBack() {
    float[] values = {1, -2.5f, Float.MIN_VALUE, 3.4e38f, 0.1f, 1e7f};
    double[] expected = {1, -2.5f, Float.MIN_VALUE};
    Path npy = folder.resolve("new/a.npy");
    Path csv = folder.resolve("a.csv");
    write(npy, values);
    write(csv, values);
    for (RowSource source : List.of(Npy.open(npy), Csv.open(csv))) {
      assertEquals(2, source.size());
      assertEquals(Shape.of(3), source.event());
      double[] row = new double[3];
      source.read(0, row);
      assertEquals((float) expected[2], (float) row[2]);
      source.read(1, row);
      assertEquals(3.4e38f, (float) row[0]);
      assertEquals(0.1f, (float) row[1]);
      assertEquals(1e7f, (float) row[2]);
    }
    assertEquals(List.of("a", "b", "c"), Csv.open(csv).columns());
  }

  private static void write(Path file, float[] values) {
    try (RowWriter out = RowWriter.to(file, 2, 3, List.of("a", "b", "c"))) {
      out.write(values, 1);
      out.write(new float[] {values[3], values[4], values[5], 99}, 1);
      out.commit();
    }
  }

  @Test
  void npyHeaderIsAlignedAndReadableForImages() throws IOException {
    Path file = folder.resolve("i.npy");
    try (RowWriter out = RowWriter.npy(file, 1, 2, 2, 1)) {
      out.write(new float[] {1, 2, 3, 4}, 1);
      out.commit();
    }
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(0, (bytes.length - 16) % 64);
    assertTrue(new String(bytes, 0, 128).contains("'shape': (1, 2, 2, 1)"));
    assertEquals(Shape.of(2, 2, 1), Npy.open(file).event());
  }

  @Test
  void nothingRemainsUnlessCommitted() throws IOException {
    for (String name : new String[] {"x.npy", "x.csv"}) {
      try (RowWriter out = RowWriter.to(folder.resolve(name), 2, 1, List.of())) {
        out.write(new float[1], 1);
      }
    }
    try (RowWriter out = RowWriter.npy(folder.resolve("y.npy"), 2, 1)) {
      out.write(new float[1], 1);
      assertThrows(DataException.class, out::commit);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertArrayEquals(new Object[0], left.toArray());
    }
  }

  @Test
  void anOldFileStaysUntilTheNewOneIsWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), "old");
    try (RowWriter out = RowWriter.csv(file, List.of("a"))) {
      out.write(new float[1], 1);
      assertEquals("old", Files.readString(file));
      out.commit();
    }
    assertEquals("a\n0\n", Files.readString(file));
  }

  @Test
  void placesThatCannotBeWrittenAreNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("plain"), "");
    DataException e =
        assertThrows(DataException.class, () -> RowWriter.csv(file.resolve("x.csv"), List.of("a")));
    assertTrue(e.getMessage().contains("x.csv"), e.getMessage());
    assertThrows(DataException.class, () -> RowWriter.to(folder.resolve("x.txt"), 1, 1, List.of()));
    assertThrows(
        DataException.class, () -> RowWriter.to(folder.resolve("x.csv"), 1, 2, List.of("a")));
    assertFalse(Files.exists(folder.resolve("x.csv")));
  }
}
