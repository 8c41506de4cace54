package dev.vae.cli.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What processors have spent on the threads of Java: on those that run, and on those that have
 * ended since the first was asked for, so that it never becomes less.
 */
final class ProcessorTime {
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long[] ids = {};
  private long[] spent = {};
  private long ended;
  private long begun;

  /** Returns nanoseconds; it makes no objects but one array, unless threads have come. */
  long nanos() {
    long now = threads.getTotalStartedThreadCount();
    if (now != begun) {
      begun = now;
      take(threads.getAllThreadIds());
    }
    long[] each = threads.getThreadCpuTime(ids);
    long sum = ended;
    for (int i = 0; i < spent.length; i++) {
      // of one that has ended it is −1
      spent[i] = Math.max(spent[i], each[i]);
      sum += spent[i];
    }
    return sum;
  }

  /** Knows these threads from now on, and of others what they had. */
  private void take(long[] now) {
    long[] kept = new long[now.length];
    for (int i = 0; i < ids.length; i++) {
      int at = 0;
      while (at < now.length && now[at] != ids[i]) {
        at++;
      }
      if (at < now.length) {
        kept[at] = spent[i];
      } else {
        ended += spent[i];
      }
    }
    ids = now;
    spent = kept;
  }
}
