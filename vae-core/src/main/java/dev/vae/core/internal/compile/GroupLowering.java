package dev.vae.core.internal.compile;

import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.compile.run.CopyWork;
import dev.vae.core.internal.compile.run.Group;
import dev.vae.core.internal.compile.run.GroupReduction;
import dev.vae.core.internal.compile.run.GroupWork;
import dev.vae.core.internal.compile.run.Instruction;
import dev.vae.core.internal.compile.run.Strides;
import dev.vae.core.internal.compile.run.Work;
import dev.vae.core.kernel.BinaryFunction;
import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.UnaryFunction;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Turns a cluster into a group: loads, lines on slots, stores and reductions. */
final class GroupLowering {
  private record Operand(Buffer buffer, View view) {}

  private final FusionGroup cluster;
  private final Reads reads;
  private final Fusion fusion;
  private final Function<Tensor, Buffer> buffers;
  private final Map<Operand, Integer> loads = new LinkedHashMap<>();
  private final Map<Tensor, Integer> slots = new IdentityHashMap<>();
  private final List<Instruction> lines = new ArrayList<>();
  private FusedPairs pairs;

  /** For a cluster; {@code buffers} gives the buffer of any node read from outside. */
  GroupLowering(FusionGroup cluster, Reads reads, Fusion fusion, Function<Tensor, Buffer> buffers) {
    this.cluster = cluster;
    this.reads = reads;
    this.fusion = fusion;
    this.buffers = buffers;
  }

  /**
   * The step.
   *
   * @param stored where each kept result goes; a result may go to several places, and to a variable
   *     that the cluster itself reads
   */
  CompiledStep step(Map<Tensor, List<Buffer>> stored) {
    pairs = new FusedPairs(cluster.members, reads, this::isInside, stored.keySet());
    for (Tensor t : cluster.members) {
      pairs.operands(t).forEach(this::load);
    }
    for (Tensor t : cluster.members) {
      line(t);
    }
    List<Group.Store> stores = new ArrayList<>();
    List<GroupReduction.Spec> tails = new ArrayList<>();
    List<Extent> outputs = new ArrayList<>();
    List<Buffer> writes = new ArrayList<>();
    for (Tensor t : cluster.members) {
      List<Buffer> targets = stored.getOrDefault(t, List.of());
      if (t.op().kind() == Op.Kind.REDUCTION) {
        for (Buffer b : targets) {
          tails.add(
              new GroupReduction.Spec(
                  FusionGroup.kind(t), t.op() == Op.REDUCE_MAX, slot(reads.of(t).get(0)), b.id()));
          outputs.add(Extent.of(t.shape()));
        }
      } else {
        for (int i = 0; i < targets.size(); i++) {
          boolean late = i > 0 || mustWait(slots.get(t), targets.get(i));
          stores.add(new Group.Store(slots.get(t), targets.get(i).id(), late));
        }
      }
      writes.addAll(targets);
    }
    List<Buffer> read = loads.keySet().stream().map(Operand::buffer).distinct().toList();
    return new CompiledStep(
        name(),
        read,
        writes,
        overlays(stored),
        (rows, kernels) -> bind(rows, kernels, stores, tails, outputs));
  }

  private boolean isInside(Reads.Read read) {
    return fusion.of(read.source()) == cluster && fusion.isDirect(read, cluster.space);
  }

  private void load(Reads.Read read) {
    if (!isInside(read)) {
      loads.putIfAbsent(new Operand(buffers.apply(read.source()), read.view()), loads.size());
    }
  }

  private int slot(Reads.Read read) {
    return isInside(read)
        ? slots.get(read.source())
        : loads.get(new Operand(buffers.apply(read.source()), read.view()));
  }

  private void line(Tensor t) {
    List<Reads.Read> x = pairs.operands(t);
    if (pairs.isAbsorbed(t) || t.op().kind() == Op.Kind.REDUCTION || slots.containsKey(t)) {
      return;
    }
    if (Reads.isView(t) || t.op() == Op.STOP_GRADIENT) {
      slots.put(t, slot(x.get(0)));
      return;
    }
    int out = loads.size() + lines.size();
    Tensor softplus = t.op() == Op.SOFTPLUS ? t : twin(t, Op.SIGMOID, Op.SOFTPLUS);
    Tensor sigmoid = t.op() == Op.SIGMOID ? t : twin(t, Op.SOFTPLUS, Op.SIGMOID);
    if (softplus != null && sigmoid != null) {
      lines.add(Instruction.of(Instruction.Kind.SOFTPLUS_SIGMOID, slot(x.get(0)), out));
      lines.add(Instruction.of(Instruction.Kind.DONE, slot(x.get(0)), out + 1));
      slots.put(softplus, out);
      slots.put(sigmoid, out + 1);
      return;
    }
    Instruction.Kind pair = pairs.kind(t);
    lines.add(
        pair == null
            ? single(t, x, out)
            : Instruction.of(
                pair, slot(x.get(0)), slot(x.get(1)), x.size() > 2 ? slot(x.get(2)) : -1, out));
    slots.put(t, out);
  }

