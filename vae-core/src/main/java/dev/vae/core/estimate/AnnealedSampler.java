package dev.vae.core.estimate;

import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * Annealed importance sampling (Neal 2001). Step sizes are tuned for every row and temperature by
 * chains of their own, so that those that count have fixed transitions: E[w] is then p(x) exactly,
 * which it would not be if a chain tuned itself.
 */
final class AnnealedSampler implements RowSampler {
  /** About so many chains run at once. */
  private static final int CHAINS = 1024;

  private static final int LARGEST = 16;
  private static final int PILOTS = 4;

  /** The first step of an untuned chain. */
  private static final double FIRST_STEP = 0.2;

  /** The acceptance that costs least for each independent draw (Neal 2011, section 5.4.4). */
  private static final double ACCEPTANCE = 0.65;

  /** How far log ε moves for an acceptance that is off by 1. */
  private static final double GAIN = 0.2;

  private final Vae vae;
  private final Annealing annealing;
  private final Map<Integer, AnnealedChains.Compiled> compiled = new ConcurrentHashMap<>();

  AnnealedSampler(Vae vae, Annealing annealing) {
    this.vae = vae;
    this.annealing = annealing;
  }

  private static int chains(int samples) {
    int groups = (samples + LARGEST - 1) / LARGEST;
    return (samples + groups - 1) / groups;
  }

  @Override
  public int rows(int samples) {
    return Math.max(1, CHAINS / chains(samples));
  }

  @Override
  public void run(
      Rows.Batch batch, int samples, long seed, long[] keys, RowDraws into, DoubleConsumer done) {
    int rows = batch.rows();
    int temperatures = annealing.temperatures();
    float[][] steps = new float[temperatures][rows];
    int groupSize = chains(samples);
    int groups = (samples + groupSize - 1) / groupSize;
    double work = PILOTS + (double) groups * groupSize;
    if (temperatures > 1) {
      with(
          PILOTS,
          batch,
          pilots -> tune(pilots, rows, seed, keys, steps, p -> done.accept(p * PILOTS / work)));
    }
    with(
        groupSize,
        batch,
        chains -> anneal(chains, rows, samples, groupSize, seed, keys, steps, into, done));
  }

  private void anneal(
      AnnealedChains chains,
      int rows,
      int samples,
      int groupSize,
      long seed,
      long[] keys,
      float[][] steps,
      RowDraws into,
      DoubleConsumer done) {
    int temperatures = annealing.temperatures();
    int groups = (samples + groupSize - 1) / groupSize;
    double work = PILOTS + (double) groups * groupSize;
    for (int g = 0; g < groups; g++) {
      double before = PILOTS + (double) g * groupSize;
      double[] weights = new double[groupSize * rows];
      chains.start(rows, seed, g + 1L, keys);
      for (int t = 0; t < temperatures; t++) {
        double beta = annealing.beta(t + 1);
        chains.addRatio(weights, beta - annealing.beta(t));
        if (t < temperatures - 1) {
          chains.move(beta, steps[t], t);
        }
        done.accept((before + groupSize * (t + 1.0) / temperatures) / work);
      }
      int used = Math.min(groupSize, samples - g * groupSize);
      for (int i = 0; i < used * rows; i++) {
        into.addWeight(i % rows, weights[i]);
      }
    }
  }

  /** Finds the steps with which about {@value #ACCEPTANCE} of the proposals are accepted. */
  private void tune(
      AnnealedChains pilots,
      int rows,
      long seed,
      long[] keys,
      float[][] steps,
      DoubleConsumer done) {
    pilots.start(rows, seed, 0, keys);
    double[] log = new double[rows];
    Arrays.fill(log, StrictMath.log(FIRST_STEP));
    for (int t = 0; t < steps.length - 1; t++) {
      for (int r = 0; r < rows; r++) {
        steps[t][r] = (float) StrictMath.exp(log[r]);
      }
      pilots.move(annealing.beta(t + 1), steps[t], t);
      float[] accepted = pilots.acceptance();
      for (int r = 0; r < rows; r++) {
        log[r] += GAIN * (accepted[r] - ACCEPTANCE);
      }
      done.accept((t + 1.0) / steps.length);
    }
  }

  private void with(int number, Rows.Batch batch, Consumer<AnnealedChains> what) {
    compiled
        .computeIfAbsent(number, n -> AnnealedChains.compile(vae, annealing, n))
        .use(masked(batch), what);
  }

  /** One way for all, for slopes through a mask may round otherwise. */
  private Rows.Batch masked(Rows.Batch batch) {
    if (batch.mask() != null) {
      return batch;
    }
    float[] ones = new float[batch.rows() * vae.spec().width()];
    Arrays.fill(ones, 1);
    return new Rows.Batch(batch.rows(), batch.values(), ones, batch.condition(), batch.index());
  }
}
