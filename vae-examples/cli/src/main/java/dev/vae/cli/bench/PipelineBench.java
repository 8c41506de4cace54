package dev.vae.cli.bench;

import dev.vae.core.engine.Engine;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataOptions;
import dev.vae.data.source.DataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

/**
 * How long it takes to bring a batch to the step: rows are read from a file that is written for the
 * purpose, shuffled, gathered, scaled and, of tables, masked where cells are missing. Told beside
 * the step that it feeds, both as processor time, of all threads of Java: the data set reads ahead
 * on a thread of its own.
 */
public final class PipelineBench {
  private static final int ROWS = 20_000;
  private static final int PASSES = 3; // at least, however slow the machine is
  private static final double INK = 0.13;
  private static final double MISSING = 0.1;

  private final ProcessorTime spent = new ProcessorTime();
  private final int rows;
  private final double seconds;

  /**
   * A benchmark.
   *
   * @param seconds how long data and step are measured, each
   */
  public PipelineBench(double seconds) {
    this(ROWS, seconds);
  }

  PipelineBench(int rows, double seconds) {
    this.rows = rows;
    this.seconds = seconds;
  }

  /** Measures batches of the data that a model takes, and its step on one thread. */
  public void run(String model, VaeSpec spec, int batch, Consumer<String> line) {
    double open = Double.MAX_VALUE;
    double fed;
    try {
      Path folder = Files.createTempDirectory("vae-bench");
      Path file = folder.resolve("rows");
      try {
        DataSource source = DataSource.parse(write(spec, file) + ":" + file);
        DataOptions options = DataOptions.DEFAULTS.withMissing(!isPicture(spec));
        for (int i = 0; i < PASSES; i++) {
          long start = System.nanoTime();
          Dataset unused = source.open(options);
          open = Math.min(open, (System.nanoTime() - start) * 1e-6);
        }
        fed = perBatch(source.open(options), batch);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    double step =
        new StepBench(model, spec, Engine.of(1, null))
                .train(batch, seconds)
                .cheapest(StepBench.BURST)
            * 1e6;
    line.accept(
        String.format(
            Locale.ROOT,
            "pipeline model=%s rows=%d batch=%d open_ms=%.1f cpu_us_per_batch=%.1f"
                + " cpu_us_per_step=%.1f times_as_fast=%.1f",
            model,
            rows,
            batch,
            open,
            fed,
            step,
            step / fed));
  }

  /** Microseconds of processors for a batch, in the cheapest of many passes over all rows. */
  private double perBatch(Rows data, int batch) {
    double best = Double.MAX_VALUE;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    for (int epoch = 0; epoch < PASSES || System.nanoTime() < end; epoch++) {
      long before = spent.nanos();
      int batches = 0;
      try (Rows.Batches pass = data.shuffled(batch, 1, epoch)) {
        while (pass.next() != null) {
          batches++;
        }
      }
      best = Math.min(best, (spent.nanos() - before) * 1e-3 / batches);
    }
    return best;
  }

  private static boolean isPicture(VaeSpec spec) {
    return spec.event().rank() == 3;
  }

  /** Writes pictures for a model of pictures, else a table; what the file is. */
  private String write(VaeSpec spec, Path file) throws IOException {
    Random random = new Random(1);
    int width = spec.width();
    if (isPicture(spec)) {
      int height = spec.event().dim(0).factor();
      ByteBuffer bytes = ByteBuffer.allocate(16 + rows * width);
      bytes.putInt(0x803).putInt(rows).putInt(height).putInt(width / height);
      while (bytes.hasRemaining()) {
        bytes.put((byte) (random.nextDouble() < INK ? 255 : 0));
      }
      Files.write(file, bytes.array());
      return "idx";
    }
    StringBuilder text = new StringBuilder();
    for (int c = 0; c < width; c++) {
      text.append(c == 0 ? "" : ",").append('c').append(c);
    }
    for (int i = 0; i < rows * width; i++) {
      text.append(i % width == 0 ? '\n' : ',');
      if (random.nextDouble() >= MISSING) {
        text.append((float) random.nextGaussian());
      }
    }
    Files.writeString(file, text.append('\n'));
    return "csv";
  }
}
