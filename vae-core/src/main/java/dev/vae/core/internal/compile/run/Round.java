package dev.vae.core.internal.compile.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One phase of all works of a stage, cut into parts: runs of tasks of one work, so long that taking
 * one costs nothing beside it. The cut follows from sizes and predicted costs; it decides who may
 * do what, never what is computed.
 */
final class Round implements Team.Parts {
  /** A round shorter than this, in nanoseconds, is not worth sharing. */
  private static final double ALONE = 6000;

  /** Nanoseconds of a part, if tasks are that short. */
  private static final double PART = 3000;

  /** Parts for each thread, if tasks allow: what one is late for, another does. */
  private static final int EACH = 4;

  private final Work[] works;
  private final int phase;
  private final Frame[] frames;
  private final boolean alone;
  private final double cost;
  private final int[] work;
  private final int[] from;
  private final int[] to;
  private final int[] before;

  /** The number of each work among all of the program, and where its time is noted. */
  private final int[] number;

  private long[] nanos;

  /**
   * Cuts.
   *
   * @param works those that have this phase
   * @param number of each work among all
   * @param cost about how many nanoseconds it takes one thread
   */
  Round(List<Work> works, int phase, int[] number, double cost, Frame[] frames) {
    this.works = works.toArray(Work[]::new);
    this.phase = phase;
    this.number = number;
    this.cost = cost;
    this.frames = frames;
    int threads = frames.length;
    double target = Math.max(PART, cost / (threads * EACH));
    List<int[]> parts = new ArrayList<>();
    List<Double> ends = new ArrayList<>();
    double sum = 0;
    for (int w = 0; w < this.works.length; w++) {
      int tasks = this.works[w].tasks(phase);
      double each = Math.max(1, this.works[w].cost() / Math.max(1, tasks));
      long most = PartQueue.MOST / this.works.length;
      int step = (int) Math.max(1, Math.min(tasks, Math.max(tasks / most + 1, target / each)));
      for (int task = 0; task < tasks; task += step) {
        int end = Math.min(tasks, task + step);
        sum += each * (end - task);
        parts.add(new int[] {w, task, end});
        ends.add(sum);
      }
    }
    this.work = parts.stream().mapToInt(p -> p[0]).toArray();
    this.from = parts.stream().mapToInt(p -> p[1]).toArray();
    this.to = parts.stream().mapToInt(p -> p[2]).toArray();
    this.alone = threads == 1 || cost < ALONE || parts.size() <= 1;
    this.before = new int[threads + 1];
    for (int t = 1; t <= threads; t++) {
      int part = before[t - 1];
      // a part belongs to the thread in whose share of the costs its middle is
      while (part < work.length && (t == threads || middle(ends, part) < sum * t / threads)) {
        part++;
      }
      before[t] = part;
    }
  }

  private static double middle(List<Double> ends, int part) {
    return (ends.get(part) + (part == 0 ? 0 : ends.get(part - 1))) / 2;
  }

  /** Whether the caller should do it by itself. */
  boolean alone() {
    return alone;
  }

  double cost() {
    return cost;
  }

  /** Notes from now on how long the caller's thread takes for each work. */
  void time(long[] nanos) {
    this.nanos = nanos;
  }

  /** Does everything, on the caller's thread. */
  void run() {
    for (int w = 0; w < works.length; w++) {
      run(w, 0, works[w].tasks(phase), 0);
    }
  }

  @Override
  public int before(int thread) {
    return before[thread];
  }

  @Override
  public void run(int part, int thread) {
    run(work[part], from[part], to[part], thread);
  }

  private void run(int w, int first, int last, int thread) {
    long start = nanos != null && thread == 0 ? System.nanoTime() : 0;
    works[w].run(phase, first, last, frames[thread]);
    if (nanos != null && thread == 0) {
      nanos[number[w]] += System.nanoTime() - start;
    }
  }

  @Override
  public String toString() {
    return "phase " + phase + " of " + Arrays.toString(number) + " in " + work.length + " parts";
  }
}
