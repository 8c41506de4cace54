package dev.vae.data.read;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;

/** Makes sparse matrices, and files of them as scipy writes them. */
public final class SparseSamples {
  private SparseSamples() {}

  /** Rows of small counts, a quarter of which are above 0. */
  public static int[][] counts(int rows, int width) {
    Random random = new Random(11);
    int[][] counts = new int[rows][width];
    for (int[] row : counts) {
      for (int c = 0; c < width; c++) {
        row[c] = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0;
      }
    }
    return counts;
  }

  /** An entry. */
  public record Entry(int row, int column, int value) {}

  public static List<Entry> entries(int[][] rows) {
    List<Entry> all = new ArrayList<>();
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < rows[r].length; c++) {
        if (rows[r][c] != 0) {
          all.add(new Entry(r, c, rows[r][c]));
        }
      }
    }
    return all;
  }

  public static byte[] longs(long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(Samples.LITTLE);
    for (long value : values) {
      bytes.putLong(value);
    }
    return Samples.npy("<i8", false, "(" + values.length + ",)", bytes.array());
  }

  public static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(Samples.LITTLE);
    for (int value : values) {
      bytes.putInt(value);
    }
    return Samples.npy("<i4", false, "(" + values.length + ",)", bytes.array());
  }

  public static byte[] word(String word) {
    return Samples.npy("|S" + word.length(), false, "()", word.getBytes());
  }

  private static int[] places(List<Entry> entries, ToIntFunction<Entry> what) {
    return entries.stream().mapToInt(what).toArray();
  }

  /** The arrays of a matrix in one of scipy's forms. */
  public static Map<String, byte[]> arrays(String form, int[][] rows) {
    List<Entry> entries = new ArrayList<>(entries(rows));
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    if (form.equals("coo")) {
      Collections.shuffle(entries, new Random(2));
      arrays.put("row", ints(places(entries, Entry::row)));
      arrays.put("col", longs(entries.stream().mapToLong(Entry::column).toArray()));
    } else {
      boolean byRow = form.equals("csr");
      int count = byRow ? rows.length : rows[0].length;
      if (!byRow) {
        entries.sort(Comparator.comparingInt(Entry::column));
      }
      int[] offsets = new int[count + 1];
      entries.forEach(e -> offsets[(byRow ? e.row() : e.column()) + 1]++);
      for (int i = 0; i < count; i++) {
        offsets[i + 1] += offsets[i];
      }
      arrays.put("indices", ints(places(entries, byRow ? Entry::column : Entry::row)));
      arrays.put("indptr", ints(offsets));
    }
    arrays.put("format", word(form));
    arrays.put("shape", longs(rows.length, rows[0].length));
    arrays.put("data", longs(entries.stream().mapToLong(Entry::value).toArray()));
    return arrays;
  }

  /** A Matrix Market file. */
  public static String market(String values, int[][] rows, boolean turned) {
    List<Entry> entries = entries(rows);
    StringBuilder text = new StringBuilder("%%MatrixMarket matrix coordinate " + values);
    text.append(" general\n% a comment\n");
    int height = turned ? rows[0].length : rows.length;
    int width = turned ? rows.length : rows[0].length;
    text.append(height).append(' ').append(width).append(' ').append(entries.size()).append('\n');
    for (Entry e : entries) {
      text.append(1 + (turned ? e.column() : e.row())).append(' ');
      text.append(1 + (turned ? e.row() : e.column()));
      text.append(values.equals("pattern") ? "\n" : " " + e.value() + "\n");
    }
    return text.toString();
  }
}
