package dev.vae.core.internal.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gradient checkpointing (Chen et al. 2016): what comes before the stage that needs most memory is
 * cut into segments where few values cross. Values that cross are kept; those within a segment are
 * computed again, by the very steps that made them first and into the same buffers, just before the
 * first gradient that needs one. So the bits stay the same, and no step that writes a variable runs
 * twice. How many segments there are is tried out.
 */
final class Recomputation {
  /** Segments there are at most. */
  private static final int MOST = 24;

  /** What part of a segment a cut may be off its place for one where less crosses. */
  private static final double WINDOW = 0.5;

  private final Compiled compiled;
  private final int turn;
  private final Map<Buffer, TreeSet<Integer>> reads = new HashMap<>();
  private final Map<Buffer, List<Placed>> writers = new HashMap<>();
  private final Set<Buffer> outputs;
  private final long[] crossing;

  /** Buffers that are kept from before the turn until after it, and could be computed again. */
  private final List<Buffer> saved = new ArrayList<>();

  /** A step, and its stage. */
  private record Placed(CompiledStep step, int stage) {}

  /** Stages after one and up to another. */
  private record Segment(int after, int to) {
    boolean has(int stage) {
      return stage > after && stage <= to;
    }
  }

  private Recomputation(Compiled compiled) {
    this.compiled = compiled;
    this.outputs = new HashSet<>(compiled.outputs().values());
    long[] live = live(compiled);
    int most = 0;
    for (int s = 0; s < compiled.stages().size(); s++) {
      most = live[s] > live[most] ? s : most;
      for (CompiledStep step : compiled.stages().get(s)) {
        for (Buffer b : step.reads()) {
          reads.computeIfAbsent(b, k -> new TreeSet<>()).add(s);
        }
        for (Buffer b : step.writes()) {
          writers.computeIfAbsent(b, k -> new ArrayList<>()).add(new Placed(step, s));
        }
      }
    }
    turn = most;
    crossing = crossing();
    for (Buffer b : compiled.buffers()) {
      boolean over =
          writers.containsKey(b)
              && written(b) < turn
              && reads.containsKey(b)
              && reads.get(b).last() > turn;
      if (over && floats(b) > 0 && writers.get(b).stream().allMatch(this::canRunAgain)) {
        saved.add(b);
      }
    }
    saved.sort(Comparator.comparingInt(this::written));
  }

  /** Returns what needs less memory; the same stages if there is nothing to gain. */
  static Compiled of(Compiled compiled) {
    Compiled best =
        new Compiled(compiled.buffers(), compiled.stages(), compiled.outputs(), Optional.empty());
    Recomputation r = new Recomputation(best);
    long least = most(best);
    for (int segments = 2; segments <= MOST; segments++) {
      Compiled cut = r.cut(segments);
      long needed = most(cut);
      if (needed < least) {
        best = cut;
        least = needed;
      }
    }
    return best;
  }

  /** Floats of a buffer for a row of the batch. */
  private static long floats(Buffer b) {
    return b.size().power() > 0 ? b.size().factor() : 0;
  }

  /** Floats that are needed in each stage, for a row of the batch. */
  private static long[] live(Compiled compiled) {
    Lifetimes lifetimes = new Lifetimes(compiled);
    long[] live = new long[compiled.stages().size() + 2];
    for (Buffer b : compiled.buffers()) {
      if (lifetimes.isPlaced(b) && lifetimes.root(b) == b.id()) {
        for (MemoryPlan.Life life : lifetimes.lives(b.id())) {
          live[life.first()] += floats(b);
          live[life.last() + 1] -= floats(b);
        }
      }
    }
    for (int s = 1; s < live.length; s++) {
      live[s] += live[s - 1];
    }
    return live;
  }

  private static long most(Compiled compiled) {
    long most = 0;
    for (long floats : live(compiled)) {
      most = Math.max(most, floats);
    }
    return most;
  }

  private int written(Buffer b) {
    return writers.get(b).get(0).stage;
  }

  /** Whether a step writes nothing that outlives the run, and finds what it read at first. */
  private boolean canRunAgain(Placed p) {
    boolean inside =
        p.step.writes().stream()
            .allMatch(
                b ->
                    (b.kind() == Buffer.Kind.ARENA || b.kind() == Buffer.Kind.NOISE)
                        && !outputs.contains(b));
    return inside
        && p.step.reads().stream()
            .noneMatch(
                b ->
                    b.kind() == Buffer.Kind.VARIABLE
                        && writers.containsKey(b)
                        && written(b) <= turn);
  }

