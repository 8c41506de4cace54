package dev.vae.serve.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
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
    Refusal refused = assertThrows(Refusal.class, () -> submit(batcher, "a", 7, 8));
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
}
