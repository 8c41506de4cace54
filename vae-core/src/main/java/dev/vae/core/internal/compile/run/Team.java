package dev.vae.core.internal.compile.run;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed number of threads that do one job together, the caller among them. Who waits for the
 * others looks again and again, then lets others run, and after 100 microseconds sleeps; between
 * jobs all helpers sleep. Helpers are daemons and start with the first job. One job at a time.
 */
public final class Team implements AutoCloseable {
  private static final int LOOKS = 20;

  /** No pause instructions in it: many of them make a hypervisor take the processor away. */
  private static final long SPIN_NANOS = 3_000;

  /** Longer, so that on a busy machine the one that is waited for gets the processor. */
  private static final long YIELD_NANOS = 100_000;

  /** What all threads do, each knowing its number; the caller's is 0. */
  public interface Job {
    /** Does this thread's part. */
    void run(int thread);
  }

  /** Thrown out of a barrier when another thread has failed. */
  private static final class Abandoned extends RuntimeException {
    private static final long serialVersionUID = 1;

    Abandoned() {
      super(null, null, false, false);
    }
  }

  private enum Event {
    JOB,
    BARRIER,
    END
  }

  private static final Abandoned ABANDONED = new Abandoned();

  private final int size;
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();
  private final AtomicReferenceArray<Thread> sleeping;
  private volatile int jobs;
  private volatile int barriers;
  private volatile Job job;
  private volatile Throwable failure;
  private volatile boolean closed;
  private boolean started;

  /**
   * A team.
   *
   * @param size how many threads, the caller included; at least 1
   */
  public Team(int size) {
    this.size = size;
    this.sleeping = new AtomicReferenceArray<>(size);
  }

  /** How many threads, the caller included. */
  public int size() {
    return size;
  }

  /**
   * Does a job on all threads and returns when all are done; throws what the first to fail threw.
   */
  public synchronized void run(Job what) {
    if (size == 1) {
      what.run(0);
      return;
    }
    if (closed) {
      throw new IllegalStateException("closed");
    }
    start();
    failure = null;
    arrived.set(0);
    left.set(0);
    job = what;
    jobs++;
    wake();
    work(what, 0);
    await(0, Event.END, size - 1);
    job = null;
    Throwable thrown = failure;
    if (thrown instanceof RuntimeException e) {
      throw e;
    } else if (thrown instanceof Error e) {
      throw e;
    }
  }

  /** Waits until every thread of the team has come here; called by a job. */
  void barrier(int thread) {
    if (size == 1) {
      return;
    }
    int now = barriers;
    if (arrived.incrementAndGet() == size) {
      arrived.set(0);
      barriers = now + 1;
      wake();
    } else {
      await(thread, Event.BARRIER, now);
    }
    if (failure != null) {
      throw ABANDONED;
    }
  }

  private void start() {
    for (int i = 1; i < size && !started; i++) {
      int thread = i;
      int seen = jobs;
      Thread helper = new Thread(() -> help(thread, seen), "vae-engine-" + i);
      helper.setDaemon(true);
      helper.start();
    }
    started = true;
  }

  private void help(int thread, int seen) {
    int last = seen;
    while (true) {
      await(thread, Event.JOB, last);
      if (closed) {
        return;
      }
      last = jobs;
      work(job, thread);
      left.incrementAndGet();
      wake();
    }
  }

  private void work(Job what, int thread) {
    try {
      what.run(thread);
    } catch (Abandoned e) {
      return;
    } catch (RuntimeException | Error e) {
      synchronized (arrived) {
        failure = failure == null ? e : failure;
      }
      wake();
    }
  }

  private boolean happened(Event event, int value) {
    return switch (event) {
      case JOB -> jobs != value || closed;
      case BARRIER -> barriers != value || failure != null;
      case END -> left.get() == value;
    };
  }

  private void await(int thread, Event event, int value) {
    long start = System.nanoTime();
    long now = start;
    while (now - start < SPIN_NANOS) {
      for (int i = 0; i < LOOKS; i++) {
        if (happened(event, value)) {
          return;
        }
      }
      now = System.nanoTime();
    }
    while (now - start < YIELD_NANOS) {
      Thread.yield();
      if (happened(event, value)) {
        return;
      }
      now = System.nanoTime();
    }
    sleep(thread, event, value);
  }

  private void sleep(int thread, Event event, int value) {
    boolean interrupted = false;
    sleeping.set(thread, Thread.currentThread());
    while (!happened(event, value)) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    sleeping.set(thread, null);
    if (interrupted && thread == 0) {
      Thread.currentThread().interrupt();
    }
  }

  private void wake() {
    for (int i = 0; i < size; i++) {
      Thread t = sleeping.get(i);
      if (t != null) {
        LockSupport.unpark(t);
      }
    }
  }

  /** Ends the helpers; no job can follow. */
  @Override
  public void close() {
    closed = true;
    wake();
  }
}
