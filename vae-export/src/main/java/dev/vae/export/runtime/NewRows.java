package dev.vae.export.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** New rows of a table by its exported file, with the columns that no file takes. */
final class NewRows {
  /** So many rows have their noise together, however many are asked for. */
  private static final int ROWS = 256;

  /** So many rows are drawn for each that can be, at most. */
  private static final long MOST_REFUSED = 2000;

  private static final int MOST_NOISE = 1 << 26;
  private static final String SAMPLE = "sample";

  private final Bundle bundle;
  private final CellTexts texts;
  private final String prefix;
  private final List<String> table = new ArrayList<>();
  private final Map<String, BundleJson> left = new HashMap<>();
  private final Map<String, String> missing;

  NewRows(Bundle bundle, CellTexts texts) {
    this.bundle = bundle;
    this.texts = texts;
    this.prefix = bundle.prefix();
    this.missing = bundle.missingTexts();
    BundleJson json =
        BundleJson.parse(bundle.folder().resolve(Bundle.NAME).toString(), bundle.json());
    table.addAll(json.has("table") ? json.texts("table") : bundle.columns());
    json.objects("left").forEach(own -> left.put(own.text("name"), own));
    for (String name : table) {
      BundleJson own = left.get(name);
      boolean known = own == null ? bundle.columns().contains(name) : !own.text("is").isEmpty();
      if (!known) {
        throw json.wrong("table", "a list of columns, and '" + name + "' is none");
      }
      if (own != null && own.has("sameAs") && !table.contains(own.text("sameAs"))) {
        throw own.wrong("sameAs", "a column of the table, not '" + own.text("sameAs") + "'");
      }
    }
  }

  /** Returns the names of all columns of the table. */
  List<String> table() {
    return table;
  }

  List<Map<String, Object>> of(Sessions sessions, int count, long seed) {
    if (count < 1) {
      throw new IllegalArgumentException("at least 1 row can be made, not " + count);
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (long chunk = 0; rows.size() < count; chunk++) {
      long drawn = chunk * ROWS;
      if (drawn > MOST_REFUSED * (rows.size() + 10)) {
        throw new OnnxRuntimeException(
            "of " + drawn + " rows drawn, " + rows.size() + " can be: ask for less");
      }
      Map<String, Object> given = noise(seed * 0x9E3779B97F4A7C15L + chunk);
      Map<String, Object> out = sessions.with(SAMPLE, session -> texts.run(session, given));
      boolean[] kept = (boolean[]) Objects.requireNonNull(out.get(prefix + "kept"), "kept");
      for (int r = 0; r < ROWS && rows.size() < count; r++) {
        if (kept[r]) {
          rows.add(row(out, r, rows.size() + 1L, seed));
        }
      }
    }
    return rows;
  }

  private Map<String, Object> noise(long seed) {
    Map<String, Object> given = new LinkedHashMap<>();
    for (Bundle.Port port : bundle.file(SAMPLE).inputs()) {
      if (port.noise().isEmpty()) {
        given.put(port.name(), true); // holes
        continue;
      }
      long[] shape = port.shape().stream().mapToLong(length -> length(port, length)).toArray();
      double size = 1;
      for (long length : shape) {
        size *= length;
      }
      if (!(size <= MOST_NOISE)) {
        throw new OnnxRuntimeException(
            bundle.folder().resolve(Bundle.NAME)
                + ": input '"
                + port.name()
                + "' asks for more noise than there is memory for; export again");
      }
      float[] values = NoiseSource.of(port.noise(), port.name(), (int) size, seed);
      given.put(port.name(), new OnnxSession.Floats(values, shape));
    }
    return given;
  }

  private long length(Bundle.Port port, String length) {
    if (length.equals("N")) {
      return ROWS;
    }
    if (!length.matches("\\d{1,9}")) {
      throw new OnnxRuntimeException(
          bundle.folder().resolve(Bundle.NAME)
              + ": input '"
              + port.name()
              + "' has a length that is not a number, nor N; export again");
    }
    return Long.parseLong(length);
  }

  private Map<String, Object> row(Map<String, Object> out, int row, long number, long seed) {
    Map<String, Object> cells = new LinkedHashMap<>();
    for (int at = 0; at < table.size(); at++) {
      String column = table.get(at);
      BundleJson own = left.get(column);
      Object cell =
          own != null && hole(own, at, number, seed) ? null : cell(out, row, column, number);
      cells.put(column, cell);
    }
    for (String column : table) {
      BundleJson own = left.get(column);
      if (own != null && own.has("sameAs")) {
        cells.put(column, cells.get(own.text("sameAs")));
      }
    }
    return cells;
  }

  /** Whether a cell with a column's one value is missing, the same ones as vae synthesize's. */
  private static boolean hole(BundleJson own, int at, long number, long seed) {
    if (!own.has("missing")) {
      return false;
    }
    long golden = 0x9E3779B97F4A7C15L;
    double uniform = new SplittableRandom((seed * golden + number) * golden + at).nextDouble();
    return uniform < own.whole("missing") / (double) own.whole("rows");
  }

  private @Nullable Object cell(Map<String, Object> out, int row, String column, long number) {
    BundleJson own = left.get(column);
    if (own != null) {
      return own.text("is").equals("id")
          ? Long.toString(number)
          : own.has("value") ? own.text("value") : null;
    }
    Object values = Objects.requireNonNull(out.get(bundle.port(column)), column);
    if (values instanceof String[] words) {
      return words[row].equals(missing.getOrDefault(column, "")) ? null : words[row];
    }
    double value = ((double[]) values)[row];
    return Double.isNaN(value) ? null : (Object) value;
  }
}
