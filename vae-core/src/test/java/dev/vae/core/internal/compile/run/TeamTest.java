package dev.vae.core.internal.compile.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TeamTest {
  /** Nanoseconds of a job for which helpers are woken. */
  private static final double LONG = 1e9;

  /** So many parts, as evenly theirs as can be. */
  private record Even(int count, int threads, Body body) implements Team.Parts {
    interface Body {
      void run(int part, int thread);
    }

    @Override
    public int before(int thread) {
      return count * thread / threads;
    }

    @Override
    public void run(int part, int thread) {
      body.run(part, thread);
    }
  }

  private static boolean share(Team team, int count, Even.Body body) {
    return team.tryRun(() -> team.share(new Even(count, team.size(), body)), LONG);
  }

  /** Has every thread do one part, which waits for those of the others. */
  private static boolean everyone(Team team, IntConsumer body) {
    CountDownLatch all = new CountDownLatch(team.size());
    return share(
        team,
        team.size(),
        (part, thread) -> {
          all.countDown();
          await(all);
          body.accept(thread);
        });
  }

  @Test
  void everyPartIsDoneOnceWhoeverComes() {
    for (int size = 2; size <= 5; size++) {
      try (Team team = new Team(size)) {
        for (int round = 0; round < 300; round++) {
          int count = round % 40;
          AtomicIntegerArray first = new AtomicIntegerArray(count);
          AtomicIntegerArray second = new AtomicIntegerArray(count);
          Even once = new Even(count, size, (part, thread) -> first.incrementAndGet(part));
          Even after = new Even(count, size, (part, thread) -> second.set(part, sum(first)));
          assertTrue(
              team.tryRun(
                  () -> {
                    team.share(once);
                    team.share(after);
                  },
                  LONG));
          for (int i = 0; i < count; i++) {
            assertEquals(1, first.get(i));
            assertEquals(count, second.get(i), "a part sees all of the work before");
          }
        }
      }
    }
  }

  private static int sum(AtomicIntegerArray values) {
    int sum = 0;
    for (int i = 0; i < values.length(); i++) {
      sum += values.get(i);
    }
    return sum;
  }

  @Test
  void everyThreadComesWhereItIsNeeded() {
    for (int size = 2; size <= 4; size++) {
      try (Team team = new Team(size)) {
        AtomicIntegerArray seen = new AtomicIntegerArray(size);
        assertTrue(everyone(team, seen::incrementAndGet));
        assertEquals(size, sum(seen));
        for (int i = 0; i < size; i++) {
          assertEquals(1, seen.get(i));
        }
      }
    }
  }

  @Test
  void aFailureSurfacesWhenAllIsDoneAndTheTeamGoesOn() {
    try (Team team = new Team(3)) {
      for (int failing = 0; failing < 3; failing++) {
        int who = failing;
        IllegalStateException e =
            assertThrows(
                IllegalStateException.class,
                () ->
                    everyone(
                        team,
                        thread -> {
                          if (thread == who) {
                            throw new IllegalStateException("thread " + who);
                          }
                        }));
        assertEquals("thread " + who, e.getMessage());
        AtomicInteger count = new AtomicInteger();
        share(team, 3, (part, thread) -> count.incrementAndGet());
        assertEquals(3, count.get());
      }
    }
  }

  @Test
  void anInterruptIsKeptForTheCaller() {
    try (Team team = new Team(2)) {
      AtomicInteger count = new AtomicInteger();
      CountDownLatch both = new CountDownLatch(2);
      share(
          team,
          2,
          (part, thread) -> {
            both.countDown();
            await(both);
            if (thread == 0) {
              Thread.currentThread().interrupt();
            } else {
              sleep();
            }
            count.incrementAndGet();
          });
      assertEquals(2, count.get());
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void helpersSleepBetweenJobsAndEndWhenClosed() throws InterruptedException {
    Team team = new Team(2);
    Thread[] threads = new Thread[2];
    everyone(team, thread -> threads[thread] = Thread.currentThread());
    Thread helper = threads[1];
    assertTrue(helper.isDaemon());
    for (int i = 0; i < 1000 && helper.getState() != Thread.State.TIMED_WAITING; i++) {
      Thread.sleep(5);
    }
    assertEquals(Thread.State.TIMED_WAITING, helper.getState());
    team.close();
    assertEquals(Thread.State.TERMINATED, helper.getState());
    assertFalse(share(team, 2, (part, thread) -> {}), "a closed team takes no job");
  }

  @Test
  void closingWaitsForTheJobThatIsBeingDone() throws InterruptedException {
    Team team = new Team(3);
    AtomicInteger done = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    Thread other =
        new Thread(
            () ->
                share(
                    team,
                    3,
                    (part, thread) -> {
                      begun.countDown();
                      sleep();
                      done.incrementAndGet();
                    }));
    other.start();
    begun.await();
    team.close();
    assertEquals(3, done.get());
    other.join();
    assertTrue(team.closed());
    team.close();
  }

  @Test
  void aBusyTeamTakesNoOtherJob() {
    try (Team team = new Team(2)) {
      AtomicIntegerArray taken = new AtomicIntegerArray(2);
      team.tryRun(
          () -> {
            taken.set(0, team.tryRun(() -> {}, LONG) ? 1 : 0);
            Thread other = new Thread(() -> taken.set(1, team.tryRun(() -> {}, LONG) ? 1 : 0));
            other.start();
            join(other);
          },
          LONG);
      assertEquals("[0, 0]", taken.toString());
      assertTrue(team.tryRun(() -> {}, LONG), "and one when it is done");
    }
  }

  @Test
  void whereCallersNeedAllProcessorsEachComputesAlone() {
    try (Team team = new Team(2)) {
      team.enter();
      assertTrue(everyone(team, thread -> {}), "one caller has the other thread's help");
      assertTrue(
          team.tryRun(
              () -> {
                team.enter();
                Thread caller = Thread.currentThread();
                team.share(
                    new Even(
                        50, 2, (part, thread) -> assertEquals(caller, Thread.currentThread())));
              },
              LONG));
      assertFalse(team.tryRun(() -> {}, LONG), "two have each a thread of their own");
      team.leave();
      assertTrue(team.tryRun(() -> {}, LONG));
      team.leave();
    }
  }

  /** What takes as long as handing it over is left to the caller, even right after other work. */
  @Test
  void shortJobsAreNotShared() {
    try (Team team = new Team(2)) {
      assertTrue(team.tryRun(() -> {}, LONG));
      assertFalse(team.tryRun(() -> {}, 20_000));
      assertTrue(team.tryRun(() -> {}, LONG));
    }
  }

  @Test
  void idleHelpersEndAndOthersTakeTheirPlace() throws InterruptedException {
    try (Team team = new Team(3, 1_000_000)) {
      for (int round = 0; round < 50; round++) {
        Thread[] helpers = new Thread[3];
        while (!everyone(team, thread -> helpers[thread] = Thread.currentThread())) {
          Thread.onSpinWait(); // a helper that is about to end holds the team for a moment
        }
        if (round % 2 == 0) {
          helpers[1].join(10_000);
          helpers[2].join(10_000);
          assertEquals(Thread.State.TERMINATED, helpers[1].getState());
          assertEquals(Thread.State.TERMINATED, helpers[2].getState());
        }
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread other) {
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
