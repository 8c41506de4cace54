package dev.vae.core.engine;

import dev.vae.core.internal.compile.run.Team;
import dev.vae.core.kernel.KernelSelector;
import dev.vae.core.kernel.Kernels;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs compiled programs: the kernels that they call, and the one team of threads that all programs
 * of this engine share. Neither changes a bit of any result.
 *
 * <p>The threads start with the first work that is worth sharing, are daemons, and end half a
 * minute after the last. {@link #close} ends them at once; what runs on the engine, models
 * included, cannot compute from then on.
 */
public final class Engine implements AutoCloseable {
  private static final int MOST_THREADS = 1024;

  private final Kernels kernels;
  private final Team team;
  private final boolean shared;

  private Engine(Kernels kernels, int threads, boolean shared) {
    this.kernels = Objects.requireNonNull(kernels, "kernels");
    if (threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads must be 1 to " + MOST_THREADS + ", not " + threads);
    }
    this.team = new Team(threads);
    this.shared = shared;
  }

  /** Made when it is first asked for. */
  private static final class Shared {
    private static final Engine ENGINE =
        new Engine(KernelSelector.get(), Runtime.getRuntime().availableProcessors(), true);
  }

  /**
   * Returns the best kernels that run here, and all processors: one engine for all that ask for
   * none of their own. It stays open; closing it does nothing.
   */
  public static Engine defaults() {
    return Shared.ENGINE;
  }

  /**
   * Returns an engine with threads of its own, and kernels by name.
   *
   * @param threads how many threads share the work, the caller's included; 1 to 1024
   * @param kernels such as {@code vector} or {@code portable}; null for the best that runs here
   * @throws IllegalArgumentException if the name is unknown, or its kernels cannot run here
   */
  public static Engine of(int threads, @Nullable String kernels) {
    return new Engine(
        kernels == null ? KernelSelector.get() : KernelSelector.byName(kernels), threads, false);
  }

  /**
   * Returns an engine with the same kernels and threads of its own.
   *
   * @param threads how many threads share the work, the caller's included; 1 to 1024
   */
  public Engine withThreads(int threads) {
    return new Engine(kernels, threads, false);
  }

  /** Returns the name of the kernels, such as {@code vector} or {@code portable}. */
  public String kernels() {
    return kernels.name();
  }

  /** Returns the kernels in words, with what they use of the processor. */
  public String description() {
    return kernels.description();
  }

  /** The loops. */
  Kernels loops() {
    return kernels;
  }

  /** Returns how many threads share the work, the caller's included. */
  public int threads() {
    return team.size();
  }

  /** The threads. */
  Team team() {
    return team;
  }

  /**
   * Refuses use after the end.
   *
   * @throws IllegalStateException if the engine is closed
   */
  void requireOpen() {
    if (team.closed()) {
      throw new IllegalStateException(
          "the engine is closed, so nothing that runs on it can compute any more; make a new engine"
              + " and load or build the model with it");
    }
  }

  /**
   * Ends the threads, and returns when they are gone; runs that are under way end first. Runs that
   * would begin later are refused by an {@link IllegalStateException}.
   */
  @Override
  public void close() {
    if (!shared) {
      team.close();
    }
  }

  @Override
  public String toString() {
    return "Engine[" + kernels + ", " + threads() + " threads]";
  }
}
