package dev.vae.data.tabular.draws;

import dev.vae.core.graph.Shape;
import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
import dev.vae.data.tabular.parts.RowParts;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Training rows as the model should meet them: noise as fine as a column's resolution on numbers,
 * so that no density grows without bound where values repeat, and in some rows more holes than
 * there are, so that the encoder learns to do without any column. What is drawn for a row depends
 * on seed, epoch and the row's number alone. In order, rows are as they are.
 */
public final class MaskedRows implements Rows {
  /** The share of rows that get holes. */
  private static final double HOLED = 0.5;

  private final Rows rows;
  private final RowParts parts;
  private final double holed;
  private final double[] noise;
  private final boolean[] kept;
  private final double[][] spikes;

  /**
   * With more holes in half of the rows.
   *
   * @param values {@code [rows][columns]}, NaN where missing
   * @param parts which columns are hidden together
   * @param noise for each column the deviation of the noise; 0 for categories
   * @param kept for each column whether it gets no more holes, as those it has say something
   */
  public MaskedRows(double[][] values, RowParts parts, double[] noise, boolean[] kept) {
    this(values, parts, noise, kept, Collections.nCopies(noise.length, List.of()), HOLED);
  }

  /**
   * With holes in another fraction of rows.
   *
   * @param spikes for each column the values that stay as they are, in single precision
   */
  public MaskedRows(
      double[][] values,
      RowParts parts,
      double[] noise,
      boolean[] kept,
      List<List<Double>> spikes,
      double holed) {
    this.parts = parts;
    this.spikes =
        spikes.stream()
            .map(of -> of.stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new);
    this.kept = kept.clone();
    this.holed = holed;
    this.rows = Rows.withMissing(RowMatrix.of(inSinglePrecision(values), noise.length));
    this.noise = noise.clone();
  }

  @Override
  public long size() {
    return rows.size();
  }

  @Override
  public Shape event() {
    return rows.event();
  }

  @Override
  public Batches shuffled(int batch, long seed, int epoch) {
    Batches given = rows.shuffled(batch, seed, epoch);
    return new Batches() {
      @Override
      public Batch next() {
        Batch b = given.next();
        for (int r = 0; b != null && r < b.rows(); r++) {
          disturb(b, r, seed * 0x9E3779B97F4A7C15L + epoch);
        }
        return b;
      }

      @Override
      public void close() {
        given.close();
      }
    };
  }

  /** One after another: rows are read in another order at each epoch, as they are every time. */
  private static float[] inSinglePrecision(double[][] values) {
    int width = values[0].length;
    float[] flat = new float[Math.multiplyExact(values.length, width)];
    for (int r = 0; r < values.length; r++) {
      for (int c = 0; c < width; c++) {
        flat[r * width + c] = (float) values[r][c];
      }
    }
    return flat;
  }

  private static boolean isOneOf(double[] spikes, float value) {
    for (double spike : spikes) {
      if (spike == value) {
        return true;
      }
    }
    return false;
  }

  private void disturb(Batch batch, int row, long seed) {
    int width = noise.length;
    SplittableRandom random =
        new SplittableRandom(seed ^ (batch.index()[row] + 1) * 0xD1B54A32D192ED03L);
    double rate = random.nextDouble() < holed ? random.nextDouble() : 0;
    boolean hole = false;
    for (int c = 0; c < width; c++) {
      int at = row * width + c;
      float[] values = batch.values();
      if (batch.mask()[at] != 0 && noise[c] > 0) {
        // the sum of three uniform numbers is nearly normal, with variance 1/4
        double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
        if (!isOneOf(spikes[c], values[at])) {
          values[at] += (float) (2 * sum * noise[c]);
        }
      }
      if (parts.first(parts.cell(c)) == c) {
        hole = rate > 0 && !kept[c] && random.nextDouble() < rate;
      }
      if (hole) {
        batch.mask()[at] = 0;
        values[at] = 0;
      }
    }
  }

  @Override
  public Batches inOrder(int batch, long seed) {
    return rows.inOrder(batch, seed);
  }
}
