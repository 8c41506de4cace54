package dev.vae.core.internal.compile;

import dev.vae.core.internal.compile.run.BufferTable;
import dev.vae.core.internal.compile.run.KeptOperands;
import dev.vae.core.internal.compile.run.NoiseWork;
import dev.vae.core.internal.compile.run.ProductWork;
import dev.vae.core.internal.compile.run.Runner;
import dev.vae.core.internal.compile.run.Team;
import dev.vae.core.internal.compile.run.Work;
import dev.vae.core.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A compiled computation made ready for one number of rows: sizes, offsets in the arena, works. */
final class ExecutionPlan {
  final int rows;
  private final Compiled compiled;
  private final Team team;
  private final List<List<Work>> works = new ArrayList<>();
  private final List<MemoryPlan.Item> items = new ArrayList<>();
  private final int[] itemOf;
  private final int tiles;
  private final MemoryPlan offsets;
  private final BufferTable memory;
  private final List<NoiseWork> noises = new ArrayList<>();
  private Runner runner;
  private float[] attached;
  private boolean moved = true;
  private int begin = BufferTable.PADDING;
  private long[] nanos;

  /** Plans; nothing large is allocated. */
  ExecutionPlan(Compiled whole, int rows, Kernels kernels, Team team, Optional<KeptOperands> kept) {
    this.rows = rows;
    this.compiled = whole.with(rows, team.size());
    this.team = team;
    Sizes.check(compiled, rows);
    for (List<CompiledStep> stage : compiled.stages()) {
      works.add(stage.stream().map(s -> s.binder().bind(rows, kernels)).toList());
    }
    kept.ifPresent(this::keep);
    itemOf = new int[compiled.buffers().size()];
    Arrays.fill(itemOf, -1);
    addBuffers();
    tiles = addTiles();
    addScratch();
    offsets = new MemoryPlan(items);
    Sizes.check(rows, offsets.total());
    memory = new BufferTable(compiled.buffers().size());
    works.forEach(
        stage ->
            stage.forEach(
                w -> {
                  if (w instanceof NoiseWork n) {
                    noises.add(n);
                  }
                }));
  }

  private void keep(KeptOperands kept) {
    for (List<Work> stage : works) {
      for (Work work : stage) {
        boolean fixed =
            work instanceof ProductWork p
                && compiled.buffers().get(p.right()).kind() == Buffer.Kind.VARIABLE;
        if (fixed) {
          ((ProductWork) work).keep(kept);
        }
      }
    }
  }

  private void addBuffers() {
    Lifetimes lives = new Lifetimes(compiled);
    int[] itemOfRoot = new int[itemOf.length];
    Arrays.fill(itemOfRoot, -1);
    for (Buffer b : compiled.buffers()) {
      int root = lives.root(b);
      if (lives.isPlaced(b) && itemOfRoot[root] < 0) {
        itemOfRoot[root] = items.size();
        items.add(new MemoryPlan.Item(b.size().at(rows), lives.lives(root)));
      }
      itemOf[b.id()] = lives.isPlaced(b) ? itemOfRoot[root] : -1;
    }
  }

  /**
   * Tiles that threads work on are in the arena, too: like all large arrays it begins where vectors
   * can, and a vector that is on two cache lines takes twice as long.
   */
  private int addTiles() {
    long floats = Runner.perThread(works.stream().flatMap(List::stream).toList());
    items.add(new MemoryPlan.Item(team.size() * floats, 0, works.size()));
    return items.size() - 1;
  }

  private void addScratch() {
    for (int s = 0; s < works.size(); s++) {
      for (Work work : works.get(s)) {
        items.add(new MemoryPlan.Item(work.scratch(team.size()), s, s));
      }
    }
  }

  /** The length of the arena this needs, in floats. */
  int arena() {
    return Math.toIntExact(BufferTable.PADDING + offsets.total());
  }

