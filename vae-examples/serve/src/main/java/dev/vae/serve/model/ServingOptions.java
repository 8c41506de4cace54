package dev.vae.serve.model;

import dev.vae.core.plugin.Plugins;
import dev.vae.serve.call.Batcher;
import java.util.function.IntConsumer;

/**
 * How models are used.
 *
 * @param plugins what models' parts are looked for in
 * @param samples how many draws a row's likelihood is estimated by, in models that are not of
 *     tables
 * @param places how many batches run at the same time
 * @param batch how many rows are gathered at most
 * @param queue how many rows may wait
 * @param sizes told of the size of each batch
 */
public record ServingOptions(
    Plugins plugins, int samples, int places, int batch, int queue, IntConsumer sizes) {

  /** Returns what gathers calls so. */
  <K, I, O> Batcher<K, I, O> batcher(Batcher.Run<K, I, O> run) {
    return new Batcher<>(run, places, batch, queue, sizes);
  }
}
