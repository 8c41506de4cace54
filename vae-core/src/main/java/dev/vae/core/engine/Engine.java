package dev.vae.core.engine;

import dev.vae.core.kernel.KernelSelector;
import dev.vae.core.kernel.Kernels;
import java.util.Objects;

/**
 * With what programs run: the loops, and how many threads share the work. Neither changes a bit of
 * any result.
 *
 * @param kernels the loops
 * @param threads how many threads, the caller's included; at least 1
 */
public record Engine(Kernels kernels, int threads) {

  /** Checks the number of threads. */
  public Engine {
    Objects.requireNonNull(kernels, "kernels");
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
  }

  /** The best kernels that run here, and all processors. */
  public static Engine defaults() {
    return of(Runtime.getRuntime().availableProcessors(), null);
  }

  /**
   * A number of threads, and kernels by name.
   *
   * @param kernels such as {@code vector} or {@code portable}; null for the best that runs here
   * @throws IllegalArgumentException if the name is unknown, or its kernels cannot run here
   */
  public static Engine of(int threads, String kernels) {
    return new Engine(
        kernels == null ? KernelSelector.get() : KernelSelector.byName(kernels), threads);
  }
}