  /** How many floats of an arena it uses. */
  int floats() {
    return Math.toIntExact(offsets.total());
  }

  /** Says where in the arena it begins, before the first run. */
  void begin(int at) {
    begin = at;
  }

  /** About how many nanoseconds a run takes on one thread. */
  double cost() {
    return Runner.cost(works.stream().flatMap(List::stream).toList());
  }

  /** Says where a buffer is that is not in the arena, such as an input. */
  void put(Buffer b, float[] array, int at) {
    if (memory.array(b.id()) != array || memory.at(b.id()) != at) {
      memory.put(b.id(), array, at);
      moved = true;
    }
  }

  /** Says whether the user has given the numbers of a noise buffer, else they are drawn. */
  void given(Buffer b, boolean given) {
    for (int i = 0; i < noises.size(); i++) {
      if (noises.get(i).buffer() == b.id()) {
        noises.get(i).given(given);
      }
    }
    if (!given) {
      put(b, attached, place(b));
    }
  }

  /** Runs once in an arena, which may be longer than needed. */
  void run(float[] arena, Work.Draw draw) {
    if (runner == null) {
      runner = new Runner(stages(), team);
    }
    if (attached != arena) {
      for (Buffer b : compiled.buffers()) {
        boolean was = memory.array(b.id()) == attached;
        if (itemOf[b.id()] >= 0 && was) {
          put(b, arena, place(b));
        }
      }
      attached = arena;
    }
    if (moved) {
      runner.attach(memory, arena, begin + (int) offsets.offset(tiles));
      moved = false;
    }
    runner.run(draw);
  }

  private int place(Buffer b) {
    return begin + (int) offsets.offset(itemOf[b.id()]);
  }

  private List<Runner.Stage> stages() {
    List<Runner.Stage> stages = new ArrayList<>();
    int item = items.size() - works.stream().mapToInt(List::size).sum();
    for (List<Work> stage : works) {
      List<Integer> scratch = new ArrayList<>();
      for (int i = 0; i < stage.size(); i++) {
        scratch.add(begin + (int) offsets.offset(item++));
      }
      stages.add(new Runner.Stage(stage, scratch));
    }
    return stages;
  }

  /** Keeps from now on the shortest time of each step on the caller's thread. */
  void time() {
    nanos = runner.time();
  }

  /** Stage, tasks of each phase, microseconds if timed, and what each step does; the arena. */
  String report() {
    StringBuilder text = new StringBuilder();
    int n = 0;
    for (int s = 0; s < works.size(); s++) {
      for (int i = 0; i < works.get(s).size(); i++) {
        String time = nanos == null ? "" : String.format("%9.1f us  ", nanos[n++] / 1e3);
        text.append(String.format("%3d  %8s  ", s, works.get(s).get(i).shape())).append(time);
        text.append(compiled.stages().get(s).get(i).name()).append('\n');
      }
    }
    return text.append("arena ").append((long) arena() * Float.BYTES).append(" bytes\n").toString();
  }

  BufferTable memory() {
    return memory;
  }

  /** Compiled steps planned for a number of rows, in a part of the arena around them. */
  abstract static class Nested implements Work.SubProgram {
    private static final Team ALONE = new Team(1);
    private static final Work.Draw NOTHING = new Work.Draw(0, 0, 0, null);

    /** The plan, whose buffers of others a subclass puts in place. */
    final ExecutionPlan plan;

    private float[] arena;

    Nested(Compiled steps, int rows, Kernels kernels) {
      plan = new ExecutionPlan(steps, rows, kernels, ALONE, Optional.empty());
    }

    @Override
    public final int floats() {
      return plan.floats();
    }

    @Override
    public final void attach(float[] array, int at) {
      arena = array;
      plan.begin(at);
    }

    @Override
    public final void run() {
      plan.run(arena, NOTHING);
    }

    @Override
    public final double cost() {
      return plan.cost();
    }
  }
}
