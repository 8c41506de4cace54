package dev.vae.core.internal.compile.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A fixed number of threads that share work, the caller among them. The caller begins a piece of
 * work at once, whether or not others come to help; each thread takes part after part, first those
 * that are its own by the order of parts, then what others have left, so that a thread that the
 * machine has no processor for delays nobody. What is shared out never touches one another, so who
 * does what changes no result.
 *
 * <p>Helpers sleep between jobs and are woken where the work is worth it. They are daemons, start
 * with the first job, and end when there was none for a while, or at the latest when the team is
 * closed. One job at a time; and where as many callers compute as there are threads, each computes
 * alone.
 */
public final class Team implements AutoCloseable {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Nanoseconds of work that a sleeping helper is woken for, unless jobs come in a row. */
  private static final double WORTH_WAKING = 100_000;

  /**
   * Jobs shorter than this are not shared, not even where they come in a row: those of a single row
   * of a table's five small nets took two threads longer than one, and three times its work.
   */
  private static final double WORTH_SHARING = 50_000;

  /** Parts of work that are independent of one another. */
  interface Parts {
    /**
     * Returns how many parts come before those of a thread; of the team's size, how many in all.
     */
    int before(int thread);

    /** Does one part. */
    void run(int part, int thread);
  }

  private final int size;

  /** How many parts of the open work helpers have done. */
  private final AtomicInteger done = new AtomicInteger();

  /** How many callers compute now, together or alone. */
  private final AtomicInteger callers = new AtomicInteger();

  private final PartQueue queue;

  private final long idleNanos;
  private final ReentrantLock busy = new ReentrantLock();
  private final List<Thread> helpers = new ArrayList<>();
  private volatile int opened;
  private volatile Parts parts;
  private volatile Throwable failure;
  private volatile boolean closed;
  private volatile SpinThenPark crew;
  private final BooleanSupplier allDone = this::allDone;
  private int awaited;
  private boolean started;
  private boolean worthWaking;
  private long lastEnd;

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
    this.crew = new SpinThenPark(size);
    this.queue = new PartQueue(size);
  }

  /** Returns how many threads, the caller included. */
  public int size() {
    return size;
  }

  /**
   * Does a job, which may {@link #share} work with the others, and returns when it is done, unless
   * the team has another to do, has as many callers as threads, or is closed; throws what the first
   * to fail threw.
   *
   * @param nanos about how long what is shared of it would take one thread
   * @return whether the job was done
   */
  public boolean tryRun(Runnable job, double nanos) {
    if (size == 1
        || nanos < WORTH_SHARING
        || crowded()
        || busy.isHeldByCurrentThread()
        || !busy.tryLock()) {
      return false;
    }
    try {
      if (closed) {
        return false;
      }
      start();
      worthWaking = nanos > WORTH_WAKING || System.nanoTime() - lastEnd < SpinThenPark.AWAKE_NANOS;
      job.run();
      lastEnd = System.nanoTime();
      return true;
    } finally {
      busy.unlock();
    }
  }

  /** Notes that a caller computes, until {@link #leave}. */
  void enter() {
    callers.incrementAndGet();
  }

  /** Notes the end of {@link #enter}. */
  void leave() {
    callers.decrementAndGet();
  }

  /** Whether callers need all processors that the team was made for. */
  private boolean crowded() {
    return callers.get() >= size;
  }

  /** Does all parts, together with whoever comes, and returns when they are done. */
  void share(Parts what) {
    int count = what.before(size);
    if (crowded() || count <= 1) {
      for (int part = 0; part < count; part++) {
        what.run(part, 0);
      }
      return;
    }
    open(what);
    int own = work(what, opened, 0);
    awaited = count - own;
    crew.await(0, allDone, 0);
    parts = null;
    Throwable thrown = failure;
    if (thrown instanceof RuntimeException e) {
      throw e;
    } else if (thrown instanceof Error e) {
      throw e;
    }
  }

  private boolean allDone() {
    return done.get() == awaited;
  }

  private void open(Parts what) {
    failure = null;
    done.set(0);
    parts = what;
    queue.fill(opened + 1, what);
    opened++;
    if (worthWaking) {
      crew.wakeHelpers();
    }
  }

  /** Does what is left of a work; returns how many parts that were. */
  private int work(Parts what, int number, int thread) {
    int count = 0;
    for (int part = queue.take(number, thread); part >= 0; part = queue.take(number, thread)) {
      count++;
      if (failure == null) {
        run(what, part, thread);
      }
    }
    return count;
  }

  private void run(Parts what, int part, int thread) {
    try {
      what.run(part, thread);
    } catch (RuntimeException | Error e) {
      synchronized (done) {
        failure = failure == null ? e : failure;
      }
    }
  }

  private void start() {
    helpers.removeIf(helper -> !helper.isAlive());
    for (int i = 1; i < size && !started; i++) {
      int thread = i;
      int seen = opened;
      SpinThenPark mine = crew;
      Thread helper = new Thread(() -> help(thread, seen, mine), "vae-engine-" + i);
      helper.setDaemon(true);
      helpers.add(helper);
      helper.start();
    }
    started = true;
  }

  private void help(int thread, int seen, SpinThenPark mine) {
    int[] last = {seen};
    BooleanSupplier event = () -> opened != last[0] || closed || crew != mine;
    while (true) {
      boolean called = mine.await(thread, event, idleNanos);
      if (closed || crew != mine || !called && retire(last[0])) {
        return;
      }
      if (called) {
        last[0] = opened;
        Parts what = parts;
        int count = what == null ? 0 : work(what, last[0], thread);
        if (count > 0) {
          done.addAndGet(count);
          mine.wake(0);
        }
      }
    }
  }

  /** Lets all helpers end, unless work has come meanwhile. */
  private boolean retire(int last) {
    if (!busy.tryLock()) {
      return false;
    }
    try {
      if (opened != last) {
        return false;
      }
      SpinThenPark old = crew;
      crew = new SpinThenPark(size);
      started = false;
      old.wakeHelpers();
      return true;
    } finally {
      busy.unlock();
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
      crew.wakeHelpers();
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
