package dev.vae.core.internal.compile.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TeamTest {

  @Test
  void everyThreadWorksAndBarriersHold() {
    for (int size = 1; size <= 5; size++) {
      try (Team team = new Team(size)) {
        int all = size;
        for (int round = 0; round < 300; round++) {
          AtomicInteger count = new AtomicInteger();
          AtomicIntegerArray seen = new AtomicIntegerArray(size);
          team.tryRun(
              thread -> {
                count.incrementAndGet();
                team.barrier(thread);
                seen.set(thread, count.get());
                team.barrier(thread);
                count.incrementAndGet();
              });
          assertEquals(2 * all, count.get());
          for (int i = 0; i < all; i++) {
            assertEquals(all, seen.get(i));
          }
        }
      }
    }
  }

  @Test
  void aFailureSurfacesAndTheTeamGoesOn() {
    try (Team team = new Team(3)) {
      for (int failing = 0; failing < 3; failing++) {
        int who = failing;
        IllegalStateException e =
            assertThrows(
                IllegalStateException.class,
                () ->
                    team.tryRun(
                        thread -> {
                          if (thread == who) {
                            throw new IllegalStateException("thread " + who);
                          }
                          team.barrier(thread);
                        }));
        assertEquals("thread " + who, e.getMessage());
        AtomicInteger count = new AtomicInteger();
        team.tryRun(thread -> count.incrementAndGet());
        assertEquals(3, count.get());
      }
    }
  }

  @Test
  void anInterruptIsKeptForTheCaller() throws InterruptedException {
    try (Team team = new Team(2)) {
      Thread.currentThread().interrupt();
      AtomicInteger count = new AtomicInteger();
      team.tryRun(
          thread -> {
            if (thread == 1) {
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
    Thread[] helper = new Thread[1];
    team.tryRun(
        thread -> {
          if (thread == 1) {
            helper[0] = Thread.currentThread();
          }
        });
    assertTrue(helper[0].isDaemon());
    for (int i = 0; i < 1000 && helper[0].getState() != Thread.State.TIMED_WAITING; i++) {
      Thread.sleep(5);
    }
    assertEquals(Thread.State.TIMED_WAITING, helper[0].getState());
    team.close();
    assertEquals(Thread.State.TERMINATED, helper[0].getState());
    assertFalse(team.tryRun(thread -> {}), "a closed team takes no job");
  }

  @Test
  void closingWaitsForTheJobThatIsBeingDone() throws InterruptedException {
    Team team = new Team(3);
    AtomicInteger done = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    Thread other =
        new Thread(
            () ->
                team.tryRun(
                    thread -> {
                      begun.countDown();
                      sleep();
                      team.barrier(thread);
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
  void aBusyTeamTakesNoOtherJob() throws InterruptedException {
    try (Team team = new Team(2)) {
      AtomicIntegerArray taken = new AtomicIntegerArray(2);
      team.tryRun(
          thread -> {
            if (thread == 0) {
              taken.set(0, team.tryRun(t -> {}) ? 1 : 0);
              Thread other = new Thread(() -> taken.set(1, team.tryRun(t -> {}) ? 1 : 0));
              other.start();
              join(other);
            }
          });
      assertEquals("[0, 0]", taken.toString());
      assertTrue(team.tryRun(t -> {}), "and one when it is done");
    }
  }

  @Test
  void idleHelpersEndAndOthersTakeTheirPlace() throws InterruptedException {
    try (Team team = new Team(3, 1_000_000)) {
      for (int round = 0; round < 50; round++) {
        Thread[] helpers = new Thread[3];
        assertTrue(team.tryRun(thread -> helpers[thread] = Thread.currentThread()));
        if (round % 2 == 0) {
          helpers[1].join(10_000);
          helpers[2].join(10_000);
          assertEquals(Thread.State.TERMINATED, helpers[1].getState());
          assertEquals(Thread.State.TERMINATED, helpers[2].getState());
        }
      }
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
