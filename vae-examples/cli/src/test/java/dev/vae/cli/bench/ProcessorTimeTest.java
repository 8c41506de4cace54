package dev.vae.cli.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a thread had stays counted when it ends. */
class ProcessorTimeTest {
  private static final long WORK = 20_000_000;

  private static void work(CountDownLatch done, CountDownLatch end) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    while (threads.getCurrentThreadCpuTime() < WORK) {
      Thread.onSpinWait();
    }
    done.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void itNeverBecomesLess() throws Exception {
    ProcessorTime time = new ProcessorTime();
    long before = time.nanos();
    long most = before;
    for (int i = 1; i <= 3; i++) {
      CountDownLatch done = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      Thread thread = new Thread(() -> work(done, end));
      thread.start();
      done.await();
      long with = time.nanos();
      assertTrue(with - before >= i * WORK, (with - before) + " ns of " + i + " threads");
      assertTrue(with >= most);
      end.countDown();
      thread.join();
      most = time.nanos();
      assertTrue(most >= with, most + " ns after the end, " + with + " before");
    }
  }
}
