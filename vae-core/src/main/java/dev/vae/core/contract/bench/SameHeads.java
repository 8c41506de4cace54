package dev.vae.core.contract.bench;

import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Many rows with the same heads, that is, of one distribution; a setting is one choice of heads.
 */
public record SameHeads(LikelihoodBench subject, TracedPart bench) {

  /** Returns one output for rows that have the same heads. */
  public double[] result(String output, int setting, int rows, double[] x) {
    Map<String, double[]> given = x == null ? Map.of() : Map.of(LikelihoodBench.X, x);
    return bench.many(List.of(output), rows, setting, 0, given).get(output);
  }

  /** Returns the rows' input. */
  public Tensor x() {
    return bench.pass.graph().input(LikelihoodBench.X, subject.xShape());
  }

  /** Returns the heads in words. */
  public String heads(int setting) {
    Map<String, String> heads = new LinkedHashMap<>();
    for (Tensor t : bench.leaves(Op.INPUT)) {
      if (!t.name().equals(LikelihoodBench.X)) {
        heads.put(t.name(), rounded(bench.inputs(t, 1, setting)));
      }
    }
    return heads.toString();
  }

  private static String rounded(double[] values) {
    return Arrays.stream(values)
        .mapToObj(number -> String.format(Locale.ROOT, "%.4g", number))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
