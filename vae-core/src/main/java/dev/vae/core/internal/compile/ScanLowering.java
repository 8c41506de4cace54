package dev.vae.core.internal.compile;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.SequenceScan;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.compile.rewrite.IndependentRows;
import dev.vae.core.internal.compile.rewrite.Rewriter;
import dev.vae.core.internal.compile.run.BufferTable;
import dev.vae.core.internal.compile.run.ScanWork;
import dev.vae.core.internal.compile.run.Work;
import dev.vae.core.kernel.Kernels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The step of a loop over steps: its body is compiled once, as a computation of its own, and
 * planned for parts of the rows.
 */
final class ScanLowering {
  /** Rows of a part: enough for products, few enough that a step's values stay in the cache. */
  private static final int PART = 64;

  private final SequenceScan scan;
  private final List<Tensor> results;
  private final List<SequenceScan.Result> which;
  private final List<Buffer> operands;
  private final List<Buffer> targets;
  private final Compiled body;
  private final boolean cut;

  /** What the body gives, each buffer once. */
  private final List<Buffer> given;

  private ScanLowering(List<Tensor> results, List<Buffer> operands, List<Buffer> targets) {
    this.results = results;
    this.operands = operands;
    this.targets = targets;
    this.which = results.stream().map(t -> t.attributes(SequenceScan.Result.class)).toList();
    this.scan = which.get(0).scan();
    Computation step = scan.step(which);
    this.cut = IndependentRows.hold(scan, step, summed());
    this.body = Compiler.compile(Rewriter.optimise(step), true);
    this.given = body.outputs().values().stream().distinct().toList();
  }

  /**
   * The step.
   *
   * @param results all results of one loop that are needed
   * @param operands the buffers of its operands
   * @param targets the buffers of the results
   */
  static CompiledStep step(List<Tensor> results, List<Buffer> operands, List<Buffer> targets) {
    ScanLowering s = new ScanLowering(results, operands, targets);
    String name = "scan " + s.scan + s.results.stream().map(Tensor::shape).toList();
    return new CompiledStep(name, operands, targets, s::bind);
  }

  private Work bind(int rows, Kernels kernels) {
    List<ScanWork.Body> bodies = new ArrayList<>();
    List<int[]> floats = new ArrayList<>();
    int part = cut ? PART : Math.max(1, rows);
    int parts = cut ? (rows + part - 1) / part : 1;
    int[] first = new int[parts];
    for (int p = 0; p < parts; p++) {
      first[p] = p * part;
      int n = cut ? Math.min(part, rows - first[p]) : rows;
      bodies.add(new ScanBody(scan, body, given, n, kernels));
      floats.add(given.stream().mapToInt(b -> Math.toIntExact(b.size().at(n))).toArray());
    }
    List<ScanWork.Operand> slots = new ArrayList<>();
    for (int i = 0; i < scan.slots().size(); i++) {
      SequenceScan.Slot slot = scan.slots().get(i);
      boolean sequence = slot.entry() == SequenceScan.Entry.SEQUENCE;
      Buffer next = body.outputs().get("next." + i);
      slots.add(
          new ScanWork.Operand(
              lane(operands.get(i), slot.inside().shape(), sequence, rows),
              next == null ? -1 : given.indexOf(next)));
    }
    List<ScanWork.Result> outs = new ArrayList<>();
    for (Buffer b : given) {
      List<ScanWork.Lane> stacked = new ArrayList<>();
      List<ScanWork.Lane> last = new ArrayList<>();
      List<ScanWork.Lane> summed = new ArrayList<>();
      for (int j = 0; j < results.size(); j++) {
        SequenceScan.Form form = which.get(j).form();
        if (body.outputs().get(name(j)) == b) {
          List<ScanWork.Lane> lanes =
              switch (form) {
                case STACKED -> stacked;
                case LAST -> last;
                case SUMMED -> summed;
              };
          Shape inside = which.get(j).result().shape();
          lanes.add(lane(targets.get(j), inside, form == SequenceScan.Form.STACKED, rows));
        }
      }
      outs.add(new ScanWork.Result(stacked, last, summed));
    }
    return new ScanWork(
        bodies,
        first,
        slots,
        outs,
        floats.toArray(int[][]::new),
        scan.steps(),
        scan.reverse(),
        kernels);
  }

  /** The values of the body that are added up, and needed in no other way. */
  private Set<Tensor> summed() {
    Set<Tensor> summed = values(SequenceScan.Form.SUMMED);
    summed.removeAll(values(SequenceScan.Form.STACKED));
    return summed;
  }

  private Set<Tensor> values(SequenceScan.Form form) {
    return which.stream()
        .filter(r -> r.form() == form)
        .map(SequenceScan.Result::result)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** What a result is called in the body. */
  private String name(int result) {
    if (!which.get(result).last()) {
      return "result." + result;
    }
    int slot = 0;
    while (scan.slots().get(slot).inside() != which.get(result).result()) {
      slot++;
    }
    return "next." + slot;
  }

  private ScanWork.Lane lane(Buffer b, Shape inside, boolean steps, int rows) {
    long row = cut && !inside.isConstant() ? inside.factor() : 0;
    long step = steps ? inside.elements(rows) : 0;
    return new ScanWork.Lane(b.id(), Math.toIntExact(step), Math.toIntExact(row));
  }

  /** The body's inputs by slot; null where the body does not read one. */
  static Buffer[] inputs(SequenceScan scan, Compiled body) {
    Map<String, Buffer> byName = new java.util.HashMap<>();
    for (Buffer b : body.buffers()) {
      if (b.kind() == Buffer.Kind.INPUT) {
        byName.put(b.tensor().name(), b);
      }
    }
    return scan.slots().stream().map(s -> byName.get(s.inside().name())).toArray(Buffer[]::new);
  }

  /** A loop's body planned for a number of rows, in a part of the arena around it. */
  private static final class ScanBody extends ExecutionPlan.Nested implements ScanWork.Body {
    private final Buffer[] inputs;
    private final List<Buffer> given;

    ScanBody(SequenceScan scan, Compiled body, List<Buffer> given, int rows, Kernels kernels) {
      super(body, rows, kernels);
      this.inputs = ScanLowering.inputs(scan, body);
      this.given = given;
      for (Buffer b : body.buffers()) {
        if (b.kind() == Buffer.Kind.CONSTANT) {
          plan.put(b, Executable.constant(b.tensor()), BufferTable.PADDING);
        } else if (b.kind() == Buffer.Kind.ROWS) {
          plan.put(b, new float[] {rows}, 0);
        }
      }
    }

    @Override
    public void input(int slot, float[] array, int at) {
      if (inputs[slot] != null) {
        plan.put(inputs[slot], array, at);
      }
    }

    @Override
    public void output(int number, float[] array, int at) {
      plan.put(given.get(number), array, at);
    }
  }
}
