package dev.vae.cli.reproduce.detect;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which rows of a table are learned from, and which are ranked.
 *
 * @param train rows to learn from, whose labels nobody sees
 * @param test rows to rank
 * @param odd whether a test row is an anomaly
 */
public record Split(double[][] train, double[][] test, boolean[] odd) {

  /** How published figures split tables; each has its own, which are not to be mixed. */
  public enum Protocol {
    /** 60 % of all rows, anomalies among them, to learn from; the others are ranked (PyOD). */
    CONTAMINATED("60/40, anomalies in the training part"),
    /** All rows to learn from, and all are ranked. */
    WHOLE("whole table, learned from and ranked"),
    /** Half of the normal rows to learn from; all others are ranked. */
    HALF_OF_NORMALS("half of the normal rows to learn from");

    private final String words;

    Protocol(String words) {
      this.words = words;
    }

    /** Returns it in words. */
    public String words() {
      return words;
    }
  }

  /**
   * Splits a table at random.
   *
   * @param odd whether a row is an anomaly
   */
  public static Split of(Protocol protocol, double[][] rows, boolean[] odd, long seed) {
    int[] order = IntStream.range(0, rows.length).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    int cut = (int) Math.round(0.6 * rows.length);
    int[] normal = Arrays.stream(order).filter(i -> !odd[i]).toArray();
    int[] train =
        switch (protocol) {
          case CONTAMINATED -> Arrays.copyOf(order, cut);
          case WHOLE -> order;
          case HALF_OF_NORMALS -> Arrays.copyOf(normal, normal.length / 2);
        };
    int[] test =
        switch (protocol) {
          case CONTAMINATED -> Arrays.copyOfRange(order, cut, order.length);
          case WHOLE -> order;
          case HALF_OF_NORMALS ->
              IntStream.concat(
                      Arrays.stream(normal).skip(normal.length / 2),
                      Arrays.stream(order).filter(i -> odd[i]))
                  .toArray();
        };
    boolean[] label = new boolean[test.length];
    for (int i = 0; i < label.length; i++) {
      label[i] = odd[test[i]];
    }
    return new Split(pick(rows, train), pick(rows, test), label);
  }

  private static double[][] pick(double[][] rows, int[] numbers) {
    return Arrays.stream(numbers).mapToObj(i -> rows[i]).toArray(double[][]::new);
  }

  /**
   * Returns it with columns of mean 0 and deviation 1 in the training part; rows of both stay the
   * same arrays.
   */
  public Split standardized() {
    int width = train[0].length;
    double[] mean = new double[width];
    double[] deviation = new double[width];
    for (int c = 0; c < width; c++) {
      int column = c;
      mean[c] = Arrays.stream(train).mapToDouble(r -> r[column]).average().orElse(0);
      double squares =
          Arrays.stream(train)
              .mapToDouble(r -> (r[column] - mean[column]) * (r[column] - mean[column]))
              .average()
              .orElse(0);
      deviation[c] = squares > 0 ? Math.sqrt(squares) : 1;
    }
    java.util.Map<double[], double[]> scaled = new java.util.IdentityHashMap<>();
    java.util.function.Function<double[], double[]> scale =
        row ->
            scaled.computeIfAbsent(
                row,
                r -> {
                  double[] z = new double[width];
                  Arrays.setAll(z, c -> (r[c] - mean[c]) / deviation[c]);
                  return z;
                });
    return new Split(
        Arrays.stream(train).map(scale).toArray(double[][]::new),
        Arrays.stream(test).map(scale).toArray(double[][]::new),
        odd);
  }
}
