package dev.vae.core.internal.compile;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import dev.vae.core.internal.compile.run.GroupReduction;
import dev.vae.core.internal.compile.run.SliceWork;
import dev.vae.core.internal.compile.run.Team;
import dev.vae.core.internal.compile.run.Work;
import dev.vae.core.kernel.Kernels;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds runs of units that are done a few rows at a time, see {@link SliceWork}: those around
 * products of each row with itself, as attention has them, whose results are larger than all else
 * and are needed once. A unit is done so if each row of its results depends on the same row of what
 * it reads, and if no unit outside has to run between two of a run.
 */
final class RowSlices {
  /** Floats that the units of a slice may read and write, if a row has not more. */
  private static final int NEAR = 1 << 17;

  /** Slices there should be, for threads to share. */
  private static final int SLICES = 16;

  /** Floats of an operand that all rows share, which each slice reads again. */
  private static final int SHARED = 1 << 15;

  /** Rows of matrices in a row of the batch that make reading that again worth it. */
  private static final int HEIGHT = 24;

  private final Reads reads;
  private final List<Buffer> buffers;
  private final Collection<Buffer> outputs;
  private final Map<Object, ScheduledNode> units;
  private final Set<ScheduledNode> fit = new LinkedHashSet<>();
  private final Map<ScheduledNode, Set<ScheduledNode>> runs = new LinkedHashMap<>();

  private RowSlices(
      Map<Object, ScheduledNode> units,
      Reads reads,
      List<Buffer> buffers,
      Collection<Buffer> outputs) {
    this.units = units;
    this.reads = reads;
    this.buffers = buffers;
    this.outputs = outputs;
  }

  /**
   * The stages where runs of units are done by slices; empty if there is no such run.
   *
   * @param units with their steps, by what they compute
   */
  static Optional<List<List<CompiledStep>>> stages(
      Map<Object, ScheduledNode> units,
      Reads reads,
      List<Buffer> buffers,
      Collection<Buffer> outputs) {
    RowSlices s = new RowSlices(units, reads, buffers, outputs);
    return s.find() ? Optional.of(s.stages()) : Optional.empty();
  }

  private boolean find() {
    List<ScheduledNode> seeds = new ArrayList<>();
    units.forEach(
        (what, unit) -> {
          boolean fits =
              what instanceof FusionGroup c ? fits(c) : what instanceof Tensor t && fits(t);
          if (fits && unit.steps.stream().allMatch(RowSlices::writesRows)) {
            fit.add(unit);
            if (what instanceof Tensor t && t.op() == Op.MATMUL && !isShared(t)) {
              seeds.add(unit);
            }
          }
        });
    for (ScheduledNode seed : seeds) {
      if (!runs.containsKey(seed)) {
        Set<ScheduledNode> run = grown(seed);
        run.forEach(u -> runs.put(u, run));
      }
    }
    return !runs.isEmpty();
  }

  private static boolean writesRows(CompiledStep step) {
    return step.writes().stream()
        .allMatch(b -> b.kind() == Buffer.Kind.ARENA && b.size().power() == 1);
  }

  /** A unit and all around it that can be one run. */
  private Set<ScheduledNode> grown(ScheduledNode seed) {
    Set<ScheduledNode> run = new LinkedHashSet<>(Set.of(seed));
    boolean more = true;
    while (more) {
      more = false;
      for (ScheduledNode u : fit) {
        if (!runs.containsKey(u) && !run.contains(u) && meets(u, run)) {
          run.add(u);
          boolean convex = isConvex(run);
          more |= convex;
          if (!convex) {
            run.remove(u);
          }
        }
      }
    }
    return run;
  }

  /** Whether a unit reads what a run writes, or the reverse. */
  private static boolean meets(ScheduledNode u, Set<ScheduledNode> run) {
    return run.stream().anyMatch(r -> r.before.contains(u) || u.before.contains(r));
  }

  /**
   * Whether no unit outside, nor another run, has to come after one of these and before another.
   */
  private boolean isConvex(Set<ScheduledNode> run) {
    Set<ScheduledNode> seen = new HashSet<>();
    Deque<ScheduledNode> todo = new ArrayDeque<>();
    run.forEach(r -> r.before.stream().filter(b -> !run.contains(b)).forEach(todo::add));
    while (!todo.isEmpty()) {
      ScheduledNode u = todo.pop();
      if (run.contains(u)) {
        return false;
      }
      if (seen.add(u)) {
        todo.addAll(u.before);
        todo.addAll(runs.getOrDefault(u, Set.of()));
      }
    }
    return true;
  }

