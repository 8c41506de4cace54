package dev.vae.core.kernel;

import java.util.Optional;

/**
 * Offers an implementation of {@link Kernels}; found by ServiceLoader. Its class mentions no vector
 * type, so that it can be loaded where the incubator module is absent.
 */
public interface KernelProvider {

  /** Returns the name by which {@code --kernels} chooses. */
  String name();

  /** Returns the higher goes first when no name is asked for. */
  int priority();

  /**
   * Returns why this cannot be used here, with the exact JVM flag that would help; empty if it can.
   */
  Optional<String> unavailable();

  /**
   * Says why this would be slower here than the next in order, with what would help; empty if
   * nothing is known against it. Such kernels run only when asked for by name.
   */
  default Optional<String> slow() {
    return Optional.empty();
  }

  /**
   * Returns the kernels.
   *
   * @throws IllegalStateException if {@link #unavailable}
   */
  Kernels kernels();
}
