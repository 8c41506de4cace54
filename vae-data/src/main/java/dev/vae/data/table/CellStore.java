package dev.vae.data.table;

import dev.vae.data.table.dialect.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The texts of many records, packed: a byte and its UTF-8 for a usual cell. */
final class CellStore {
  private static final int SMALLEST = 1 << 10;
  private static final int LARGEST = 1 << 20;

  private final List<byte[]> chunks = new ArrayList<>();
  private byte[] last = new byte[0];
  private int used;
  private long[] starts = new long[64]; // chunk and offset
  private int rows;

  void add(RawRecord record) {
    int size = 5;
    byte[][] texts = new byte[record.cells().length][];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = record.cells()[i].getBytes(StandardCharsets.UTF_8);
      size += texts[i].length + 5;
    }
    if (used + size > last.length) {
      int chunk = Math.max(SMALLEST, Math.min(LARGEST, 4 * last.length)); // a served row is small
      last = new byte[Math.max(chunk, size)];
      chunks.add(last);
      used = 0;
    }
    if (rows == starts.length) {
      starts = Arrays.copyOf(starts, 2 * rows);
    }
    starts[rows++] = (long) (chunks.size() - 1) << 32 | used;
    number(texts.length);
    for (int i = 0; i < texts.length; i++) {
      number(texts[i].length << 1 | (record.quoted(i) ? 1 : 0));
      System.arraycopy(texts[i], 0, last, used, texts[i].length);
      used += texts[i].length;
    }
  }

  /** Seven bits a byte, the lowest first. */
  private void number(int value) {
    int left = value;
    while (left >= 0x80) {
      last[used++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    last[used++] = (byte) left;
  }

  /** A record; its line is not kept. */
  RawRecord get(int row) {
    byte[] chunk = chunks.get((int) (starts[row] >>> 32));
    int[] at = {(int) starts[row]};
    int count = number(chunk, at);
    String[] cells = new String[count];
    boolean[] quoted = null;
    for (int i = 0; i < count; i++) {
      int head = number(chunk, at);
      int length = head >>> 1;
      cells[i] = new String(chunk, at[0], length, StandardCharsets.UTF_8);
      at[0] += length;
      if ((head & 1) != 0) {
        quoted = quoted == null ? new boolean[count] : quoted;
        quoted[i] = true;
      }
    }
    return new RawRecord(row + 1L, cells, quoted);
  }

  private static int number(byte[] chunk, int[] at) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = chunk[at[0]++];
      value |= (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }
}