  private Instruction single(Tensor t, List<Reads.Read> x, int out) {
    return switch (t.op().kind()) {
      case UNARY -> Instruction.of(UnaryFunction.valueOf(t.op().name()), slot(x.get(0)), out);
      case BINARY ->
          Instruction.of(
              BinaryFunction.valueOf(t.op().name()), slot(x.get(0)), slot(x.get(1)), out);
      default ->
          Instruction.of(
              Instruction.Kind.WHERE, slot(x.get(0)), slot(x.get(1)), slot(x.get(2)), out);
    };
  }

  /** If t is the one operation, the other operation of the same operand here; else null. */
  private Tensor twin(Tensor t, Op one, Op other) {
    return cluster.members.stream()
        .filter(m -> t.op() == one && m.op() == other && m.operand(0) == t.operand(0))
        .findFirst()
        .orElse(null);
  }

  /** Whether writing at once would overwrite what is still read, of the variable written to. */
  private boolean mustWait(int slot, Buffer target) {
    return slot < loads.size()
        || loads.entrySet().stream()
            .anyMatch(e -> e.getKey().buffer() == target && isReadAfter(e.getValue(), slot));
  }

  /** Whether a loaded slot is needed when the line that makes another has run. */
  private boolean isReadAfter(int load, int made) {
    List<Instruction> later = lines.subList(made - loads.size() + 1, lines.size());
    return slots.containsValue(load)
        || isReduced(load)
        || later.stream().anyMatch(line -> line.reads(load));
  }

  /** Results written at once, paired with operands that are not read from then on. */
  private List<CompiledStep.Overlay> overlays(Map<Tensor, List<Buffer>> stored) {
    List<CompiledStep.Overlay> overlays = new ArrayList<>();
    for (Tensor t : cluster.members) {
      List<Buffer> targets = stored.getOrDefault(t, List.of());
      boolean fits =
          t.op().kind() != Op.Kind.REDUCTION
              && targets.size() == 1
              && targets.get(0).kind() == Buffer.Kind.ARENA
              && slots.get(t) >= loads.size();
      for (Map.Entry<Operand, Integer> load : loads.entrySet()) {
        Operand place = load.getKey();
        boolean same =
            fits
                && place.buffer.kind() == Buffer.Kind.ARENA
                && place.view.isDense()
                && place.buffer.size().equals(cluster.space)
                && loads.keySet().stream().filter(p -> p.buffer == place.buffer).count() == 1;
        if (same && !isReadAfter(load.getValue(), slots.get(t))) {
          overlays.add(new CompiledStep.Overlay(targets.get(0), place.buffer));
        }
      }
    }
    return overlays;
  }

  private boolean isReduced(int slot) {
    return cluster.members.stream()
        .anyMatch(t -> t.op().kind() == Op.Kind.REDUCTION && slot(reads.of(t).get(0)) == slot);
  }

  private Extent width() {
    if (cluster.width != null) {
      return cluster.width;
    }
    Extent width = null;
    for (Operand p : loads.keySet()) {
      width = width == null && !p.view.isScalar() ? p.view.period() : width;
    }
    for (Operand p : loads.keySet()) {
      width = width == null && !p.view.isScalar() ? p.view.repeat() : width;
    }
    return width;
  }

  private Work bind(
      int rows,
      Kernels kernels,
      List<Group.Store> stores,
      List<GroupReduction.Spec> tails,
      List<Extent> outputs) {
    int elements = Math.toIntExact(cluster.space.at(rows));
    List<Group.Source> sources =
        loads.keySet().stream().map(p -> new Group.Source(p.buffer.id(), p.view.at(rows))).toList();
    boolean copy = lines.isEmpty() && tails.isEmpty() && stores.size() == 1;
    if (copy) {
      Strides strides = sources.get(0).strides();
      int from = sources.get(0).buffer();
      return new CopyWork(kernels, from, stores.get(0).buffer(), elements, strides, null);
    }
    List<Group.Reduced> reduced = new ArrayList<>();
    for (int i = 0; i < tails.size(); i++) {
      reduced.add(new Group.Reduced(tails.get(i), Math.toIntExact(outputs.get(i).at(rows))));
    }
    Extent width = width();
    int w = width == null ? 0 : Math.toIntExact(width.at(rows));
    return new GroupWork(new Group(elements, w, sources, lines, stores, reduced), kernels);
  }

  private String name() {
    StringBuilder text = new StringBuilder("group ").append(cluster.space).append(':');
    for (Tensor t : cluster.members) {
      text.append(' ').append(t.op().name().toLowerCase(java.util.Locale.ROOT));
    }
    return text.toString();
  }
}
