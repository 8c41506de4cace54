package dev.vae.core.internal.compile;

import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import dev.vae.core.internal.compile.run.Instruction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Two operations of a cluster that are one line, because kernels have a loop for both: a product
 * that is added to something, in one rounding; sums, products and differences that follow one
 * another, as gates of recurrent networks have them; relu of a sum, and relu's derivative, a
 * comparison that masks a gradient. The first one is needed by nobody else then.
 */
final class FusedPairs {
  private final List<Tensor> members;
  private final Reads reads;
  private final Predicate<Reads.Read> inside;
  private final Set<Tensor> kept;
  private final Map<Tensor, Tensor> firsts = new IdentityHashMap<>();
  private final Set<Tensor> absorbed = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * Finds pairs.
   *
   * @param inside whether an operand is made in the cluster
   * @param kept what is stored
   */
  FusedPairs(List<Tensor> members, Reads reads, Predicate<Reads.Read> inside, Set<Tensor> kept) {
    this.members = members;
    this.reads = reads;
    this.inside = inside;
    this.kept = kept;
    members.forEach(this::find);
    members.forEach(this::findExact);
  }

  private void find(Tensor t) {
    switch (t.op()) {
      case ADD -> reads.of(t).forEach(r -> join(t, r, Op.MUL));
      case RELU -> join(t, reads.of(t).get(0), Op.ADD);
      case WHERE -> {
        Reads.Read condition = reads.of(t).get(0);
        if (condition.source().op() == Op.LESS
            && isZero(reads.of(t).get(2))
            && isZero(reads.of(condition.source()).get(0))) {
          join(t, condition, Op.LESS);
        }
      }
      default -> {}
    }
  }

  /** Pairs that round twice, as their operations alone do; so what pairs they are matters not. */
  private void findExact(Tensor t) {
    if (absorbed.contains(t)) {
      return;
    }
    switch (t.op()) {
      case ADD -> reads.of(t).forEach(r -> join(t, r, Op.ADD));
      case MUL -> {
        reads.of(t).forEach(r -> join(t, r, Op.SUB));
        reads.of(t).forEach(r -> join(t, r, Op.MUL));
      }
      case SUB -> join(t, reads.of(t).get(1), Op.MUL);
      default -> {}
    }
  }

  private void join(Tensor t, Reads.Read read, Op first) {
    Tensor m = read.source();
    boolean free = !firsts.containsKey(t) && !firsts.containsKey(m) && !kept.contains(m);
    if (m.op() == first && free && inside.test(read) && uses(m) == 1) {
      firsts.put(t, m);
      absorbed.add(m);
    }
  }

  private long uses(Tensor m) {
    return members.stream().flatMap(t -> reads.of(t).stream()).filter(r -> r.source() == m).count();
  }

  /** Positive zero, which is what the loop for both puts in. */
  private static boolean isZero(Reads.Read read) {
    Tensor t = read.source();
    return t.op() == Op.CONSTANT
        && Arrays.stream(t.attributes(Attributes.Constant.class).values())
            .allMatch(v -> Double.doubleToRawLongBits(v) == 0);
  }

  /** Whether an operation has no line because another one's line does it. */
  boolean isAbsorbed(Tensor t) {
    return absorbed.contains(t);
  }

  /** The kind of line that does an operation and the one before it; null for all others. */
  Instruction.Kind kind(Tensor t) {
    if (!firsts.containsKey(t)) {
      return null;
    }
    return switch (t.op()) {
      case ADD ->
          firsts.get(t).op() == Op.MUL ? Instruction.Kind.MULTIPLY_ADD : Instruction.Kind.ADD_ADD;
      case MUL ->
          firsts.get(t).op() == Op.MUL
              ? Instruction.Kind.MULTIPLY_MULTIPLY
              : Instruction.Kind.SUBTRACT_MULTIPLY;
      case SUB -> Instruction.Kind.MULTIPLY_SUBTRACT;
      case RELU -> Instruction.Kind.ADD_RELU;
      default -> Instruction.Kind.WHERE_POSITIVE;
    };
  }

  /** What the line of an operation reads. */
  List<Reads.Read> operands(Tensor t) {
    Tensor first = firsts.get(t);
    if (isAbsorbed(t)) {
      return List.of();
    }
    if (first == null) {
      return reads.of(t);
    }
    List<Reads.Read> operands = new ArrayList<>(reads.of(first));
    List<Reads.Read> own = reads.of(t);
    switch (t.op()) {
      case ADD, MUL, SUB -> operands.add(own.get(own.get(0).source() == first ? 1 : 0));
      case WHERE -> operands.set(0, own.get(1));
      default -> {}
    }
    return operands;
  }
}
