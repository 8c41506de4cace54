package dev.vae.data.internal.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces are computed side by side, and come out in order. */
class OrderedParallelTest {
  private static Supplier<Integer> pieces(int count) {
    Iterator<Integer> all = IntStream.range(0, count).iterator();
    return () -> all.hasNext() ? all.next() : null;
  }

  @Test
  void comesOutInOrderWhicheverIsReadyFirst() {
    CountDownLatch later = new CountDownLatch(2);
    List<Integer> taken = new ArrayList<>();
    OrderedParallel.run(
        pieces(50),
        3,
        piece -> {
          if (piece == 0) {
            await(later); // the two behind are done before
          } else {
            later.countDown();
          }
          return piece * piece;
        },
        taken::add);
    assertEquals(IntStream.range(0, 50).map(i -> i * i).boxed().toList(), taken);
  }

  @Test
  void readsNoFurtherAheadThanItMust() {
    AtomicInteger read = new AtomicInteger();
    int[] taken = {0};
    Supplier<Integer> all = pieces(1000);
    OrderedParallel.run(
        () -> {
          read.incrementAndGet();
          return all.get();
        },
        4,
        piece -> piece,
        piece -> {
          taken[0]++;
          assertTrue(read.get() - taken[0] <= 9, read + " read, " + taken[0] + " taken");
        });
    assertEquals(1000, taken[0]);
  }

  @Test
  void oneWorkerOrOnePieceNeedsNoThread() {
    for (int[] size : new int[][] {{5, 1}, {1, 8}, {0, 8}}) {
      Set<Thread> threads = new HashSet<>();
      List<Integer> taken = new ArrayList<>();
      OrderedParallel.run(
          pieces(size[0]),
          size[1],
          piece -> {
            threads.add(Thread.currentThread());
            return piece;
          },
          taken::add);
      assertEquals(size[0], taken.size());
      assertEquals(size[0] == 0 ? Set.of() : Set.of(Thread.currentThread()), threads);
    }
  }

  @Test
  void failuresEndAllAndLeaveNoThread() throws InterruptedException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    IllegalArgumentException own = new IllegalArgumentException("piece 7");
    List<Integer> taken = new ArrayList<>();
    Throwable thrown =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                OrderedParallel.run(
                    pieces(1000),
                    3,
                    piece -> {
                      threads.add(Thread.currentThread());
                      if (piece == 7) {
                        throw own;
                      }
                      return piece;
                    },
                    taken::add));
    assertSame(own, thrown);
    assertEquals(IntStream.range(0, 7).boxed().toList(), taken);
    for (Thread thread : threads) {
      thread.join(60_000);
      assertFalse(thread.isAlive(), thread.getName());
    }

    assertThrows(
        ArithmeticException.class,
        () ->
            OrderedParallel.run(
                pieces(1000),
                3,
                piece -> piece,
                piece -> {
                  throw new ArithmeticException();
                }));
    assertThrows(
        StackOverflowError.class,
        () ->
            OrderedParallel.run(
                pieces(9),
                3,
                piece -> {
                  throw new StackOverflowError();
                },
                piece -> {}));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anInterruptEndsItAndStays(int workers) {
    // with results that are there at once and with such as are waited for
    for (int i = 0; i < 500; i++) {
      Thread.currentThread().interrupt();
      assertThrows(
          CancellationException.class,
          () -> OrderedParallel.run(pieces(9), workers, piece -> piece, piece -> {}));
      assertTrue(Thread.interrupted());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
