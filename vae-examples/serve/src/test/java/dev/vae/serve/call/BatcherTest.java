package dev.vae.serve.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatcherTest {
  private final List<Integer> sizes = new ArrayList<>();
  private final Map<Integer, String> told = new ConcurrentHashMap<>();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  private List<String> run(String key, List<Integer> items) {
    sizes.add(items.size());
    if (items.contains(0)) {
      entered.countDown();
      await(go);
    }
    if (items.contains(-1)) {
      throw new IllegalArgumentException("−1");
    }
    return items.stream().map(item -> key + item).toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(120, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void submit(Batcher<String, Integer, String> batcher, String key, Integer... items) {
    batcher.submit(
        key,
        List.of(items),
        (all, fault) -> {
          for (int i = 0; i < items.length; i++) {
            told.put(items[i], all == null ? fault.getMessage() : all.get(i));
          }
        });
  }

  @Test
  void aLoneCallRunsAtOnceOnItsOwnThread() {
    Batcher<String, Integer, String> batcher = new Batcher<>(this::run, 1, 8, 100, size -> {});
    submit(batcher, "a", 1, 2);
    assertEquals(Map.of(1, "a1", 2, "a2"), told);
  }

  /** A call larger than a batch runs in several, and others need not wait for all of them. */
  @Test
  void betweenThePartsOfALargeCallOthersGetTheirTurn() throws Exception {
    List<Integer> batches = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    Batcher<String, Integer, String> batcher =
        new Batcher<>(
            (key, items) -> {
              order.addAll(items);
              return run(key, items);
            },
            1,
            4,
            8,
            batches::add);
    ExecutorService first = Executors.newSingleThreadExecutor();
    first.submit(() -> submit(batcher, "a", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    await(entered);
    assertEquals(0, batcher.waiting()); // what has begun keeps nobody from waiting
    submit(batcher, "b", 20, 21);
    submit(batcher, "b", 22);
    submit(batcher, "a", 30, 31, 32, 33, 34);
    go.countDown();
    first.shutdown();
    assertTrue(first.awaitTermination(120, TimeUnit.SECONDS));
    assertEquals(List.of(0, 1, 2, 3, 20, 21, 22, 30, 31, 32, 33, 4, 5, 6, 7, 34, 8, 9), order);
    assertEquals(List.of(4, 3, 4, 4, 3), batches);
    assertEquals(18, told.size());
    told.forEach((item, out) -> assertEquals((item / 10 == 2 ? "b" : "a") + item, out));
    assertEquals(0, batcher.waiting());
  }

  /** A fault in the middle of a large call ends it, and the rest of it is not run. */
  @Test
  void aFaultEndsALargeCallAndNoOther() {
    List<Integer> batches = new ArrayList<>();
    Batcher<String, Integer, String> batcher = new Batcher<>(this::run, 1, 2, 8, batches::add);
    submit(batcher, "a", 1, 2, -1, 3, 4, 5);
    assertEquals("−1", told.get(5));
    assertEquals(List.of(2, 2), batches);
    told.clear();
    submit(batcher, "a", 1, 2, 3);
    assertEquals(Map.of(1, "a1", 2, "a2", 3, "a3"), told);
  }

  /** Whoever cannot be told does not take the place of others with him. */
  @Test
  void whoCannotBeToldKeepsNoPlace() {
    Batcher<String, Integer, String> batcher = new Batcher<>(this::run, 1, 8, 100, size -> {});
    List<String> faults = new ArrayList<>();
    batcher.submit(
        "a",
        List.of(1),
        (all, fault) -> {
          if (fault == null) {
            throw new IllegalStateException("cannot be written");
          }
          faults.add(fault.getMessage());
        });
    assertEquals(List.of("cannot be written"), faults);
    submit(batcher, "a", 2);
    assertEquals(Map.of(2, "a2"), told);
  }

  /** While one runs, others gather by key; one's fault is its own; too many are refused. */
  @Test
  void callsThatComeMeanwhileRunTogether() throws Exception {
    List<Integer> batches = new ArrayList<>();
    Batcher<String, Integer, String> batcher = new Batcher<>(this::run, 1, 4, 8, batches::add);
    ExecutorService first = Executors.newSingleThreadExecutor();
    first.submit(() -> submit(batcher, "a", 0));
    await(entered);
    submit(batcher, "a", 1, 2);
    submit(batcher, "a", 3);
    submit(batcher, "a", 4, 5);
    submit(batcher, "b", 6);
    submit(batcher, "b", -1);
    assertEquals(7, batcher.waiting());
    RequestException refused =
        assertThrows(RequestException.class, () -> submit(batcher, "a", 7, 8));
    assertEquals(503, refused.status());
    assertEquals(Map.of(), told);
    go.countDown();
    first.shutdown();
    assertTrue(first.awaitTermination(20, TimeUnit.SECONDS));
    assertEquals(
        Map.of(0, "a0", 1, "a1", 2, "a2", 3, "a3", 4, "a4", 5, "a5", 6, "b6", -1, "−1"), told);
    assertEquals(List.of(1, 3, 2, 2, 1, 1), batches); // the fault is found in two runs
    assertEquals(batches, sizes);
    assertEquals(0, batcher.waiting());
  }

  private Batcher<String, Integer, String> splitting(
      int places, List<Integer> batches, Executor threads) {
    return new Batcher<>(
        (key, items) -> items.stream().map(item -> key + item).toList(),
        places,
        100,
        100,
        batches::add,
        Optional.of(new Batcher.Splitting(threads, 2)));
  }

  private static Integer[] numbers(int count) {
    Integer[] all = new Integer[count];
    Arrays.setAll(all, i -> i);
    return all;
  }

  /** Free places help with a call, which is answered once and in order. */
  @Test
  void freePlacesShareACall() {
    List<Integer> batches = new ArrayList<>();
    List<Runnable> helpers = new ArrayList<>();
    Batcher<String, Integer, String> batcher = splitting(3, batches, helpers::add);
    List<List<String>> answers = new ArrayList<>();
    batcher.submit("a", List.of(numbers(9)), (all, fault) -> answers.add(all));
    // nobody came to help: the rest was done here all the same
    assertEquals(List.of(3, 3, 3), batches);
    assertEquals(2, helpers.size());
    helpers.forEach(Runnable::run);
    helpers.clear();
    assertEquals(List.of(Arrays.stream(numbers(9)).map(i -> "a" + i).toList()), answers);
    batches.clear();
    submit(batcher, "b", 1, 2);
    assertEquals(List.of(2), batches); // too few to share
    assertEquals(0, helpers.size());
  }

  /** What helpers do last comes where it belongs. */
  @Test
  void partsThatEndInAnyOrderAreAnsweredInOrder() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    for (int size : new int[] {2, 5, 8, 50, 333}) {
      Batcher<String, Integer, String> batcher =
          new Batcher<>(
              (key, items) -> {
                Thread.yield();
                return items.stream().map(item -> key + item).toList();
              },
              4,
              7,
              100,
              batch -> {},
              Optional.of(new Batcher.Splitting(threads, 2)));
      for (int round = 0; round < 20; round++) {
        CompletableFuture<List<String>> answer = new CompletableFuture<>();
        batcher.submit("a", List.of(numbers(size)), (all, fault) -> answer.complete(all));
        assertEquals(
            Arrays.stream(numbers(size)).map(i -> "a" + i).toList(),
            answer.get(120, TimeUnit.SECONDS));
      }
      assertEquals(0, batcher.waiting());
    }
    threads.shutdown();
    assertTrue(threads.awaitTermination(120, TimeUnit.SECONDS));
  }

  /** Faults of several parts are told once, and places are free again. */
  @Test
  void aCallThatFailsInSeveralPlacesIsToldOnce() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    CountDownLatch both = new CountDownLatch(2);
    Batcher<String, Integer, String> batcher =
        new Batcher<>(
            (key, items) -> {
              if (key.equals("bad")) {
                both.countDown();
                await(both);
                throw new IllegalArgumentException("no");
              }
              return items.stream().map(item -> key + item).toList();
            },
            2,
            100,
            100,
            batch -> {},
            Optional.of(new Batcher.Splitting(threads, 2)));
    List<String> faults = Collections.synchronizedList(new ArrayList<>());
    batcher.submit("bad", List.of(numbers(4)), (all, fault) -> faults.add(fault.getMessage()));
    threads.shutdown();
    assertTrue(threads.awaitTermination(120, TimeUnit.SECONDS));
    assertEquals(List.of("no"), faults);
    submit(batcher, "a", 1, 2, 3, 4, 5, 6); // no thread can help any more
    assertEquals("a6", told.get(6));
    assertEquals(6, told.size());
    assertEquals(0, batcher.waiting());
  }
}
