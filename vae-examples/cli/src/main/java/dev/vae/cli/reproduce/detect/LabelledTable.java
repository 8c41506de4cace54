package dev.vae.cli.reproduce.detect;

import dev.vae.data.rows.RowSource;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A table of numbers of whose rows it is known which are odd.
 *
 * @param rows {@code [rows][D]}
 * @param odd for each row
 */
public record LabelledTable(double[][] rows, boolean[] odd) {

  /** Reads a table; of more rows than wanted, evenly spaced ones. */
  public static LabelledTable of(RowSource source, int most) {
    var labels = source.labels().orElseThrow();
    long all = source.size();
    int taken = (int) Math.min(most, all);
    double[][] rows = new double[taken][source.event().elements()];
    boolean[] odd = new boolean[taken];
    for (int i = 0; i < taken; i++) {
      long at = i * all / taken;
      source.read(at, rows[i]);
      odd[i] = labels.get(at, 0) != 0;
    }
    return new LabelledTable(rows, odd);
  }

  /** Returns the rows that are not odd. */
  public double[][] usual() {
    int[] usual = IntStream.range(0, rows.length).filter(r -> !odd[r]).toArray();
    return Arrays.stream(usual).mapToObj(r -> rows[r]).toArray(double[][]::new);
  }
}
