package dev.vae.core.internal.compile.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs stages one after the other, each on all threads of a team or, where that is not worth it or
 * the team is busy, on the caller alone. Which thread does what follows from the sizes.
 */
public final class Runner {
  /** A round shorter than this, in nanoseconds, is not worth sharing. */
  private static final double ALONE = 6000;

  /** One phase of all works of a stage. */
  private record Round(Work[] works, int phase, boolean alone, int[] number) {}

  private final Round[] rounds;
  private final Work[] works;
  private final List<Stage> stages;
  private final Team team;
  private final Frame[] frames;
  private final boolean allAlone;
  private final Team.Job job = this::thread;
  private long[] nanos;
  private long[] fastest;

  /** Prepares to run. */
  public Runner(List<Stage> stages, Team team) {
    this.stages = stages;
    this.team = team;
    this.works = stages.stream().flatMap(s -> s.works().stream()).toArray(Work[]::new);
    this.rounds = rounds(stages, team.size());
    int slots = 0;
    for (Work work : works) {
      slots = Math.max(slots, work.slots());
    }
    frames = new Frame[team.size()];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = new Frame(i, slots);
    }
    boolean all = true;
    for (Round round : rounds) {
      all &= round.alone;
    }
    allAlone = all;
  }

  private static Round[] rounds(List<Stage> stages, int threads) {
    List<Round> rounds = new ArrayList<>();
    int before = 0;
    for (Stage stage : stages) {
      double cost = stage.works().stream().mapToDouble(Work::cost).sum();
      int phases = stage.works().stream().mapToInt(Work::phases).max().orElse(0);
      for (int phase = 0; phase < phases; phase++) {
        int p = phase;
        Work[] some = stage.works().stream().filter(w -> p < w.phases()).toArray(Work[]::new);
        boolean single = true;
        for (Work w : some) {
          single &= w.tasks(phase) <= 1;
        }
        boolean alone = threads == 1 || cost < ALONE || single && some.length == 1;
        int[] number = new int[some.length];
        for (int i = 0; i < some.length; i++) {
          number[i] = before + stage.works().indexOf(some[i]);
        }
        rounds.add(new Round(some, phase, alone, number));
      }
      before += stage.works().size();
    }
    return rounds.toArray(Round[]::new);
  }

  /** Returns how many floats each thread needs for itself. */
  public static int perThread(List<Work> works) {
    return works.stream().mapToInt(Work::registers).max().orElse(0) * Tiling.TILE;
  }

  /** Returns about how many nanoseconds works take on one thread. */
  public static double cost(List<Work> works) {
    return works.stream().mapToDouble(Work::cost).sum();
  }

  /**
   * Tells all works where buffers are.
   *
   * @param own where in the arena the threads have what they need for themselves
   */
  public void attach(BufferTable memory, float[] arena, int own) {
    int perThread = perThread(List.of(works));
    for (int i = 0; i < frames.length; i++) {
      frames[i].attach(arena, own + i * perThread);
    }
    for (Stage stage : stages) {
      for (int i = 0; i < stage.works().size(); i++) {
        stage.works().get(i).attach(memory, arena, stage.scratch().get(i));
      }
    }
  }

  /** Runs everything once. */
  public void run(Work.Draw draw) {
    for (Work work : works) {
      work.begin(draw);
    }
    if (allAlone || !team.tryRun(job)) {
      alone();
    }
    if (nanos != null) {
      keepFastest();
    }
  }

  /** Keeps from now on the shortest time each work takes on the caller's thread; returns where. */
  public long[] time() {
    nanos = new long[works.length];
    fastest = new long[works.length];
    Arrays.fill(fastest, Long.MAX_VALUE);
    return fastest;
  }

  private void keepFastest() {
    for (int i = 0; i < nanos.length; i++) {
      fastest[i] = Math.min(fastest[i], nanos[i]);
      nanos[i] = 0;
    }
  }

  private void run(Round round, int w, int share, int shares, Frame frame) {
    Work work = round.works[w];
    long start = nanos != null && frame.thread == 0 ? System.nanoTime() : 0;
    long tasks = work.tasks(round.phase);
    int from = (int) (tasks * share / shares);
    int to = (int) (tasks * (share + 1) / shares);
    work.run(round.phase, from, to, frame);
    if (nanos != null && frame.thread == 0) {
      nanos[round.number[w]] += System.nanoTime() - start;
    }
  }

  private void alone() {
    for (Round round : rounds) {
      for (int w = 0; w < round.works.length; w++) {
        run(round, w, 0, 1, frames[0]);
      }
    }
  }

  private void thread(int thread) {
    int threads = team.size();
    Frame frame = frames[thread];
    for (int i = 0; i < rounds.length; i++) {
      Round round = rounds[i];
      if (!round.alone) {
        for (int w = 0; w < round.works.length; w++) {
          int share = (thread + w) % threads;
          run(round, w, share, threads, frame);
        }
      } else if (thread == 0) {
        for (int w = 0; w < round.works.length; w++) {
          run(round, w, 0, 1, frame);
        }
      }
      boolean together = !round.alone || i + 1 < rounds.length && !rounds[i + 1].alone;
      if (i + 1 < rounds.length && together) {
        team.barrier(thread);
      }
    }
  }
}
