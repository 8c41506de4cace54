package dev.vae.core.grad;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.SequenceScan;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The derivative of a loop over steps: a loop the other way, whose states are the derivatives in
 * the states.
 *
 * <p>What its step needs of the step forward is kept where it was costly: results of products,
 * reductions and functions such as exp, and the states; what only adds, multiplies, compares or
 * moves is computed again. So a GRU keeps five times its units for each row and step, which is what
 * the loop itself writes anyway, and computes no gate twice.
 *
 * <p>The derivative in what all steps share is a sum over steps, added up in the loop, where what
 * it is made of is at hand. A sum over rows waits until after it. Where each step's part is a
 * product of two matrices over the rows that gives a large matrix, its factors are stacked and one
 * product after the loop does it for all steps: adding up such a matrix would take as long as the
 * product.
 */
final class ScanDerivative {
  /** Elements of a matrix at most that is added up at every step. */
  private static final int ADDED_UP = 1 << 14;

  private final Tensor node;
  private final SequenceScan forward;
  private final Tensor given;
  private final Predicate<Tensor> active;
  private final Map<Tensor, Tensor> known = new IdentityHashMap<>();

  /** What was let into the loop back step by step, by what stands for it there. */
  private final Map<Tensor, Tensor> sequences = new IdentityHashMap<>();

  /** Products with a transposed matrix that all steps share, and that matrix, by its slot. */
  private final Map<Tensor, Tensor> transposed = new IdentityHashMap<>();

  private final Map<Integer, Tensor> shared = new HashMap<>();
  private final Map<Tensor, Boolean> varying = new IdentityHashMap<>();
  private final SequenceScan back;

  /** What the body had before its derivative was added. */
  private int before;

  /**
   * For one result of a loop.
   *
   * @param given its derivative, of its shape
   * @param active which operands need theirs
   */
  ScanDerivative(Tensor node, Tensor given, Predicate<Tensor> active) {
    this.node = node;
    this.given = given;
    this.active = active;
    this.forward = node.attributes(SequenceScan.Result.class).scan();
    this.back = SequenceScan.of(node.graph(), forward.steps(), !forward.reverse());
  }

  /** What each operand gets. */
  Map<Tensor, Tensor> parts() {
    var which = node.attributes(SequenceScan.Result.class);
    List<Tensor> of = new ArrayList<>();
    List<Tensor> derivatives = new ArrayList<>();
    if (!which.last()) {
      // inputs of the body that only its derivative reads
      Tensor g = forward.body().input("derivative" + which.result().id(), which.result().shape());
      of.add(which.result());
      derivatives.add(g);
      boolean summed = which.form() == SequenceScan.Form.SUMMED;
      known.put(g, summed ? back.shared(given) : sequence(given));
    }
    List<Tensor> with = new ArrayList<>();
    List<Integer> slots = new ArrayList<>();
    List<Tensor> states = new ArrayList<>();
    for (int i = 0; i < forward.slots().size(); i++) {
      SequenceScan.Slot slot = forward.slots().get(i);
      boolean state = slot.entry() == SequenceScan.Entry.STATE;
      if (state) {
        boolean end = which.last() && slot.inside() == which.result();
        Tensor zero = node.graph().constant(0).expand(slot.inside().shape());
        Tensor g = forward.body().input("derivativeOf" + i, slot.inside().shape());
        known.put(g, back.state(end ? given : zero));
        of.add(forward.next(slot.inside()));
        derivatives.add(g);
        states.add(known.get(g));
      }
      if (state || active.test(node.operand(i))) {
        with.add(slot.inside());
        slots.add(i);
      }
    }
    before = forward.body().tensors().size();
    List<Tensor> all = Gradients.of(of, derivatives, with);
    all.forEach(this::need);
    Map<Tensor, Tensor> parts = new IdentityHashMap<>();
    int number = 0;
    for (int k = 0; k < with.size(); k++) {
      if (forward.slots().get(slots.get(k)).entry() == SequenceScan.Entry.STATE) {
        back.next(states.get(number++), inside(all.get(k)));
      }
    }
    number = 0;
    for (int k = 0; k < with.size(); k++) {
      int i = slots.get(k);
      SequenceScan.Entry entry = forward.slots().get(i).entry();
      Tensor state = entry == SequenceScan.Entry.STATE ? states.get(number++) : null;
      if (active.test(node.operand(i))) {
        Tensor part =
            switch (entry) {
              case STATE -> back.last(Objects.requireNonNull(state));
              case SEQUENCE -> stacked(all.get(k));
              case SHARED -> overSteps(all.get(k));
            };
        parts.merge(node.operand(i), part, Tensor::add);
      }
    }
    return parts;
  }

  /** What a value is in all steps; where that was let in, it is there already. */
  private Tensor stacked(Tensor value) {
    Tensor inside = inside(value);
    Tensor there = sequences.get(inside);
    return there != null ? there : back.stacked(inside);
  }

  private Tensor sequence(Tensor xs) {
    Tensor inside = back.sequence(xs);
    sequences.put(inside, xs);
    return inside;
  }

  /** A tensor of the forward body, or of its derivative, in the body of the loop back. */
  private Tensor inside(Tensor value) {
    if (!transposed.isEmpty()) {
      multiply(value, Collections.newSetFromMap(new IdentityHashMap<>()));
    }
    known.putAll(back.copy(List.of(value), known));
    return Objects.requireNonNull(known.get(value));
  }

