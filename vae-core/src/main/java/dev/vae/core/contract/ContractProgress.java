package dev.vae.core.contract;

import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;

/** Tells which rule is being checked, as long as a check takes more than a moment. */
@NullUnmarked // no null leaves it
final class ContractProgress implements AutoCloseable {
  private static final long MOMENT = 2_000;

  private final Consumer<String> listener;
  private final String what;
  private final long start = System.nanoTime();
  private final Thread watcher;
  private volatile Rule rule;
  private volatile int count;

  private ContractProgress(Consumer<String> listener, String what, long every) {
    this.listener = listener;
    this.what = what;
    this.watcher = new Thread(() -> watch(every), "contract progress");
    watcher.setDaemon(true);
  }

  /**
   * Progress that is told from now on.
   *
   * @param listener null for none
   */
  static ContractProgress to(Consumer<String> listener, String what) {
    return to(listener, what, MOMENT);
  }

  /** The same, told at least so many milliseconds apart. */
  static ContractProgress to(Consumer<String> listener, String what, long every) {
    ContractProgress progress = new ContractProgress(listener, what, every);
    if (listener != null) {
      progress.watcher.start();
    }
    return progress;
  }

  private void watch(long every) {
    try {
      for (long wait = every; ; wait = Math.min(5 * every, wait + every)) {
        Thread.sleep(wait);
        tell();
      }
    } catch (InterruptedException e) {
      // the check is done
    }
  }

  private void tell() {
    Rule now = rule;
    if (now != null) {
      long seconds = (System.nanoTime() - start) / 1_000_000_000;
      listener.accept(
          what
              + ": "
              + now.id()
              + " "
              + now
              + ", check "
              + count
              + ", for "
              + seconds
              + " s so far");
    }
  }

  /** A rule begins to be checked. */
  void at(Rule next) {
    rule = next;
    count++;
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
