package dev.vae.core.internal.compile.rewrite;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a computation anew in a graph of its own: operands first, each node as the rules like it
 * best, equal nodes once (common subexpressions), nodes nobody needs not at all (dead code). The
 * scopes of nodes are kept, for error messages.
 */
public final class Rewriter {
  /** A rule that fires this often on one node runs in a circle. */
  private static final int LIMIT = 100;

  private record Key(Op op, List<Integer> operands, Attributes attributes, Shape shape) {}

  private final List<RewriteRule> rules;
  private final Graph graph = new Graph();
  private final Map<Key, Tensor> known = new HashMap<>();
  private final Set<Tensor> settled = Collections.newSetFromMap(new IdentityHashMap<>());

  Rewriter(List<RewriteRule> rules) {
    this.rules = rules;
  }

  /** Returns the computation, written as the engine likes it. */
  public static Computation optimise(Computation computation) {
    return new Rewriter(
            List.of(
                new ConstantFolding(),
                new NeutralRule(),
                new SignRule(),
                new PowerRule(),
                new MovementRule(),
                new LateBroadcast(),
                new TransposeRule(),
                new ReductionRule()))
        .rewrite(computation);
  }

  /** Returns the computation with nothing changed but what the engine cannot run as it is. */
  public static Computation lower(Computation computation) {
    return new Rewriter(List.of(new ReductionRule())).rewrite(computation);
  }

  Computation rewrite(Computation computation) {
    Map<Tensor, Tensor> done = new IdentityHashMap<>();
    for (Tensor t : computation.tensors()) {
      List<Tensor> operands = t.operands().stream().map(done::get).toList();
      try (Graph.Scope scope = graph.scope(t.scope())) {
        done.put(t, settle(NodeCopies.copy(graph, t, operands)));
      }
    }
    return NodeCopies.replaced(computation, done);
  }

  /** The best form of a node whose operands may still be as a rule wrote them. */
  private Tensor settle(Tensor t) {
    if (settled.contains(t)) {
      return t;
    }
    Tensor now = t;
    for (int i = 0; i < LIMIT; i++) {
      now = withSettledOperands(now);
      Tensor better = better(now);
      if (better == null || better == now) {
        return once(now);
      }
      if (settled.contains(better)) {
        return better;
      }
      now = better;
    }
    throw new IllegalStateException("the rules do not settle on " + t);
  }

  private Tensor withSettledOperands(Tensor t) {
    List<Tensor> operands = new ArrayList<>();
    boolean same = true;
    for (Tensor operand : t.operands()) {
      Tensor s = settle(operand);
      same &= s == operand;
      operands.add(s);
    }
    return same ? t : NodeCopies.copy(graph, t, operands);
  }

  private Tensor better(Tensor t) {
    for (RewriteRule rule : rules) {
      Tensor better = rule.better(t);
      if (better != null) {
        if (!better.shape().equals(t.shape())) {
          throw new IllegalStateException(
              rule.getClass().getSimpleName() + " made " + better + " of " + t);
        }
        return better;
      }
    }
    return null;
  }

  private Tensor once(Tensor t) {
    List<Integer> operands = t.operands().stream().map(Tensor::id).toList();
    Tensor first =
        known.computeIfAbsent(new Key(t.op(), operands, t.attributes(), t.shape()), k -> t);
    settled.add(first);
    return first;
  }
}
