package dev.vae.serve.explore;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Rows as files of some each, so that a page of many rows reads few of them.
 *
 * @param type {@code u1} for bytes, {@code f8} for doubles, {@code json} for a list of records
 */
record RowFiles(int size, String type, Part part) {
  private static final int ROWS = 256;

  /** Rows from one number to another, the latter excluded, as a file. */
  interface Part {
    byte[] of(int from, int to);
  }

  Map<String, Object> described() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("each", ROWS);
    map.put("type", type);
    return map;
  }

  /** The files: number n holds the rows from n times 256. */
  Map<String, Supplier<byte[]>> files(String folder) {
    Map<String, Supplier<byte[]>> files = new LinkedHashMap<>();
    for (int from = 0, number = 0; from < size; from += ROWS, number++) {
      int first = from;
      String name = folder + "/" + number + (type.equals("json") ? ".json" : ".bin");
      files.put(name, () -> part.of(first, Math.min(size, first + ROWS)));
    }
    return files;
  }
}
