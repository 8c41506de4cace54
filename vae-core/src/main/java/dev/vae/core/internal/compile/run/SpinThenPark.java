package dev.vae.core.internal.compile.run;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Threads that wait for one another, each where it sleeps. Who waits looks again and again, then
 * lets others run, and after 100 microseconds sleeps until it is woken.
 */
final class SpinThenPark {
  /** How long a waiting thread stays awake. */
  static final long AWAKE_NANOS = 100_000;

  private static final int LOOKS = 20;

  /**
   * How long the caller looks for the last part that a helper has. No pause instructions in it:
   * many of them make a hypervisor take the processor away.
   */
  private static final long CALLER_NANOS = 3_000;

  /** How long helpers look: as long as what comes between two shared rounds of a small call. */
  private static final long HELPER_NANOS = 20_000;

  private final AtomicReferenceArray<Thread> sleeping;

  SpinThenPark(int size) {
    sleeping = new AtomicReferenceArray<>(size);
  }

  /**
   * Waits for an event; who makes it happen wakes the thread.
   *
   * @param idleNanos how long it sleeps at most; 0 for ever
   * @return false if it did not happen for so long
   */
  boolean await(int thread, BooleanSupplier event, long idleNanos) {
    if (event.getAsBoolean()) {
      return true;
    }
    long start = System.nanoTime();
    long now = start;
    long spin = thread == 0 ? CALLER_NANOS : HELPER_NANOS;
    while (now - start < spin) {
      for (int i = 0; i < LOOKS; i++) {
        if (event.getAsBoolean()) {
          return true;
        }
      }
      now = System.nanoTime();
    }
    // longer, so that on a busy machine the one that is waited for gets the processor
    while (now - start < AWAKE_NANOS) {
      Thread.yield();
      if (event.getAsBoolean()) {
        return true;
      }
      now = System.nanoTime();
    }
    return sleep(thread, event, idleNanos);
  }

  private boolean sleep(int thread, BooleanSupplier event, long idleNanos) {
    boolean interrupted = false;
    boolean late = false;
    long start = System.nanoTime();
    sleeping.set(thread, Thread.currentThread());
    while (!event.getAsBoolean() && !late) {
      if (idleNanos > 0) {
        LockSupport.parkNanos(this, idleNanos);
        late = System.nanoTime() - start >= idleNanos;
      } else {
        LockSupport.park(this);
      }
      interrupted |= Thread.interrupted();
    }
    sleeping.set(thread, null);
    if (interrupted && thread == 0) {
      Thread.currentThread().interrupt();
    }
    return event.getAsBoolean();
  }

  /** Wakes a thread if it sleeps. */
  void wake(int thread) {
    Thread sleeper = sleeping.get(thread);
    if (sleeper != null) {
      LockSupport.unpark(sleeper);
    }
  }

  /** Wakes all that sleep but the caller's. */
  void wakeHelpers() {
    for (int i = 1; i < sleeping.length(); i++) {
      wake(i);
    }
  }
}
