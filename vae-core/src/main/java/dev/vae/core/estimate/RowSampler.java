package dev.vae.core.estimate;

import dev.vae.core.rows.Rows;
import java.util.function.DoubleConsumer;

/** Draws latents for rows, and weighs them; for any number of threads. */
interface RowSampler {

  /** Returns how many rows at once suit it. */
  int rows(int samples);

  /**
   * Adds all draws for a batch.
   *
   * @param keys what each row's noise depends on
   * @param done told which part of this batch is done, from 0 to 1
   */
  void run(
      Rows.Batch batch, int samples, long seed, long[] keys, RowDraws into, DoubleConsumer done);
}
