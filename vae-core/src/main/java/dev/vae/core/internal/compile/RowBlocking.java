package dev.vae.core.internal.compile;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import dev.vae.core.internal.compile.run.GroupReduction;
import dev.vae.core.internal.compile.run.RowBlockWork;
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
import java.util.stream.Collectors;

/**
 * Finds runs of units that are done a few rows at a time, see {@link RowBlockWork}: those around
 * products of each row with itself, as attention has them, whose results are larger than all else
 * and are needed once. A unit is done so if each row of its results depends on the same row of what
 * it reads, or if it adds up something of each row over all of them, and if no unit outside has to
 * run between two of a run. Where rows are done all together, such sums are still taken slice by
 * slice, in the same order.
 */
final class RowBlocking {
  /** Floats that the units of a slice may read and write, if a row has not more. */
  private static final int NEAR = 1 << 17;

  /** Slices there should be, for threads to share. */
  private static final int SLICES = 16;

  /** Floats of an operand that all rows share, which each slice reads again. */
  private static final int SHARED = 1 << 15;

  /** Rows of matrices in a row of the batch that make reading that again worth it. */
  private static final int HEIGHT = 24;

  /** Tasks of runs that add something up: each has sums of its own. */
  private static final int TASKS = 16;

  private final Reads reads;
  private final List<Buffer> buffers;
  private final Collection<Buffer> outputs;
  private final Map<Object, ScheduledNode> units;
  private final Set<ScheduledNode> fit = new LinkedHashSet<>();
  private final Map<ScheduledNode, Set<ScheduledNode>> runs = new LinkedHashMap<>();

