package dev.vae.core.internal.compile.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
          team.run(
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
                    team.run(
                        thread -> {
                          if (thread == who) {
                            throw new IllegalStateException("thread " + who);
                          }
                          team.barrier(thread);
                        }));
        assertEquals("thread " + who, e.getMessage());
        AtomicInteger count = new AtomicInteger();
        team.run(thread -> count.incrementAndGet());
        assertEquals(3, count.get());
      }
    }
  }

  @Test
  void anInterruptIsKeptForTheCaller() throws InterruptedException {
    try (Team team = new Team(2)) {
      Thread.currentThread().interrupt();
      AtomicInteger count = new AtomicInteger();
      team.run(
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
    team.run(
        thread -> {
          if (thread == 1) {
            helper[0] = Thread.currentThread();
          }
        });
    assertTrue(helper[0].isDaemon());
    for (int i = 0; i < 1000 && helper[0].getState() != Thread.State.WAITING; i++) {
      Thread.sleep(5);
    }
    assertEquals(Thread.State.WAITING, helper[0].getState());
    team.close();
    helper[0].join(10_000);
    assertEquals(Thread.State.TERMINATED, helper[0].getState());
    assertThrows(IllegalStateException.class, () -> team.run(thread -> {}));
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
