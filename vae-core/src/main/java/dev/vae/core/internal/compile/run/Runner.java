package dev.vae.core.internal.compile.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs stages one after the other, each shared by a team or, where that is not worth it or the team
 * is busy, by the caller alone.
 */
public final class Runner {

  /**
   * Works that need nothing of one another and run side by side.
   *
   * @param works what is done
   * @param scratch where the scratch of each begins in the arena
   */
  public record Stage(List<Work> works, List<Integer> scratch) {}

  private final Round[] rounds;
  private final Work[] works;
  private final List<Stage> stages;
  private final Team team;
  private final Frame[] frames;
  private final double shared;
  private final Runnable together = this::together;
  private long[] nanos;
  private long[] fastest;

  /** Prepares to run. */
  public Runner(List<Stage> stages, Team team) {
    this.stages = stages;
    this.team = team;
    this.works = stages.stream().flatMap(s -> s.works().stream()).toArray(Work[]::new);
    int slots = 0;
    for (Work work : works) {
      slots = Math.max(slots, work.slots());
    }
    frames = new Frame[team.size()];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = new Frame(i, slots);
    }
    rounds = rounds(stages, frames);
    shared = Arrays.stream(rounds).filter(r -> !r.alone()).mapToDouble(Round::cost).sum();
  }

  private static Round[] rounds(List<Stage> stages, Frame[] frames) {
    List<Round> rounds = new ArrayList<>();
    int before = 0;
    for (Stage stage : stages) {
      int phases = stage.works().stream().mapToInt(Work::phases).max().orElse(0);
      for (int phase = 0; phase < phases; phase++) {
        int p = phase;
        List<Work> some = stage.works().stream().filter(w -> p < w.phases()).toList();
        int first = before;
        int[] number = some.stream().mapToInt(w -> first + stage.works().indexOf(w)).toArray();
        double cost = some.stream().mapToDouble(Work::cost).sum();
        rounds.add(new Round(some, phase, number, cost, frames));
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
    if (frames.length == 1) {
      alone();
    } else {
      team.enter();
      try {
        if (shared == 0 || !team.tryRun(together, shared)) {
          alone();
        }
      } finally {
        team.leave();
      }
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
    for (Round round : rounds) {
      round.time(nanos);
    }
    return fastest;
  }

  private void keepFastest() {
    for (int i = 0; i < nanos.length; i++) {
      fastest[i] = Math.min(fastest[i], nanos[i]);
      nanos[i] = 0;
    }
  }

  private void alone() {
    for (Round round : rounds) {
      round.run();
    }
  }

  private void together() {
    for (Round round : rounds) {
      if (round.alone()) {
        round.run();
      } else {
        team.share(round);
      }
    }
  }
}
