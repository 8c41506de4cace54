package dev.vae.core.optim;

import dev.vae.core.plugin.NamedProvider;
import dev.vae.core.plugin.Options;

/**
 * Makes Optimizers of one name; found by ServiceLoader. {@link
 * dev.vae.core.contract.OptimizerContract} proves what they promise.
 */
public interface OptimizerProvider extends NamedProvider {

  /**
   * Makes one from its options. Option {@code learningRate} is the learning rate, which the command
   * line gives to every optimizer; options that are not read are an error, reported by name.
   *
   * @throws IllegalArgumentException if an option is missing or impossible
   */
  Optimizer create(Options options);
}
