package dev.vae.core.internal.compile.rewrite;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The gradients of several narrow heads of one matrix, each a thin product, become two products of
 * all of them side by side: {@code Xᵀ·[g₁ g₂ ...]}, of which the gradients of weights are slices,
 * and {@code [g₁ g₂ ...]·[W₁ W₂ ...]ᵀ}, which is the sum {@code Σᵢ gᵢ·Wᵢᵀ}. A number's sum is the
 * same in the first; in the second it is one over all heads instead of a sum of sums.
 */
public final class JoinedGradients {
  private final Computation computation;

  /** How many nodes read each, and the computation itself as one more. */
  private final Map<Tensor, Integer> readers = new IdentityHashMap<>();

  /** Products of one left operand, transposed, by that operand. */
  private final Map<Tensor, List<Tensor>> shared = new IdentityHashMap<>();

  /** The terms of sums of products, by the last addition. */
  private final Map<Tensor, Terms> sums = new IdentityHashMap<>();

  /** Nodes that are nowhere needed once sums are products. */
  private final Set<Tensor> dropped = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Graph graph = new Graph();
  private final Map<Tensor, Tensor> done = new IdentityHashMap<>();
  private final Map<List<Tensor>, Tensor> beside = new HashMap<>();

  private record Terms(List<Tensor> products, List<Tensor> others) {}

  private JoinedGradients(Computation computation) {
    this.computation = computation;
    computation
        .tensors()
        .forEach(t -> t.operands().forEach(x -> readers.merge(x, 1, Integer::sum)));
    computation.outputs().values().forEach(t -> readers.merge(t, 1, Integer::sum));
    computation.updates().values().forEach(t -> readers.merge(t, 1, Integer::sum));
    List<Tensor> backwards = new ArrayList<>(computation.tensors());
    Collections.reverse(backwards);
    backwards.forEach(this::findSum);
    computation.tensors().forEach(this::findShared);
    shared.values().removeIf(group -> !pays(group));
  }

  /** Returns the computation with products joined where there are many, and that saves some. */
  public static Computation of(Computation computation) {
    JoinedGradients joined = new JoinedGradients(computation);
    boolean none = joined.shared.isEmpty() && joined.sums.isEmpty();
    return none ? computation : joined.rewritten();
  }

  private void findShared(Tensor t) {
    if (JoinedProducts.isNarrow(t, true, false)) {
      shared.computeIfAbsent(t.operand(0), x -> new ArrayList<>()).add(t);
    }
  }

  private void findSum(Tensor t) {
    if (t.op() != Op.ADD || dropped.contains(t) || t.shape().rank() != 2) {
      return;
    }
    Terms terms = new Terms(new ArrayList<>(), new ArrayList<>());
    List<Tensor> additions = new ArrayList<>();
    collect(t, terms, additions);
    if (pays(terms.products)) {
      sums.put(t, terms);
      dropped.addAll(additions.subList(1, additions.size()));
      dropped.addAll(terms.products);
    }
  }

  private static boolean pays(List<Tensor> products) {
    return products.size() >= JoinedProducts.MANY && JoinedProducts.saves(products);
  }

  private void collect(Tensor root, Terms terms, List<Tensor> additions) {
    List<Tensor> todo = new ArrayList<>(List.of(root));
    while (!todo.isEmpty()) {
      Tensor t = todo.remove(todo.size() - 1);
      boolean own = t == root || readers.get(t) == 1 && t.shape().equals(root.shape());
      if (own && t.op() == Op.ADD) {
        additions.add(t);
        todo.add(t.operand(1));
        todo.add(t.operand(0));
      } else if (own && JoinedProducts.isNarrow(t, false, true)) {
        terms.products.add(t);
      } else {
        terms.others.add(t);
      }
    }
    terms.products.sort((a, b) -> Integer.compare(a.id(), b.id()));
  }

  private Computation rewritten() {
    List<Tensor> todo = computation.tensors();
    while (!todo.isEmpty()) {
      List<Tensor> later = new ArrayList<>();
      for (Tensor t : todo) {
        try (Graph.Scope scope = graph.scope(t.scope())) {
          if (!dropped.contains(t) && !write(t)) {
            later.add(t);
          }
        }
      }
      if (later.size() == todo.size()) {
        return computation; // a gradient is needed for another of the same matrix
      }
      todo = later;
    }
    return NodeCopies.replaced(computation, done);
  }

  /** Writes a node, or those it is one with; false if not all that takes is written yet. */
  private boolean write(Tensor t) {
    if (done.containsKey(t)) {
      return true;
    }
    List<Tensor> group = t.op() == Op.MATMUL ? shared.get(t.operand(0)) : null;
    if (group != null && group.contains(t)) {
      return write(group);
    }
    Terms terms = sums.get(t);
    if (terms != null) {
      return write(t, terms);
    }
    boolean ready = isDone(t.operands());
    if (ready) {
      done.put(t, NodeCopies.copy(graph, t, t.operands().stream().map(done::get).toList()));
    }
    return ready;
  }

  private boolean write(List<Tensor> group) {
    if (!group.stream().allMatch(product -> isDone(product.operands()))) {
      return false;
    }
    Tensor left = done.get(group.get(0).operand(0));
    JoinedProducts.slice(left.matmul(beside(group, 1), true, false), group, done);
    return true;
  }

  private boolean write(Tensor sum, Terms terms) {
    boolean ready =
        isDone(terms.others)
            && terms.products.stream().allMatch(product -> isDone(product.operands()));
    if (ready) {
      Tensor all = beside(terms.products, 0).matmul(beside(terms.products, 1), false, true);
      for (Tensor other : terms.others) {
        all = all.add(done.get(other));
      }
      done.put(sum, all);
    }
    return ready;
  }

  private boolean isDone(List<Tensor> all) {
    return done.keySet().containsAll(all);
  }

  /** The left or right operands of products side by side; the same ones are so once. */
  private Tensor beside(List<Tensor> products, int operand) {
    List<Tensor> all =
        products.stream().map(product -> done.get(product.operand(operand))).toList();
    return beside.computeIfAbsent(all, some -> Tensor.concat(1, some));
  }
}
