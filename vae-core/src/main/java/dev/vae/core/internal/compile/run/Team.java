package dev.vae.core.internal.compile.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A fixed number of threads that do one job together, the caller among them. Who waits for the
 * others looks again and again, then lets others run, and after 100 microseconds sleeps; between
 * jobs all helpers sleep. Helpers are daemons, start with the first job, and end when there was
 * none for a while, or at the latest when the team is closed. One job at a time.
 */
public final class Team implements AutoCloseable {
  private static final int LOOKS = 20;

  /** No pause instructions in it: many of them make a hypervisor take the processor away. */
  private static final long SPIN_NANOS = 3_000;

  /** Longer, so that on a busy machine the one that is waited for gets the processor. */
  private static final long YIELD_NANOS = 100_000;

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

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

  /** The threads of one time, the caller's first, each where it sleeps. */
  private record Crew(AtomicReferenceArray<Thread> sleeping) {
    Crew(int size) {
      this(new AtomicReferenceArray<>(size));
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
  private final long idleNanos;
  private final ReentrantLock busy = new ReentrantLock();
  private final List<Thread> helpers = new ArrayList<>();
  private volatile int jobs;
  private volatile int barriers;
  private volatile Job job;
  private volatile Throwable failure;
  private volatile boolean closed;
  private volatile Crew crew;
  private boolean started;

  /**
   * A team.
   *
   * @param size how many threads, the caller included; at least 1
   */
  public Team(int size) {
    this(size, IDLE_NANOS);
  }

  /** A team whose helpers end when there was no job for so long. */
  Team(int size, long idleNanos) {
    this.size = size;
    this.idleNanos = idleNanos;
    this.crew = new Crew(size);
  }

  /** Returns how many threads, the caller included. */
  public int size() {
    return size;
  }

  /**
   * Does a job on all threads and returns when all are done, unless the team has another to do or
   * is closed; throws what the first to fail threw.
   *
   * @return whether the job was done
   */
  public boolean tryRun(Job what) {
    if (size == 1) {
      what.run(0);
      return true;
    }
    if (busy.isHeldByCurrentThread() || !busy.tryLock()) {
      return false;
    }
    try {
      if (closed) {
        return false;
      }
      together(what);
      return true;
    } finally {
      busy.unlock();
    }
  }

  private void together(Job what) {
    start();
    failure = null;
    arrived.set(0);
    left.set(0);
    job = what;
    jobs++;
    wake(crew);
    work(what, 0);
    await(crew, 0, Event.END, size - 1);
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
      wake(crew);
    } else {
      await(crew, thread, Event.BARRIER, now);
    }
    if (failure != null) {
      throw ABANDONED;
    }
  }

  private void start() {
    helpers.removeIf(helper -> !helper.isAlive());
    for (int i = 1; i < size && !started; i++) {
      int thread = i;
      int seen = jobs;
      Crew mine = crew;
      Thread helper = new Thread(() -> help(thread, seen, mine), "vae-engine-" + i);
      helper.setDaemon(true);
      helpers.add(helper);
      helper.start();
    }
    started = true;
  }

  private void help(int thread, int seen, Crew mine) {
    int last = seen;
    while (true) {
      boolean called = await(mine, thread, Event.JOB, last);
      if (closed || crew != mine || !called && retire(last)) {
        return;
      }
      if (called) {
        last = jobs;
        work(job, thread);
        left.incrementAndGet();
        wake(crew);
      }
    }
  }

  /** Lets all helpers end, unless a job has come meanwhile. */
  private boolean retire(int last) {
    if (!busy.tryLock()) {
      return false;
    }
    try {
      if (jobs != last) {
        return false;
      }
      Crew old = crew;
      crew = new Crew(size);
      started = false;
      wake(old);
      return true;
    } finally {
      busy.unlock();
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
      wake(crew);
    }
  }

  private boolean happened(Crew mine, Event event, int value) {
    return switch (event) {
      case JOB -> jobs != value || closed || crew != mine;
      case BARRIER -> barriers != value || failure != null;
      case END -> left.get() == value;
    };
  }

  /** Waits for an event; false if it is a job and none came for long. */
  private boolean await(Crew mine, int thread, Event event, int value) {
    long start = System.nanoTime();
    long now = start;
    while (now - start < SPIN_NANOS) {
      for (int i = 0; i < LOOKS; i++) {
        if (happened(mine, event, value)) {
          return true;
        }
      }
      now = System.nanoTime();
    }
    while (now - start < YIELD_NANOS) {
      Thread.yield();
      if (happened(mine, event, value)) {
        return true;
      }
      now = System.nanoTime();
    }
    return sleep(mine, thread, event, value);
  }

  private boolean sleep(Crew mine, int thread, Event event, int value) {
    boolean interrupted = false;
    boolean late = false;
    long start = System.nanoTime();
    mine.sleeping.set(thread, Thread.currentThread());
    while (!happened(mine, event, value) && !late) {
      if (event == Event.JOB) {
        LockSupport.parkNanos(this, idleNanos);
        late = System.nanoTime() - start >= idleNanos;
      } else {
        LockSupport.park(this);
      }
      interrupted |= Thread.interrupted();
    }
    mine.sleeping.set(thread, null);
    if (interrupted && thread == 0) {
      Thread.currentThread().interrupt();
    }
    return happened(mine, event, value);
  }

  private void wake(Crew whom) {
    for (int i = 0; i < size; i++) {
      Thread t = whom.sleeping.get(i);
      if (t != null) {
        LockSupport.unpark(t);
      }
    }
  }

  /** Whether it was closed. */
  public boolean closed() {
    return closed;
  }

  /** Lets the job end that is being done, ends the helpers, and waits until they are gone. */
  @Override
  public void close() {
    List<Thread> gone;
    busy.lock();
    try {
      closed = true;
      wake(crew);
      gone = List.copyOf(helpers);
    } finally {
      busy.unlock();
    }
    boolean interrupted = false;
    for (Thread helper : gone) {
      while (helper.isAlive()) {
        try {
          helper.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
