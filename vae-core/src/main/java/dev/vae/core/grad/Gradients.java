package dev.vae.core.grad;

import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Adds the derivatives of a scalar to its graph, by reverse accumulation. The derivative of each
 * operation is in {@link DerivativeRules}; this class walks from the scalar back and adds up.
 *
 * <p>A node made for a node of scope {@code encoder/0.dense} is in scope {@code encoder/0.dense'},
 * for one outside all scopes in {@code '}; second derivatives have two strokes.
 *
 * <p>While a derivative is on its way, it may have a smaller shape than what it belongs to, and
 * counts as broadcast to it: the derivative of a sum stays a single number until something needs
 * more.
 */
public final class Gradients {
  private final Graph graph;
  private final Map<Tensor, List<Tensor>> parts = new HashMap<>();

  private Gradients(Graph graph) {
    this.graph = graph;
  }

  /**
   * Returns the derivatives of a scalar with respect to other tensors of its graph, each of the
   * shape of what it is with respect to; zeros where the scalar does not depend on it.
   *
   * @param with inputs, variables, noise, or any tensors on the way
   * @throws IllegalArgumentException if the first is no scalar, or tensors belong to other graphs
   */
  public static List<Tensor> of(Tensor scalar, List<Tensor> with) {
    if (!scalar.shape().equals(Shape.SCALAR)) {
      throw new IllegalArgumentException(
          "gradients are of a scalar; take a sum or a mean of " + scalar);
    }
    for (Tensor t : with) {
      if (t.graph() != scalar.graph()) {
        throw new IllegalArgumentException(t + " belongs to another graph than " + scalar);
      }
    }
    return of(List.of(scalar), List.of(scalar.graph().constant(1)), with);
  }

  /**
   * Returns what derivatives in some tensors are in others.
   *
   * @param of tensors of one graph, which may stand there twice
   * @param given the derivative in each, of its shape
   */
  static List<Tensor> of(List<Tensor> of, List<Tensor> given, List<Tensor> with) {
    Gradients gradients = new Gradients(of.get(0).graph());
    for (int i = 0; i < of.size(); i++) {
      gradients.put(of.get(i), given.get(i));
    }
    return gradients.walk(of, with);
  }

  private List<Tensor> walk(List<Tensor> from, List<Tensor> with) {
    Map<Tensor, Tensor> results = new IdentityHashMap<>();
    List<Tensor> needed = Graph.closure(from);
    Set<Tensor> active = dependent(needed, with);
    for (int i = needed.size() - 1; i >= 0; i--) {
      Tensor y = needed.get(i);
      if (active.contains(y) && parts.containsKey(y)) {
        try (Graph.Scope scope = graph.scope(strokeScope(y))) {
          Tensor g = Terms.total(parts.remove(y));
          results.put(y, g);
          spread(y, g, active, with::contains);
        }
      }
    }
    List<Tensor> gradients = new ArrayList<>();
    for (Tensor t : with) {
      try (Graph.Scope scope = graph.scope(strokeScope(t))) {
        Tensor g = results.get(t);
        gradients.add((g == null ? graph.constant(0) : g).expand(t.shape()));
      }
    }
    return gradients;
  }

  /** Gives each operand its part of a node's derivative. */
  private void spread(Tensor y, Tensor g, Set<Tensor> active, Predicate<Tensor> asked) {
    if (y.op() == Op.SCAN) {
      new ScanDerivative(y, g.expand(y.shape()), active::contains).parts().forEach(this::put);
      return;
    }
    for (int i = 0; i < y.operands().size(); i++) {
      Tensor operand = y.operand(i);
      if (active.contains(operand)) {
        Tensor part = DerivativeRules.toOperand(y, i, g, asked);
        if (part != null && !part.isConstant(0)) {
          boolean broadcast = y.op().isElementwise();
          put(operand, broadcast ? Terms.shrink(part, y.shape(), operand.shape()) : part);
        }
      }
    }
  }

  private void put(Tensor t, Tensor part) {
    parts.computeIfAbsent(t, none -> new ArrayList<>()).add(part);
  }

  /** Those that depend on any of the given ones, themselves included. */
  private static Set<Tensor> dependent(List<Tensor> tensors, List<Tensor> with) {
    Set<Tensor> active = Collections.newSetFromMap(new IdentityHashMap<>());
    active.addAll(with);
    for (Tensor t : tensors) {
      if (t.operands().stream().anyMatch(active::contains)) {
        active.add(t);
      }
    }
    return active;
  }

  /** The scope for derivatives of a node, seen from the scopes that are open now. */
  private String strokeScope(Tensor t) {
    String open = graph.scopePath() + "/";
    return (t.scope().startsWith(open) ? t.scope().substring(open.length()) : t.scope()) + "'";
  }
}