  private List<List<CompiledStep>> stages() {
    Map<ScheduledNode, ScheduledNode> copies = new LinkedHashMap<>();
    for (ScheduledNode u : units.values()) {
      Set<ScheduledNode> run = runs.get(u);
      ScheduledNode first = run == null ? u : run.iterator().next();
      copies.put(u, copies.getOrDefault(first, new ScheduledNode()));
      copies.putIfAbsent(first, copies.get(u));
    }
    for (ScheduledNode u : units.values()) {
      ScheduledNode copy = copies.get(u);
      u.before.stream().map(copies::get).filter(b -> b != copy).forEach(copy.before::add);
      if (!runs.containsKey(u)) {
        copy.steps.addAll(u.steps);
      } else if (copy.steps.isEmpty()) {
        copy.steps.add(step(runs.get(u)));
      }
    }
    return StageSchedule.stages(List.copyOf(new LinkedHashSet<>(copies.values())));
  }

  /** A run as one step. */
  private CompiledStep step(Set<ScheduledNode> run) {
    Map<ScheduledNode, ScheduledNode> inner = new LinkedHashMap<>();
    run.forEach(u -> inner.put(u, new ScheduledNode()));
    Set<Buffer> made = new LinkedHashSet<>();
    Set<Buffer> read = new LinkedHashSet<>();
    inner.forEach(
        (u, copy) -> {
          copy.steps.addAll(u.steps);
          u.before.stream().filter(inner::containsKey).map(inner::get).forEach(copy.before::add);
          u.steps.forEach(s -> made.addAll(s.writes()));
          u.steps.forEach(s -> read.addAll(s.reads()));
        });
    Set<Buffer> needed = new LinkedHashSet<>(outputs);
    units.values().stream()
        .filter(u -> !run.contains(u))
        .forEach(u -> u.steps.forEach(s -> needed.addAll(s.reads())));
    List<Buffer> given = read.stream().filter(b -> !made.contains(b)).toList();
    List<Buffer> kept = made.stream().filter(needed::contains).toList();
    List<List<CompiledStep>> stages = StageSchedule.stages(List.copyOf(inner.values()));
    Set<Buffer> all = new LinkedHashSet<>(made);
    all.addAll(given);
    Body.Parts parts = new Body.Parts(inside(kept, stages), given, kept);
    long row =
        all.stream().filter(b -> b.size().power() == 1).mapToLong(b -> b.size().factor()).sum();
    return new CompiledStep(
        name(stages), given, kept, (rows, kernels) -> work(parts, row, rows, kernels));
  }

  /** The steps as a computation whose results that others need are not its own. */
  private Compiled inside(List<Buffer> kept, List<List<CompiledStep>> stages) {
    List<Buffer> inside =
        buffers.stream()
            .map(
                b ->
                    kept.contains(b)
                        ? new Buffer(b.id(), Buffer.Kind.INPUT, b.size(), b.tensor())
                        : b)
            .toList();
    Map<String, Buffer> outputs = new LinkedHashMap<>();
    kept.forEach(b -> outputs.put(Integer.toString(b.id()), b));
    return new Compiled(inside, stages, outputs, Optional.empty());
  }

  private static String name(List<List<CompiledStep>> stages) {
    StringBuilder text = new StringBuilder("by rows:");
    String between = " ";
    for (List<CompiledStep> stage : stages) {
      for (CompiledStep step : stage) {
        text.append(between).append(step.name());
        between = "; ";
      }
    }
    return text.toString();
  }

  private static Work work(Body.Parts parts, long row, int rows, Kernels kernels) {
    long most = Math.max(1, Math.min(NEAR / Math.max(1, row), rows / SLICES));
    int each = (int) Math.max(1, Math.min(most, rows));
    while (rows % each != 0) {
      each--;
    }
    int slice = each;
    List<SliceWork.Lane> lanes = new ArrayList<>();
    for (Buffer b : parts.outside()) {
      boolean isRows = b.size().power() == 1;
      lanes.add(new SliceWork.Lane(b.id(), isRows ? Math.toIntExact(b.size().factor()) : 0));
    }
    return new SliceWork(() -> new Body(parts, slice, kernels), lanes, rows / slice, slice);
  }

