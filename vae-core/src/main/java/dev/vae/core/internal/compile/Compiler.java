package dev.vae.core.internal.compile;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.SequenceScan;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.compile.run.CopyWork;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** From a rewritten computation to steps: who is computed with whom, and into which buffer. */
final class Compiler {
  private final boolean fuse;
  private final List<AdamPattern> adams;
  private final Computation computation;
  private final Set<String> outputNames;
  private final Reads reads;
  private final Fusion fusion;
  private final List<Buffer> buffers = new ArrayList<>();
  private final Map<Tensor, Buffer> bufferOf = new IdentityHashMap<>();
  private final Map<Object, ScheduledNode> units = new LinkedHashMap<>();
  private final Map<Tensor, ScanGroup> scans = new LinkedHashMap<>();
  private final Map<Tensor, List<Buffer>> stored = new IdentityHashMap<>();
  private final Map<Tensor, Set<ScheduledNode>> readers = new IdentityHashMap<>();
  private final Map<String, Buffer> outputs = new LinkedHashMap<>();

  /** All results of one loop over steps, which are computed together. */
  private static final class ScanGroup {
    final List<Tensor> results = new ArrayList<>();
  }

  private Compiler(Computation computation, boolean fuse) {
    this.fuse = fuse;
    this.adams = fuse ? AdamPattern.find(computation) : List.of();
    this.computation = AdamPattern.without(computation, adams);
    this.outputNames = computation.outputs().keySet();
    this.reads = new Reads(this.computation);
    this.fusion = new Fusion(this.computation, reads, fuse);
  }

  /**
   * Compiles.
   *
   * @param fuse false to keep every node a step of its own
   */
  static Compiled compile(Computation computation, boolean fuse) {
    return new Compiler(computation, fuse).compile();
  }

  private Compiled compile() {
    for (FusionGroup c : fusion.clusters()) {
      units.put(c, new ScheduledNode());
    }
    for (Tensor t : computation.tensors()) {
      boolean heavy = !Reads.isView(t) && !reads.isGrouped(t) && t.op().kind() != Op.Kind.LEAF;
      if (t.op() == Op.SCAN) {
        scan(t);
      } else if (heavy || t.op() == Op.NOISE) {
        units.put(t, new ScheduledNode());
      }
    }
    units.forEach(this::connect);
    outputNames.forEach(name -> output(name, computation.outputs().get(name)));
    Map<AdamPattern, ScheduledNode> adamUnits = new LinkedHashMap<>();
    adams.forEach(a -> adamUnits.put(a, adam(a)));
    new InPlaceUpdates(this).place(computation.updates());
    adamUnits.forEach(this::afterReaders);
    List<Object> made = List.copyOf(units.keySet());
    for (Object what : made) {
      if (what instanceof FusionGroup c) {
        units.get(c).steps.add(new GroupLowering(c, reads, fusion, this::buffer).step(stored));
      } else if (what instanceof ScanGroup g) {
        List<Buffer> operands = buffers(g.results.get(0));
        List<Buffer> targets = g.results.stream().map(this::buffer).toList();
        units.get(g).steps.add(ScanLowering.step(g.results, operands, targets));
      } else if (what instanceof Tensor t) {
        units.get(t).steps.addAll(LibraryCalls.of(t, buffers(t), buffer(t)));
      }
    }
    Optional<List<List<CompiledStep>>> sliced =
        fuse ? RowBlocking.stages(units, reads, buffers, outputs.values()) : Optional.empty();
    List<List<CompiledStep>> stages = StageSchedule.stages(List.copyOf(units.values()));
    return new Compiled(buffers, stages, outputs, sliced);
  }

  /** The buffers of a node's operands, which must be dense. */
  private List<Buffer> buffers(Tensor t) {
    return t.operands().stream().map(x -> buffer(reads.dense(x))).toList();
  }

  /** Puts a result of a loop to the others of the same loop. */
  private void scan(Tensor t) {
    ScanGroup group =
        scans.entrySet().stream()
            .filter(e -> SequenceScan.together(e.getKey(), t))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseGet(ScanGroup::new);
    group.results.add(t);
    scans.put(t, group);
    units.putIfAbsent(group, new ScheduledNode());
  }

  /** What a unit reads comes before it, and is kept. */
  private void connect(Object what, ScheduledNode unit) {
    if (what instanceof FusionGroup c) {
      for (Tensor t : c.members) {
        for (Reads.Read read : reads.of(t)) {
          boolean inside = fusion.of(read.source()) == c && fusion.isDirect(read, c.space);
          if (!inside) {
            reads(unit, read.source());
          }
        }
      }
    } else if (what instanceof ScanGroup g) {
      g.results.get(0).operands().forEach(x -> reads(unit, reads.dense(x)));
    } else if (what instanceof Tensor t) {
      t.operands().forEach(x -> reads(unit, reads.dense(x)));
    }
  }

