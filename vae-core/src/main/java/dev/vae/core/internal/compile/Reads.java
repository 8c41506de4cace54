package dev.vae.core.internal.compile;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what a node's operands really are: movements are looked through to the node whose numbers
 * exist, unless what comes of them cannot be read by strides or must be dense; then the movement is
 * laid out, by a copy.
 */
final class Reads {

  /** An operand: a node whose numbers exist, and how they are seen. */
  record Read(Tensor source, View view) {}

  private final Set<Tensor> laidOut = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Tensor, List<Read>> known = new IdentityHashMap<>();

  Reads(Computation computation) {
    for (Tensor t : computation.tensors()) {
      if (t.op().isElementwise() || t.op().kind() == Op.Kind.REDUCTION) {
        find(t);
      } else if (!isView(t)) {
        t.operands().forEach(this::mustBeDense);
      }
    }
    computation.outputs().values().forEach(this::mustBeDense);
    computation.updates().values().forEach(this::mustBeDense);
    for (Tensor t : List.copyOf(laidOut)) {
      read(t.operand(0), t.operand(0).shape());
    }
  }

  /** Whether a node only moves numbers in a way that strides can say. */
  static boolean isView(Tensor t) {
    return switch (t.op()) {
      case RESHAPE, EXPAND, PERMUTE, SLICE -> true;
      default -> false;
    };
  }

  /** Whether a movement is laid out by a copy. */
  boolean isLaidOut(Tensor t) {
    return laidOut.contains(t);
  }

  /** Whether a node is part of a group: element-wise, a reduction, or a copy. */
  boolean isGrouped(Tensor t) {
    return t.op().isElementwise() || t.op().kind() == Op.Kind.REDUCTION || isLaidOut(t);
  }

  /** The operands of a grouped node, each seen in the shape of the node's elements. */
  List<Read> of(Tensor t) {
    return known.computeIfAbsent(t, this::find);
  }

  private List<Read> find(Tensor t) {
    if (isLaidOut(t)) {
      Read inner = read(t.operand(0), t.operand(0).shape());
      return List.of(new Read(inner.source, inner.view.then(t)));
    }
    Shape space = t.op().kind() == Op.Kind.REDUCTION ? t.operand(0).shape() : t.shape();
    List<Read> reads = new ArrayList<>();
    t.operands().forEach(x -> reads.add(read(x, space)));
    return reads;
  }

  /** The node whose numbers, in their order, are an operand that must be dense. */
  Tensor dense(Tensor operand) {
    return read(operand, operand.shape()).source;
  }

  private void mustBeDense(Tensor operand) {
    if (!read(operand, operand.shape()).view.isDense()) {
      laidOut.add(operand);
    }
  }

  private Read read(Tensor operand, Shape target) {
    Deque<Tensor> path = new ArrayDeque<>();
    Tensor t = operand;
    while (isView(t) && !laidOut.contains(t)) {
      path.push(t);
      t = t.operand(0);
    }
    View view = View.dense(t.shape());
    for (Tensor movement : path) {
      View moved = view.then(movement);
      if (moved == null) {
        laidOut.add(movement.operand(0));
        return read(operand, target);
      }
      view = moved;
    }
    return new Read(t, view.expand(target));
  }
}
