package dev.vae.cli.bench;

import dev.vae.core.engine.Engine;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.EpochReport;
import dev.vae.core.train.Trainer;
import dev.vae.draw.Charts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * How training's time grows with each size, the others held: a line for every point, then the
 * exponent e of the power t = c·sizeᵉ that fits a curve best (least squares of logarithms), and one
 * chart of all. A curve is of steps, but that of rows, which is of epochs.
 *
 * <p>Every model is a table's net, {@code columns-units-units-(5,5)-units-units-columns}, of 64
 * columns and units and batches of 128 unless its curve says otherwise; that of steps is a {@code
 * gru} of 32 features and units and batches of 32, that of threads the preset {@code mlp} on
 * batches of 512.
 */
public final class GrowthBench {
  private static final int SIZE = 64;
  private static final int BATCH = 128;
  private static final int SEQUENCE = 32;
  private static final int WARM_UP = 4;

  /** The curves there are. */
  private enum Curve {
    ROWS(1_000, 4_000, 16_000, 64_000),
    COLUMNS(32, 128, 512, 2048),
    BATCH(16, 64, 256, 1024),
    UNITS(32, 128, 512, 1024),
    STEPS(10, 40, 160),
    THREADS();

    private final List<Integer> usual;

    Curve(Integer... usual) {
      this.usual = List.of(usual);
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    List<Integer> sizes() {
      int all = Runtime.getRuntime().availableProcessors();
      return this == THREADS ? IntStream.rangeClosed(1, all).boxed().toList() : usual;
    }
  }

  private final int threads;
  private final double seconds;
  private final Consumer<String> line;

  /**
   * A benchmark.
   *
   * @param threads of all curves but that of threads
   * @param seconds how long a point is measured, after a warm-up as long
   */
  public GrowthBench(int threads, double seconds, Consumer<String> line) {
    this.threads = threads;
    this.seconds = seconds;
    this.line = line;
  }

  /** Returns the names of the curves. */
  public static List<String> names() {
    return IntStream.range(0, Curve.values().length)
        .mapToObj(i -> Curve.values()[i].text())
        .toList();
  }

  /**
   * Measures.
   *
   * @param sizes of the curves to measure, by name; all with their usual sizes if there are none
   * @param chart where the chart goes
   * @throws IllegalArgumentException if there is no such curve, or one has fewer than two sizes
   */
  public void run(Map<String, List<Integer>> sizes, Path chart) {
    sizes.forEach(GrowthBench::check);
    // the first point should not be the one that waits for the compiler
    new StepBench("", BenchModels.table(SIZE, SIZE), Engine.of(threads, null))
        .train(BATCH, WARM_UP * seconds);
    Map<String, double[][]> drawn = new LinkedHashMap<>();
    for (Curve curve : Curve.values()) {
      List<Integer> points =
          sizes.isEmpty() ? curve.sizes() : sizes.getOrDefault(curve.text(), List.of());
      if (points.size() > 1) {
        measure(curve, points, drawn);
      }
    }
    Charts.growth(chart, "times the smallest size", "ms a step, of rows an epoch", drawn);
  }

  private static void check(String name, List<Integer> sizes) {
    if (!names().contains(name)) {
      throw new IllegalArgumentException(
          "there is no curve '" + name + "'; those there are: " + String.join(", ", names()));
    }
    if (sizes.stream().distinct().count() < 2) {
      throw new IllegalArgumentException(
          "curve '" + name + "' needs two sizes or more, such as " + name + "=100:1000");
    }
  }

  private void measure(Curve curve, List<Integer> sizes, Map<String, double[][]> drawn) {
    List<double[]> points = new ArrayList<>();
    List<double[]> factors = new ArrayList<>();
    for (int size : sizes) {
      double time = milliseconds(curve, size);
      points.add(new double[] {size, time});
      factors.add(new double[] {(double) size / sizes.get(0), time});
      line.accept(String.format(Locale.ROOT, "curve=%s size=%d ms=%.3f", curve.text(), size, time));
    }
    double exponent = exponent(points);
    line.accept(String.format(Locale.ROOT, "curve=%s exponent=%.2f", curve.text(), exponent));
    String name =
        String.format(
            Locale.ROOT,
            "%s %,d–%,d: %.2f",
            curve.text(),
            sizes.get(0),
            sizes.get(sizes.size() - 1),
            exponent);
    drawn.put(name, factors.toArray(double[][]::new));
  }

  private double milliseconds(Curve curve, int size) {
    return switch (curve) {
      case ROWS -> epoch(size);
      case COLUMNS -> step(BenchModels.table(size, SIZE), BATCH, threads);
      case BATCH -> step(BenchModels.table(SIZE, SIZE), size, threads);
      case UNITS -> step(BenchModels.table(SIZE, size), BATCH, threads);
      case STEPS -> step(BenchModels.recurrent("gru", size, SEQUENCE), SEQUENCE, threads);
      case THREADS -> step(BenchModels.of("mlp"), 4 * BATCH, size);
    };
  }

  private double step(VaeSpec spec, int batch, int count) {
    StepBench bench = new StepBench("", spec, Engine.of(count, null));
    return bench.train(batch, seconds).quickest(StepBench.BURST) * 1e3;
  }

  /** The quickest epoch of all that fit into the time, after a warm-up as long; at least one. */
  private double epoch(int size) {
    Random random = new Random(1);
    float[] values = new float[size * SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    VaeSpec spec = BenchModels.table(SIZE, SIZE);
    Vae vae = Vae.builder(spec).engine(Engine.of(threads, null)).seed(1).build();
    Trainer trainer = Trainer.of(vae).train(Rows.of(RowMatrix.of(values, SIZE))).batch(BATCH);
    long begin = System.nanoTime();
    long[] last = {begin};
    long[] best = {Long.MAX_VALUE};
    trainer.listener(
        event -> {
          if (event instanceof EpochReport) {
            long now = System.nanoTime();
            boolean warm = last[0] - begin > seconds * 1e9;
            best[0] = warm ? Math.min(best[0], now - last[0]) : best[0];
            last[0] = now;
            if (best[0] < Long.MAX_VALUE && now - begin > 2 * seconds * 1e9) {
              trainer.cancel();
            }
          }
        });
    trainer.epochs(Integer.MAX_VALUE).run();
    return best[0] * 1e-6;
  }

  /** The slope of a line through the logarithms of points, by least squares. */
  static double exponent(List<double[]> points) {
    double x = points.stream().mapToDouble(p -> Math.log(p[0])).average().orElseThrow();
    double y = points.stream().mapToDouble(p -> Math.log(p[1])).average().orElseThrow();
    double together = 0;
    double square = 0;
    for (double[] p : points) {
      together += (Math.log(p[0]) - x) * (Math.log(p[1]) - y);
      square += (Math.log(p[0]) - x) * (Math.log(p[0]) - x);
    }
    return together / square;
  }
}