  /** Makes the products with transposed matrices that a value needs. */
  private void multiply(Tensor value, Set<Tensor> seen) {
    if (known.containsKey(value) || !seen.add(value)) {
      return;
    }
    Tensor weights = transposed.get(value);
    if (weights != null) {
      known.put(value, inside(value.operand(0)).matmul(weights));
    } else {
      value.operands().forEach(x -> multiply(x, seen));
    }
  }

  /** Lets in what the value needs of the step forward. */
  private void need(Tensor t) {
    List<Tensor> todo = new ArrayList<>(List.of(t));
    while (!todo.isEmpty()) {
      Tensor next = todo.remove(todo.size() - 1);
      if (known.containsKey(next)) {
        continue;
      }
      if (next.op() == Op.INPUT) {
        known.put(next, enter(next));
      } else if (next.id() < before && varies(next) && isKept(next)) {
        known.put(next, sequence(SequenceScan.sibling(node, next)));
      } else if (takesTransposed(next)) {
        transposed.put(next, transposed(slot(next.operand(1))));
        todo.add(next.operand(0));
      } else {
        todo.addAll(next.operands());
      }
    }
  }

  /** Whether a product's right operand is a matrix that all steps share, transposed. */
  private boolean takesTransposed(Tensor t) {
    return t.op() == Op.MATMUL
        && t.attributes(Attributes.MatMul.class).transposeB()
        && !t.attributes(Attributes.MatMul.class).transposeA()
        && t.operand(1).op() == Op.INPUT
        && t.operand(1).shape().rank() == 2
        && !varies(t.operand(1));
  }

  /** A shared matrix transposed: once, before the loop, instead of in every step. */
  private Tensor transposed(int slot) {
    return shared.computeIfAbsent(slot, i -> back.shared(node.operand(i).permute(1, 0)));
  }

  private int slot(Tensor input) {
    int i = 0;
    while (forward.slots().get(i).inside() != input) {
      i++;
    }
    return i;
  }

  private Tensor enter(Tensor input) {
    int i = slot(input);
    return switch (forward.slots().get(i).entry()) {
      case SEQUENCE -> sequence(node.operand(i));
      case STATE -> sequence(SequenceScan.sibling(node, input));
      case SHARED -> back.shared(node.operand(i));
    };
  }

  /** Whether a value of the forward body is not the same in all steps. */
  private boolean varies(Tensor t) {
    Boolean there = varying.get(t);
    if (there == null) {
      there =
          t.op() == Op.INPUT
              ? forward.slots().stream()
                  .noneMatch(s -> s.inside() == t && s.entry() == SequenceScan.Entry.SHARED)
              : t.operands().stream().anyMatch(this::varies);
      varying.put(t, there);
    }
    return there;
  }

  /** Whether a value of the step forward costs more to compute again than to keep. */
  private static boolean isKept(Tensor t) {
    return switch (t.op().kind()) {
      case PRODUCT, REDUCTION, LOOP -> true;
      case UNARY ->
          switch (t.op()) {
            case NEG, ABS, SIGN, RELU, STOP_GRADIENT -> false;
            default -> true;
          };
      case MOVEMENT -> t.op() == Op.SLICE && needsProduct(t);
      case BINARY, TERNARY, LEAF -> false;
    };
  }

  /** Whether a slice is of what a product gave: keeping it is less than keeping the whole. */
  private static boolean needsProduct(Tensor slice) {
    Tensor t = slice.operand(0);
    while (t.op() == Op.ADD || t.op() == Op.RESHAPE) {
      t = t.operand(0);
    }
    return t.op().kind() == Op.Kind.PRODUCT;
  }

  /** The sum over steps of what one step gives. */
  private Tensor overSteps(Tensor value) {
    switch (value.id() < before ? Op.INPUT : value.op()) {
      case ADD -> {
        Tensor a = value.operand(0);
        Tensor b = value.operand(1);
        if (a.shape().equals(b.shape())) {
          return overSteps(a).add(overSteps(b));
        }
      }
      case RESHAPE -> {
        return overSteps(value.operand(0)).reshape(value.shape());
      }
      case MATMUL -> {
        var how = value.attributes(Attributes.MatMul.class);
        Tensor a = value.operand(0);
        Tensor b = value.operand(1);
        boolean overRows = how.transposeA() && !how.transposeB();
        boolean large = !value.shape().isConstant() || value.shape().elements() > ADDED_UP;
        if (overRows && large && a.shape().rank() == 2 && b.shape().rank() == 2) {
          return rows(stacked(a)).matmul(rows(stacked(b)), true, false);
        }
      }
      case SUM -> {
        var axes = value.attributes(Attributes.Axes.class);
        if (axes.axes().contains(0)) {
          int[] all = axes.axes().stream().mapToInt(Integer::intValue).toArray();
          return overSteps(value.operand(0)).sum(all).reshape(value.shape());
        }
      }
      default -> {}
    }
    Tensor inside = inside(value);
    Tensor there = sequences.get(inside);
    return there != null ? there.sum(0) : back.summed(inside);
  }

  /** Steps and rows as one axis. */
  private static Tensor rows(Tensor stacked) {
    Dim rows = stacked.shape().dim(1);
    long all = Math.multiplyExact((long) stacked.shape().dim(0).factor(), (long) rows.factor());
    int factor = Math.toIntExact(all);
    Dim together = rows.batch() ? Dim.rows(factor) : Dim.of(factor);
    return stacked.reshape(Shape.of(together, stacked.shape().dim(2)));
  }
}
