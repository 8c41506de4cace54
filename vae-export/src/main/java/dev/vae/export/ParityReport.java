package dev.vae.export;

import dev.vae.export.internal.json.MetadataJson;
import dev.vae.export.runtime.OnnxSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far onnxruntime's outputs are from our own engine's.
 *
 * @param tolerance the largest {@code |a − b| / max(unit, |b|)} that passes
 * @param comparisons one for each file, output and batch size
 */
public record ParityReport(double tolerance, List<Comparison> comparisons) {

  /** The tolerance that exports are held to. */
  public static final double TOLERANCE = 1e-5;

  /** Copies the list. */
  public ParityReport {
    comparisons = List.copyOf(comparisons);
  }

  /**
   * One output at one batch size: a from onnxruntime, b our own. A NaN or an infinity that only one
   * of them has counts as an infinite difference.
   *
   * @param file the file's name
   * @param output the output's name
   * @param rows the number of rows N
   * @param elements how many values were compared
   * @param absolute the largest |a − b|
   * @param relative the largest |a − b| / |b| where b is not 0
   * @param scaled the largest |a − b| / max(unit, |b|), which the tolerance is for; a unit is 1, or
   *     in the units of the data what the model sees as 1
   * @param provider what onnxruntime ran on: {@code CPU} or {@code CUDA}
   */
  public record Comparison(
      String file,
      String output,
      int rows,
      int elements,
      double absolute,
      double relative,
      double scaled,
      String provider) {

    /**
     * Compares.
     *
     * @param units of the output's columns, over and over; or 1 for all
     */
    static Comparison of(
        String file,
        String output,
        int rows,
        float[] theirs,
        float[] ours,
        String provider,
        double... units) {
      double absolute = theirs.length == ours.length ? 0 : Double.POSITIVE_INFINITY;
      double relative = absolute;
      double scaled = absolute;
      for (int i = 0; i < Math.min(theirs.length, ours.length); i++) {
        double b = ours[i];
        if (theirs[i] == b || Double.isNaN(b) && Float.isNaN(theirs[i])) {
          continue;
        }
        double difference = Math.abs(theirs[i] - b);
        if (!Double.isFinite(difference)) {
          difference = Double.POSITIVE_INFINITY;
        }
        absolute = Math.max(absolute, difference);
        relative = Math.max(relative, b == 0 ? 0 : over(difference, Math.abs(b)));
        scaled = Math.max(scaled, over(difference, Math.max(units[i % units.length], Math.abs(b))));
      }
      return new Comparison(file, output, rows, ours.length, absolute, relative, scaled, provider);
    }

    private static double over(double difference, double by) {
      return Double.isInfinite(difference) ? difference : difference / by;
    }

    private String toJson(double tolerance) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("file", file);
      map.put("output", output);
      map.put("batch", rows);
      map.put("elements", elements);
      map.put("largestAbsolute", absolute);
      map.put("largestRelative", relative);
      map.put("largestScaled", scaled);
      map.put("provider", provider);
      map.put("passed", scaled <= tolerance);
      return MetadataJson.of(map);
    }
  }

  /** Whether every output is within the tolerance. */
  public boolean passed() {
    return largest() <= tolerance;
  }

  /** Returns the largest {@code |a − b| / max(unit, |b|)} of all. */
  public double largest() {
    return comparisons.stream().mapToDouble(Comparison::scaled).max().orElse(0);
  }

  /** This and more comparisons. */
  ParityReport with(List<Comparison> more) {
    List<Comparison> all = new ArrayList<>(comparisons);
    all.addAll(more);
    return new ParityReport(tolerance, all);
  }

  /** Returns this as JSON; an infinite difference is {@code null}. */
  public String toJson() {
    List<String> lines = comparisons.stream().map(c -> "    " + c.toJson(tolerance)).toList();
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("passed", passed());
    head.put("tolerance", tolerance);
    head.put("runtime", "onnxruntime " + OnnxSession.runtimeVersion());
    head.put("measure", "|onnxruntime - vae| / max(unit, |vae|)");
    head.put("largest", largest());
    StringBuilder text = new StringBuilder("{\n");
    head.forEach((k, v) -> text.append("  \"" + k + "\": " + MetadataJson.of(v) + ",\n"));
    text.append("  \"comparisons\": [\n").append(String.join(",\n", lines));
    return text.append("\n  ]\n}\n").toString();
  }
}
