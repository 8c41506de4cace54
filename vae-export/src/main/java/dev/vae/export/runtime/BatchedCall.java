package dev.vae.export.runtime;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Runs a file over any number of rows, some at a time. */
@NullUnmarked // no null leaves it
final class BatchedCall {
  private static final String X = "x";
  private static final String MASK = "mask";
  private static final String Z = "z";
  private static final String CONDITION = "condition";

  private final Bundle bundle;
  private final String name;
  private final Bundle.File file;
  private final OnnxSession session;

  BatchedCall(Bundle bundle, String name, OnnxSession session) {
    this.bundle = bundle;
    this.name = name;
    this.file = bundle.files().get(name);
    this.session = session;
  }

  /** Runs with rows {@code [rows][D]}, NaN where missing; gives outputs by name. */
  Map<String, float[][]> rows(
      float[][] rows, float @Nullable [][] conditions, int batch, long seed) {
    check("row", rows, bundle.width(), takes(MASK));
    return run(rows.length, Map.of(X, rows), conditions, batch, seed);
  }

  /** Runs with latents {@code [rows][latent]}. */
  Map<String, float[][]> latents(float[][] latents, float @Nullable [][] conditions, int batch) {
    check("latent", latents, bundle.latent(), false);
    return run(latents.length, Map.of(Z, latents), conditions, batch, 0);
  }

  /** Runs with noise alone. */
  Map<String, float[][]> none(int rows, float @Nullable [][] conditions, int batch, long seed) {
    if (rows < 0) {
      throw new IllegalArgumentException("rows must be at least 0, not " + rows);
    }
    return run(rows, Map.of(), conditions, batch, seed);
  }

  private boolean takes(String input) {
    return file.inputs().stream().anyMatch(port -> port.name().equals(input));
  }

  private static void check(String what, float[][] rows, int width, boolean holes) {
    for (int r = 0; r < rows.length; r++) {
      if (rows[r].length != width) {
        throw new IllegalArgumentException(
            what + " " + r + " has " + rows[r].length + " values; the model takes " + width);
      }
      for (int c = 0; c < width; c++) {
        if (!Float.isFinite(rows[r][c]) && !(holes && Float.isNaN(rows[r][c]))) {
          throw new IllegalArgumentException(
              what
                  + " "
                  + r
                  + ", value "
                  + c
                  + " is "
                  + rows[r][c]
                  + (holes
                      ? "; it must be finite, or NaN where it is missing"
                      : "; the model was"
                          + " trained without missing values, so it must be finite"));
        }
      }
    }
  }

  private Map<String, float[][]> run(
      int rows,
      Map<String, float[][]> given,
      float @Nullable [][] conditions,
      int batch,
      long seed) {
    float[][] all = conditions(rows, conditions);
    Map<String, float[][]> results = new LinkedHashMap<>();
    for (Bundle.Port port : file.outputs()) {
      results.put(port.name(), new float[outer(port) * rows][]);
    }
    // shared noise is drawn once; noise of rows goes on from batch to batch
    Map<String, float[]> shared = new HashMap<>();
    for (int from = 0; from < rows; from += batch) {
      int count = Math.min(batch, rows - from);
      Map<String, float[]> inputs = new HashMap<>();
      for (Bundle.Port port : file.inputs()) {
        inputs.put(port.name(), input(port, from, count, given, all, seed, shared));
      }
      Map<String, float[]> out = session.run(inputs, count);
      for (Bundle.Port port : file.outputs()) {
        spread(out.get(port.name()), outer(port), from, count, rows, results.get(port.name()));
      }
    }
    return results;
  }

  private float[] input(
      Bundle.Port port,
      int from,
      int count,
      Map<String, float[][]> given,
      float @Nullable [][] conditions,
      long seed,
      Map<String, float[]> shared) {
    if (!port.noise().isEmpty()) {
      int size = Math.toIntExact(elements(port.shape(), count));
      if (port.shape().stream().noneMatch(BatchedCall::batch)) {
        return shared.computeIfAbsent(
            port.name(), n -> NoiseSource.of(port.noise(), n, size, seed));
      }
      return NoiseSource.of(port.noise(), port.name(), size, seed + 0x5DEECE66DL * from);
    }
    return switch (port.name()) {
      case MASK -> mask(given.get(X), from, count);
      case CONDITION -> flat(conditions, from, count, bundle.condition());
      default -> flat(given.get(port.name()), from, count, -1);
    };
  }

  private static float[] mask(float[][] rows, int from, int count) {
    float[] mask = flat(rows, from, count, -1);
    for (int i = 0; i < mask.length; i++) {
      mask[i] = Float.isNaN(mask[i]) ? 0 : 1;
    }
    return mask;
  }

  private static float[] flat(float[][] rows, int from, int count, int known) {
    int width = known >= 0 ? known : rows[from].length;
    float[] flat = new float[count * width];
    for (int r = 0; r < count; r++) {
      System.arraycopy(rows[from + r], 0, flat, r * width, width);
    }
    return flat;
  }

  private float @Nullable [][] conditions(int rows, float @Nullable [][] given) {
    int width = bundle.condition();
    if (!takes(CONDITION)) {
      if (width == 0 && given != null) {
        throw new IllegalArgumentException("the model takes no condition");
      }
      return null;
    }
    if (given == null || given.length != 1 && given.length != rows) {
      throw new IllegalArgumentException(
          "the model is conditioned on "
              + width
              + " values a row, see \"condition\" in "
              + Bundle.NAME
              + ": give one condition for all rows or one for each");
    }
    check("condition", given, width, false);
    float[][] all = new float[rows][];
    for (int r = 0; r < rows; r++) {
      all[r] = given[given.length == 1 ? 0 : r];
    }
    return all;
  }

  private static boolean batch(String dim) {
    return dim.endsWith("N");
  }

  private static long elements(List<String> shape, int rows) {
    long size = 1;
    for (String dim : shape) {
      int star = dim.indexOf('*');
      long length =
          !batch(dim)
              ? Long.parseLong(dim)
              : star < 0 ? rows : rows * Long.parseLong(dim.substring(0, star));
      size = Math.multiplyExact(size, length);
    }
    return size;
  }

  /** How many times N rows an output has: the product of the lengths before N. */
  private static int outer(Bundle.Port port) {
    int before = 1;
    for (String dim : port.shape()) {
      if (batch(dim)) {
        return before;
      }
      before *= Integer.parseInt(dim);
    }
    throw new OnnxRuntimeException("output '" + port.name() + "' has no axis of rows");
  }

  private static void spread(
      float[] values, int outer, int from, int count, int rows, float[][] into) {
    int width = values.length / (outer * count);
    for (int o = 0; o < outer; o++) {
      for (int r = 0; r < count; r++) {
        float[] row = new float[width];
        System.arraycopy(values, (o * count + r) * width, row, 0, width);
        into[o * rows + from + r] = row;
      }
    }
  }

  /** An output with an axis before that of rows: {@code [outer][rows][...]}. */
  float[][][] outer(String output, Map<String, float[][]> results, int rows) {
    float[][] flat = results.get(output);
    int count =
        file.outputs().stream()
            .filter(port -> port.name().equals(output))
            .mapToInt(BatchedCall::outer)
            .sum();
    float[][][] all = new float[count][rows][];
    for (int o = 0; o < count; o++) {
      System.arraycopy(flat, o * rows, all[o], 0, rows);
    }
    return all;
  }

  @Override
  public String toString() {
    return name + " of " + bundle.folder();
  }
}
