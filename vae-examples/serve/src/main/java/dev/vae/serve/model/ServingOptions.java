package dev.vae.serve.model;

import dev.vae.core.plugin.Plugins;
import dev.vae.serve.call.Batcher;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

/**
 * How models are used.
 *
 * @param plugins what models' parts are looked for in
 * @param samples how many draws a row's likelihood is estimated by, in models that are not of
 *     tables
 * @param rows how many rows may be asked for
 * @param places how many batches run at the same time
 * @param batch how many rows are gathered at most
 * @param queue how many rows may wait
 * @param sizes told of the size of each batch
 * @param threads run what one request's thread does not
 */
public record ServingOptions(
    Plugins plugins,
    int samples,
    int rows,
    int places,
    int batch,
    int queue,
    IntConsumer sizes,
    Executor threads) {

  /** Returns what gathers calls so. */
  <K, I, O> Batcher<K, I, O> batcher(Batcher.Run<K, I, O> run) {
    return new Batcher<>(run, places, batch, queue, sizes);
  }

  /**
   * Returns what gathers calls so, and has free processors help with a call.
   *
   * @param least how many rows are worth a thread
   */
  <K, I, O> Batcher<K, I, O> splitting(Batcher.Run<K, I, O> run, int least) {
    Batcher.Splitting split = new Batcher.Splitting(threads, least);
    return new Batcher<>(run, places, batch, queue, sizes, Optional.of(split));
  }
}