  /** The stages with so many segments. */
  private Compiled cut(int segments) {
    TreeSet<Integer> cuts = cuts(segments);
    Map<Integer, List<List<CompiledStep>>> again = new TreeMap<>();
    int after = -1;
    for (int cut : cuts) {
      recompute(new Segment(after, cut), again);
      after = cut;
    }
    List<List<CompiledStep>> stages = new ArrayList<>();
    for (int s = 0; s < compiled.stages().size(); s++) {
      stages.addAll(again.getOrDefault(s, List.of()));
      stages.add(compiled.stages().get(s));
    }
    return new Compiled(compiled.buffers(), stages, compiled.outputs(), Optional.empty());
  }

  /** Stages after which to cut, so that segments keep about as much. */
  private TreeSet<Integer> cuts(int segments) {
    long[] kept = new long[turn + 1];
    saved.forEach(b -> kept[written(b)] += floats(b));
    for (int s = 1; s <= turn; s++) {
      kept[s] += kept[s - 1];
    }
    double each = (double) kept[turn] / segments;
    TreeSet<Integer> cuts = new TreeSet<>();
    for (int i = 1; i < segments; i++) {
      int best = -1;
      for (int s = 0; s < turn; s++) {
        boolean near = Math.abs(kept[s] - each * i) <= each * WINDOW;
        best = near && (best < 0 || crossing[s] < crossing[best]) ? s : best;
      }
      if (best >= 0) {
        cuts.add(best);
      }
    }
    return cuts;
  }

  /** Floats that the stages up to each hand to others before the turn. */
  private long[] crossing() {
    long[] crossing = new long[turn + 2];
    for (Buffer b : writers.keySet()) {
      Integer last = reads.containsKey(b) ? reads.get(b).floor(turn) : null;
      if (last != null && last > written(b)) {
        crossing[written(b)] += floats(b);
        crossing[last] -= floats(b);
      }
    }
    for (int s = 1; s <= turn; s++) {
      crossing[s] += crossing[s - 1];
    }
    return crossing;
  }

  private boolean isReadBetween(Buffer b, int after, int to) {
    Integer next = reads.containsKey(b) ? reads.get(b).higher(after) : null;
    return next != null && next <= to;
  }

  /** Has what is only needed within a segment, and for gradients, computed again for those. */
  private void recompute(Segment segment, Map<Integer, List<List<CompiledStep>>> again) {
    Set<Buffer> wanted = new LinkedHashSet<>();
    int when = Integer.MAX_VALUE;
    for (Buffer b : saved) {
      boolean within = writers.get(b).stream().allMatch(p -> segment.has(p.stage));
      if (within && !isReadBetween(b, segment.to, turn)) {
        wanted.add(b);
        when = Math.min(when, reads.get(b).higher(turn));
      }
    }
    Set<Placed> steps = needed(segment, wanted, when);
    for (Placed p : steps) {
      for (Buffer b : p.step.reads()) {
        if (b.kind() == Buffer.Kind.VARIABLE && writers.containsKey(b)) {
          when = Math.min(when, written(b));
        }
      }
    }
    if (steps.isEmpty() || when <= turn) {
      return;
    }
    Map<Integer, List<CompiledStep>> stages = new TreeMap<>();
    steps.forEach(p -> stages.computeIfAbsent(p.stage, k -> new ArrayList<>()).add(p.step));
    again.computeIfAbsent(when, k -> new ArrayList<>()).addAll(stages.values());
  }

  /** The steps of a segment that make some buffers of what is there when they are to run. */
  private Set<Placed> needed(Segment segment, Set<Buffer> wanted, int when) {
    Set<Placed> steps = new LinkedHashSet<>();
    Set<Buffer> seen = new HashSet<>(wanted);
    Deque<Buffer> todo = new ArrayDeque<>(wanted);
    while (!todo.isEmpty()) {
      Buffer b = todo.pop();
      for (Placed p : writers.get(b)) {
        steps.add(p);
        for (Buffer x : p.step.reads()) {
          if (seen.add(x) && isGone(segment, x, when)) {
            todo.add(x);
          }
        }
      }
    }
    return steps;
  }

  /**
   * Whether what a segment reads is its own, can be computed again, and is not needed that long.
   */
  private boolean isGone(Segment segment, Buffer x, int when) {
    return writers.containsKey(x)
        && reads.get(x).last() < when
        && !isReadBetween(x, segment.to, turn)
        && writers.get(x).stream().allMatch(p -> segment.has(p.stage) && canRunAgain(p));
  }
}
