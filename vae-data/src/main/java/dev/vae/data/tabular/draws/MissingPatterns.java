package dev.vae.data.tabular.draws;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which cells of rows are missing together, and how often: the most frequent patterns of the
 * training rows.
 *
 * @param patterns for each, a letter a column: 1 observed, 0 not
 * @param counts in how many rows
 */
public record MissingPatterns(List<String> patterns, List<Long> counts) {
  private static final int MOST = 300;

  /** Copies the lists. */
  public MissingPatterns {
    patterns = List.copyOf(patterns);
    counts = List.copyOf(counts);
    if (patterns.size() != counts.size()) {
      throw new IllegalArgumentException("as many counts as patterns are needed");
    }
  }

  /** Counts those of rows, NaN where not observed. */
  public static MissingPatterns of(double[][] rows) {
    Map<String, Long> seen = new LinkedHashMap<>();
    for (double[] row : rows) {
      StringBuilder pattern = new StringBuilder();
      for (double value : row) {
        pattern.append(Double.isNaN(value) ? '0' : '1');
      }
      seen.merge(pattern.toString(), 1L, Long::sum);
    }
    List<Map.Entry<String, Long>> order = new ArrayList<>(seen.entrySet());
    order.sort(
        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    List<Map.Entry<String, Long>> kept = order.subList(0, Math.min(MOST, order.size()));
    return new MissingPatterns(
        kept.stream().map(Map.Entry::getKey).toList(),
        kept.stream().map(Map.Entry::getValue).toList());
  }

  /** Whether no row has a hole. */
  public boolean complete() {
    return patterns.stream().noneMatch(p -> p.indexOf('0') >= 0);
  }

  /**
   * Returns the pattern that a uniform number chooses, each as often as it was seen.
   *
   * @param uniform from 0 to below 1
   */
  public String at(double uniform) {
    long sum = counts.stream().mapToLong(c -> c).sum();
    long left = (long) (uniform * sum);
    int at = 0;
    while (at < patterns.size() - 1 && left >= counts.get(at)) {
      left -= counts.get(at++);
    }
    return patterns.get(at);
  }
}