  void reads(ScheduledNode unit, Tensor source) {
    readers.computeIfAbsent(source, k -> new LinkedHashSet<>()).add(unit);
    ScheduledNode maker = unitOf(source);
    if (maker != null) {
      unit.before.add(maker);
    }
    keep(source);
  }

  /** Makes sure that a grouped node's result is written to its buffer. */
  void keep(Tensor source) {
    if (reads.isGrouped(source)) {
      List<Buffer> targets = stored.computeIfAbsent(source, k -> new ArrayList<>());
      if (!targets.contains(buffer(source))) {
        targets.add(0, buffer(source));
      }
    }
  }

  private ScheduledNode adam(AdamPattern a) {
    ScheduledNode unit = new ScheduledNode();
    units.put(unit, unit);
    List<Tensor> operands = Stream.of(a.g(), a.rate(), a.scale()).map(reads::dense).toList();
    operands.forEach(source -> reads(unit, source));
    unit.steps.add(
        a.step(
            Stream.concat(Stream.of(a.w(), a.m(), a.v()), operands.stream())
                .map(this::buffer)
                .toList()));
    return unit;
  }

  /** Adam writes when all others have read. */
  private void afterReaders(AdamPattern a, ScheduledNode unit) {
    for (Tensor t : List.of(a.w(), a.m(), a.v())) {
      unit.before.addAll(readersOf(t));
      unit.before.remove(unit);
    }
  }

  private void output(String name, Tensor t) {
    Tensor source = reads.dense(t);
    if (source.op().kind() == Op.Kind.LEAF && source.op() != Op.NOISE) {
      outputs.put(name, copied(source).buffer);
    } else {
      keep(source);
      outputs.put(name, buffer(source));
    }
  }

  /** A copy of a node's values, made by a unit of its own. */
  record Copied(ScheduledNode unit, Buffer buffer) {}

  Copied copied(Tensor source) {
    Buffer buffer = newBuffer(Buffer.Kind.ARENA, source);
    return new Copied(copy(source, buffer(source), buffer), buffer);
  }

  /** A unit that copies a buffer that belongs to a node. */
  ScheduledNode copy(Tensor source, Buffer from, Buffer to) {
    ScheduledNode unit = new ScheduledNode();
    units.put(unit, unit);
    reads(unit, source);
    unit.steps.add(
        new CompiledStep(
            "copy " + source,
            List.of(from),
            List.of(to),
            (rows, k) ->
                new CopyWork(
                    k, from.id(), to.id(), Math.toIntExact(from.size().at(rows)), null, null)));
    return unit;
  }

  /** The unit that computes a node; null for what is there before. */
  ScheduledNode unitOf(Tensor t) {
    return units.get(reads.isGrouped(t) ? fusion.of(t) : t.op() == Op.SCAN ? scans.get(t) : t);
  }

  Set<ScheduledNode> readersOf(Tensor t) {
    return readers.getOrDefault(t, Set.of());
  }

  /** The cluster of a node that is computed element by element in one; else null. */
  FusionGroup elementwise(Tensor t) {
    boolean fits = reads.isGrouped(t) && t.op().kind() != Op.Kind.REDUCTION;
    return fits ? fusion.of(t) : null;
  }

  /** Whether a cluster reads a node, if at all, at the place it computes just now. */
  boolean readsInStep(FusionGroup c, Tensor source) {
    return c.members.stream()
        .flatMap(m -> reads.of(m).stream())
        .filter(r -> r.source() == source)
        .allMatch(r -> r.view().isDense() && Extent.of(source.shape()).equals(c.space));
  }

  Reads reads() {
    return reads;
  }

  /** Where a grouped node's result goes; changed to have it written to a variable. */
  Map<Tensor, List<Buffer>> stored() {
    return stored;
  }

  boolean isOutput(Tensor source) {
    return outputs.containsValue(bufferOf.get(source));
  }

  Buffer buffer(Tensor t) {
    return bufferOf.computeIfAbsent(
        t,
        k ->
            newBuffer(
                switch (t.op()) {
                  case INPUT -> Buffer.Kind.INPUT;
                  case NOISE -> Buffer.Kind.NOISE;
                  case VARIABLE -> Buffer.Kind.VARIABLE;
                  case CONSTANT -> Buffer.Kind.CONSTANT;
                  case ROWS -> Buffer.Kind.ROWS;
                  default -> Buffer.Kind.ARENA;
                },
                t));
  }

  private Buffer newBuffer(Buffer.Kind kind, Tensor t) {
    Buffer b = new Buffer(buffers.size(), kind, Extent.of(t.shape()), t);
    buffers.add(b);
    return b;
  }
}