  /** Whether a product has an operand that all rows share. */
  private static boolean isShared(Tensor t) {
    return t.operands().stream().anyMatch(x -> x.shape().isConstant());
  }

  private boolean fits(Tensor t) {
    if (!isRows(t.shape())) {
      return false;
    }
    Tensor x = t.operands().isEmpty() ? t : t.operand(0);
    return switch (t.op()) {
      case MATMUL -> {
        Tensor y = t.operand(1);
        boolean turned = t.attributes(Attributes.MatMul.class).transposeA();
        boolean left = x.shape().isConstant() || isRows(x.shape()) && (matrices(x) || !turned);
        boolean right = y.shape().isConstant() || isRows(y.shape()) && matrices(y);
        yield left && right && (!isShared(t) || isNear(t));
      }
      case CONCAT ->
          t.attributes(Attributes.Concat.class).axis() > 0
              && t.operands().stream().allMatch(o -> isRows(o.shape()));
      default -> false;
    };
  }

  /** Whether a product with an operand that all rows share loses nothing by being cut. */
  private static boolean isNear(Tensor t) {
    Shape weights = t.operand(1).shape();
    return weights.isConstant()
        && !t.operand(0).shape().isConstant()
        && !t.attributes(Attributes.MatMul.class).transposeB()
        && weights.elements() <= SHARED
        && t.shape().factor() / Math.max(1, weights.dim(-1).factor()) >= HEIGHT;
  }

  private static boolean matrices(Tensor t) {
    return t.shape().rank() > 2;
  }

  private boolean fits(FusionGroup c) {
    return c.space.power() == 1 && c.members.stream().allMatch(this::isByRows);
  }

  /** Whether each row of a group's member depends on the same row of what it reads. */
  private boolean isByRows(Tensor t) {
    boolean reduction = t.op().kind() == Op.Kind.REDUCTION;
    Shape space = reduction ? t.operand(0).shape() : t.shape();
    boolean within =
        !reduction
            || FusionGroup.kind(t) == GroupReduction.Kind.ROWS
                && !t.attributes(Attributes.Axes.class).axes().contains(0);
    return within && isRows(space) && reads.of(t).stream().allMatch(r -> isByRows(r, space));
  }

  private static boolean isByRows(Reads.Read read, Shape space) {
    Shape source = read.source().shape();
    if (source.isConstant()) {
      return true;
    }
    View view = read.view();
    boolean aligned =
        view.dims().size() == space.rank()
            && view.strides().get(0).equals(new Extent(source.factor(), 0));
    return source.batchAxes() == 1
        && aligned
        && view.offsets().stream().allMatch(o -> o.power() == 0)
        && view.strides().stream().allMatch(s -> s.power() == 0);
  }

  private static boolean isRows(Shape shape) {
    return shape.rank() > 0 && shape.dim(0).equals(Dim.N) && shape.batchAxes() == 1;
  }

  /** A run planned for the rows of a slice, in a part of the arena around it. */
  private static final class Body implements SliceWork.Body {
    private static final Team ALONE = new Team(1);
    private static final Work.Draw NOTHING = new Work.Draw(0, 0, 0, null);

    /** What is run, and what of it is outside: read, and written for others. */
    record Parts(Compiled steps, List<Buffer> given, List<Buffer> kept) {
      List<Buffer> outside() {
        List<Buffer> all = new ArrayList<>(given);
        all.addAll(kept);
        return all;
      }
    }

    private final Compiled steps;
    private final ExecutionPlan plan;
    private float[] arena;

    Body(Parts parts, int rows, Kernels kernels) {
      steps = parts.steps();
      plan = new ExecutionPlan(steps, rows, kernels, ALONE, Optional.empty());
    }

    @Override
    public int floats() {
      return plan.floats();
    }

    @Override
    public void attach(float[] array, int at) {
      arena = array;
      plan.begin(at);
    }

    @Override
    public void put(int buffer, float[] array, int at) {
      plan.put(steps.buffers().get(buffer), array, at);
    }

    @Override
    public void run() {
      plan.run(arena, NOTHING);
    }

    @Override
    public double cost() {
      return plan.cost();
    }
  }
}