  private RowBlocking(
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
   * @param units with their steps, by what they compute; those that add up over rows get steps that
   *     do so slice by slice
   */
  static Optional<List<List<CompiledStep>>> stages(
      Map<Object, ScheduledNode> units,
      Reads reads,
      List<Buffer> buffers,
      Collection<Buffer> outputs) {
    RowBlocking s = new RowBlocking(units, reads, buffers, outputs);
    if (!s.find()) {
      return Optional.empty();
    }
    List<List<CompiledStep>> stages = s.stages();
    s.addUpBySlices();
    return Optional.of(stages);
  }

  private boolean find() {
    List<ScheduledNode> seeds = new ArrayList<>();
    units.forEach(
        (what, unit) -> {
          boolean fits =
              what instanceof FusionGroup c ? fits(c) : what instanceof Tensor t && fits(t);
          if (fits && unit.steps.stream().allMatch(RowBlocking::writesArena)) {
            fit.add(unit);
            if (what instanceof Tensor t && isOfEachRow(t)) {
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

  private static boolean writesArena(CompiledStep step) {
    return step.writes().stream().allMatch(b -> b.kind() == Buffer.Kind.ARENA);
  }

  /** What a unit adds up over all rows. */
  private static List<Buffer> sums(ScheduledNode unit) {
    return unit.steps.stream()
        .flatMap(s -> s.writes().stream())
        .filter(b -> b.size().power() == 0)
        .toList();
  }

  /** A unit and all around it that can be one run. */
  private Set<ScheduledNode> grown(ScheduledNode seed) {
    Set<ScheduledNode> run = new LinkedHashSet<>(Set.of(seed));
    boolean more = true;
    while (more) {
      more = false;
      for (ScheduledNode u : fit) {
        boolean fits = !runs.containsKey(u) && !run.contains(u) && meets(u, run);
        if (fits && run.stream().noneMatch(r -> readsSum(u, r) || readsSum(r, u))) {
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

  /** Whether a unit reads what another adds up, which is not known before all rows are done. */
  private static boolean readsSum(ScheduledNode u, ScheduledNode adding) {
    List<Buffer> sums = sums(adding);
    return u.steps.stream().anyMatch(s -> s.reads().stream().anyMatch(sums::contains));
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
        copy.steps.add(step("by rows: ", runs.get(u), row(runs.get(u))));
      }
    }
    return StageSchedule.stages(List.copyOf(new LinkedHashSet<>(copies.values())));
  }

  /** Has units of runs that add something up do so in the order of the run, also by themselves. */
  private void addUpBySlices() {
    Map<ScheduledNode, CompiledStep> alone = new LinkedHashMap<>();
    runs.forEach(
        (unit, run) -> {
          if (!sums(unit).isEmpty()) {
            alone.put(unit, step("added up by rows: ", Set.of(unit), row(run)));
          }
        });
    alone.forEach(
        (unit, step) -> {
          unit.steps.clear();
          unit.steps.add(step);
        });
  }

  /** Floats that the units of a run read and write for each row. */
  private static long row(Set<ScheduledNode> run) {
    Set<Buffer> all = new LinkedHashSet<>();
    for (ScheduledNode u : run) {
      u.steps.forEach(s -> all.addAll(s.writes()));
      u.steps.forEach(s -> all.addAll(s.reads()));
    }
    return all.stream().filter(b -> b.size().power() == 1).mapToLong(b -> b.size().factor()).sum();
  }

  /**
   * A run as one step.
   *
   * @param title what its name begins with
   * @param row floats of a row, by which rows are cut into slices
   */
  private CompiledStep step(String title, Set<ScheduledNode> run, long row) {
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
    Body.Parts parts = new Body.Parts(inside(kept, stages), given, kept);
    return new CompiledStep(
        title + name(stages), given, kept, (rows, kernels) -> work(parts, row, rows, kernels));
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
    return stages.stream()
        .flatMap(List::stream)
        .map(CompiledStep::name)
        .collect(Collectors.joining("; "));
  }

  private static Work work(Body.Parts parts, long row, int rows, Kernels kernels) {
    long most = Math.max(1, Math.min(NEAR / Math.max(1, row), rows / SLICES));
    int each = (int) Math.max(1, Math.min(most, rows));
    while (rows % each != 0) {
      each--;
    }
    int slice = each;
    int slices = rows / slice;
    List<RowBlockWork.Lane> lanes = new ArrayList<>();
    List<RowBlockWork.Sum> sums = new ArrayList<>();
    for (Buffer b : parts.given()) {
      lanes.add(lane(b));
    }
    for (Buffer b : parts.kept()) {
      if (b.size().power() == 1) {
        lanes.add(lane(b));
      } else {
        sums.add(new RowBlockWork.Sum(b.id(), Math.toIntExact(b.size().factor())));
      }
    }
    int together = sums.isEmpty() ? 1 : -Math.floorDiv(-slices, TASKS);
    RowBlockWork.Cut cut = new RowBlockWork.Cut(slice, slices, Math.max(1, together));
    return new RowBlockWork(() -> new Body(parts, slice, kernels), lanes, sums, cut, kernels);
  }

  private static RowBlockWork.Lane lane(Buffer b) {
    boolean isRows = b.size().power() == 1;
    return new RowBlockWork.Lane(b.id(), isRows ? Math.toIntExact(b.size().factor()) : 0);
  }

  /** Whether a node is a product of each row with itself; a sum of such over all rows is not. */
  private static boolean isOfEachRow(Tensor t) {
    return t.op() == Op.MATMUL && isRows(t.shape()) && !isShared(t);
  }

  /** Whether a product has an operand that all rows share. */
  private static boolean isShared(Tensor t) {
    return t.operands().stream().anyMatch(x -> x.shape().isConstant());
  }

  private boolean fits(Tensor t) {
    if (!isRows(t.shape())) {
      return t.op() == Op.MATMUL && isSum(t);
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

  /** Whether a product is one of each row's matrices, all added up, as a gradient of weights is. */
  private boolean isSum(Tensor t) {
    Attributes.MatMul how = t.attributes(Attributes.MatMul.class);
    return how.transposeA()
        && !how.transposeB()
        && t.shape().isConstant()
        && t.shape().elements() <= SHARED
        && t.operands().stream().allMatch(this::isTall);
  }

  private boolean isTall(Tensor t) {
    Dim first = t.shape().dim(0);
    boolean tall = t.shape().rank() == 2 && first.batch() && first.factor() >= HEIGHT;
    return tall && isRows(reads.dense(t).shape());
  }

  private static boolean matrices(Tensor t) {
    return t.shape().rank() > 2;
  }

  private boolean fits(FusionGroup c) {
    return c.space.power() == 1 && c.members.stream().allMatch(this::isByRows);
  }

  /** Whether a reduction gives something for each row. */
  private static boolean isOfRows(Tensor t) {
    return FusionGroup.kind(t) == GroupReduction.Kind.ROWS
        && !t.attributes(Attributes.Axes.class).axes().contains(0);
  }

  /** Whether a reduction adds up many numbers of each row, over all rows. */
  private static boolean isSumOfRows(Tensor t) {
    return t.op() == Op.SUM
        && t.attributes(Attributes.Axes.class).axes().contains(0)
        && t.shape().isConstant()
        && t.operand(0).shape().factor() >= (long) HEIGHT * t.shape().elements();
  }

  /**
   * Whether each row of a group's member depends on the same row of what it reads, or it is a sum
   * over rows.
   */
  private boolean isByRows(Tensor t) {
    boolean reduction = t.op().kind() == Op.Kind.REDUCTION;
    Shape space = reduction ? t.operand(0).shape() : t.shape();
    boolean within = !reduction || isOfRows(t) || isSumOfRows(t);
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
  private static final class Body extends ExecutionPlan.Nested implements RowBlockWork.Body {
    /** What is run, and what of it is outside: read, and written for others. */
    record Parts(Compiled steps, List<Buffer> given, List<Buffer> kept) {}

    private final Compiled steps;

    Body(Parts parts, int rows, Kernels kernels) {
      super(parts.steps(), rows, kernels);
      steps = parts.steps();
    }

    @Override
    public void put(int buffer, float[] array, int at) {
      plan.put(steps.buffers().get(buffer), array, at);
    }
  }
}
