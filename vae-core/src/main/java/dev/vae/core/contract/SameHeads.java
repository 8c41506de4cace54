package dev.vae.core.contract;

import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Many rows with the same heads, that is, of one distribution; a setting is one choice of heads.
 */
record SameHeads(LikelihoodBench subject, Bench bench) {

  /** One output for rows that have the same heads. */
  double[] result(String output, int setting, int rows, double[] x) {
    Map<String, double[]> numbers = bench.numbers(rows, setting, 0);
    for (Tensor t : bench.leaves(Op.INPUT)) {
      double[] one = bench.inputs(t, 1, setting);
      double[] all = new double[rows * one.length];
      Arrays.setAll(all, i -> one[i % one.length]);
      numbers.put(t.name(), all);
    }
    if (x != null) {
      numbers.put(LikelihoodBench.X, x);
    }
    return bench.evaluate(output, numbers, rows);
  }

  /** The rows' input. */
  Tensor x() {
    return bench.pass.graph().input(LikelihoodBench.X, subject.xShape());
  }

  /** The heads in words. */
  String heads(int setting) {
    Map<String, String> heads = new LinkedHashMap<>();
    for (Tensor t : bench.leaves(Op.INPUT)) {
      if (!t.name().equals(LikelihoodBench.X)) {
        heads.put(t.name(), rounded(bench.inputs(t, 1, setting)));
      }
    }
    return heads.toString();
  }

  private static String rounded(double[] numbers) {
    return Arrays.stream(numbers)
        .mapToObj(number -> String.format(Locale.ROOT, "%.4g", number))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
