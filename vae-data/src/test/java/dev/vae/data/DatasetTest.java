package dev.vae.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.vae.core.graph.Shape;
import dev.vae.core.rows.Rows;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final String READER = "vae-data-prefetch";

  @Test
  void shuffledPassCoversEveryRowOnceWhateverTheBatch() {
    Dataset data = counting(103);
    List<Long> order = order(data.shuffled(10, 5, 2));
    assertEquals(103, order.size());
    assertArrayEquals(
        LongStream.range(0, 103).toArray(),
        order.stream().mapToLong(Long::longValue).sorted().toArray());
    assertEquals(order, order(data.shuffled(64, 5, 2)));
    assertEquals(order, order(data.shuffled(1000, 5, 2)));
    assertNotEquals(order, order(data.shuffled(10, 5, 3)));
    assertNotEquals(order, order(data.shuffled(10, 6, 2)));
  }

  @Test
  void orderIsTheSameOnEveryMachineAndInEveryRelease() {
    assertEquals(
        List.of(0L, 3L, 7L, 1L, 4L, 2L, 6L, 5L),
        order(counting(8).shuffled(3, 1, 0)),
        "the order is part of what a seed means; a change breaks reproduction of earlier runs");
  }

  @Test
  void rowsComeInTheirOwnOrderWithTheirValues() {
    try (Rows.Batches batches = counting(7).inOrder(3, 0)) {
      Rows.Batch first = batches.next();
      assertEquals(3, first.rows());
      assertArrayEquals(new float[] {0, 0.5f, 1, 1.5f, 2, 2.5f}, Arrays.copyOf(first.values(), 6));
      assertNull(first.mask());
      assertEquals(3, batches.next().rows());
      Rows.Batch last = batches.next();
      assertEquals(1, last.rows());
      assertEquals(6, last.index()[0]);
      assertNull(batches.next());
      assertNull(batches.next());
    }
  }

  @Test
  void aBatchStaysWholeUntilTheNextIsAskedFor() throws InterruptedException {
    try (Rows.Batches batches = counting(1000).inOrder(10, 0)) {
      for (Rows.Batch batch = batches.next(); batch != null; batch = batches.next()) {
        float[] before = batch.values().clone();
        Thread.sleep(0, 100);
        assertArrayEquals(before, batch.values());
      }
    }
  }

  @Test
  void passesReuseTheMemoryOfEarlierOnes() {
    Dataset data = counting(100);
    float[] values;
    try (Rows.Batches batches = data.shuffled(10, 1, 0)) {
      values = batches.next().values();
    }
    try (Rows.Batches batches = data.shuffled(10, 1, 1);
        Rows.Batches other = data.shuffled(10, 1, 1)) {
      assertSame(values, batches.next().values());
      assertNotEquals(values, other.next().values());
    }
  }

  @Test
  void steadyEpochsAllocateAlmostNothing() {
    Dataset data = Dataset.of(new float[5000][50]);
    long least = Long.MAX_VALUE;
    for (int epoch = 0; epoch < 8; epoch++) {
      long before = allocated();
      epoch(data, epoch);
      least = Math.min(least, allocated() - before);
    }
    assertTrue(least < 50_000, least + " bytes for an epoch of 1 MB of values");
  }

  /** By this thread and by those that read ahead. */
  private static long allocated() {
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Thread[] threads = new Thread[1000];
    int count = Thread.enumerate(threads);
    long sum = 0;
    for (int i = 0; i < count; i++) {
      if (threads[i] == Thread.currentThread() || threads[i].getName().equals(READER)) {
        sum += memory.getThreadAllocatedBytes(threads[i].getId());
      }
    }
    return sum;
  }

  private static void epoch(Dataset data, int epoch) {
    try (Rows.Batches batches = data.shuffled(50, 1, epoch)) {
      while (batches.next() != null) {}
    }
  }

  @Test
  void whatTheReadingThreadThrowsSurfacesAtNext() {
    Dataset data = Dataset.raw(failing(25), false);
    try (Rows.Batches batches = data.inOrder(10, 0)) {
      batches.next();
      batches.next();
      DataException e = assertThrows(DataException.class, batches::next);
      assertEquals("row 25 is bad", e.getMessage());
      assertThrows(DataException.class, batches::next);
    }
    try (Rows.Batches batches = data.inOrder(100, 0)) {
      assertThrows(DataException.class, batches::next);
    }
  }

  @Test
  void closingEarlyIsQuietAndTwiceIsFine() {
    Rows.Batches batches = Dataset.raw(failing(3), false).inOrder(2, 0);
    batches.next();
    batches.close();
    batches.close();
    assertThrows(IllegalStateException.class, batches::next);
  }

  @Test
  void forgottenPassesLeaveNoThreadWaiting() throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      counting(1000).shuffled(10, 1, i).next();
    }
    for (int wait = 0; readers() > 0 && wait < 100; wait++) {
      Thread.sleep(100);
    }
    assertEquals(0, readers(), "threads that read ahead end when they have nothing to do");
  }

  private static long readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().equals(READER))
        .count();
  }

  @Test
  void anInterruptedReaderSaysSo() {
    Thread.currentThread().interrupt();
    try (Rows.Batches batches = Dataset.raw(slow(), false).inOrder(1, 0)) {
      assertThrows(DataException.class, batches::next);
    }
    assertTrue(Thread.interrupted());
  }

  @Test
  void limitRangeAndSplitTakeTheRowsTheySay() {
    Dataset data = counting(10);
    assertEquals(List.of(0L, 1L, 2L), order(data.limit(3).inOrder(2, 0)));
    assertSame(data, data.limit(99));
    assertEquals(List.of(4L, 5L), order(data.range(2, 8).range(2, 4).inOrder(5, 0)));
    Dataset.Split first = data.split(7);
    assertEquals(7, first.first().size());
    assertEquals(List.of(7L, 8L, 9L), order(first.second().inOrder(5, 0)));
    assertThrows(DataException.class, () -> data.limit(0));
    assertThrows(DataException.class, () -> data.split(10));
  }

  @Test
  void randomSplitIsSeededDisjointAndComplete() {
    Dataset data = counting(100);
    Dataset.Split split = data.split(0.8, 3);
    List<Long> train = order(split.first().inOrder(9, 0));
    List<Long> rest = order(split.second().inOrder(9, 0));
    assertEquals(80, train.size());
    assertEquals(train.stream().sorted().toList(), train);
    List<Long> all = new ArrayList<>(train);
    all.addAll(rest);
    assertArrayEquals(
        LongStream.range(0, 100).toArray(),
        all.stream().mapToLong(Long::longValue).sorted().toArray());
    assertEquals(train, order(data.split(0.8, 3).first().inOrder(9, 0)));
    assertNotEquals(train, order(data.split(0.8, 4).first().inOrder(9, 0)));
    assertEquals(1, counting(2).split(0.001, 0).first().size());
    assertThrows(DataException.class, () -> data.split(1.0, 0));
  }

  private static Dataset counting(int rows) {
    float[][] values = new float[rows][];
    for (int i = 0; i < rows; i++) {
      values[i] = new float[] {i, i + 0.5f};
    }
    return Dataset.of(values);
  }

  static List<Long> order(Rows.Batches batches) {
    List<Long> order = new ArrayList<>();
    try (batches) {
      for (Rows.Batch batch = batches.next(); batch != null; batch = batches.next()) {
        for (int i = 0; i < batch.rows(); i++) {
          order.add(batch.index()[i]);
        }
      }
    }
    return order;
  }

  private static RowSource failing(long bad) {
    return new OneColumn() {
      @Override
      public void read(long row, double[] into) {
        if (row == bad) {
          throw new DataException("row " + row + " is bad");
        }
      }
    };
  }

  private static RowSource slow() {
    return new OneColumn() {
      @Override
      public void read(long row, double[] into) {
        try {
          Thread.sleep(50);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private abstract static class OneColumn implements RowSource {
    @Override
    public long size() {
      return 40;
    }

    @Override
    public Shape event() {
      return Shape.of(1);
    }

    @Override
    public String description() {
      return "test rows";
    }

    @Override
    public String sha256() {
      return "";
    }
  }
}
