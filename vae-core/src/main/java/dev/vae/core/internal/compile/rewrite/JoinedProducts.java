package dev.vae.core.internal.compile.rewrite;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Products of one matrix with several narrow weights, as the heads of a table's columns are, become
 * one product with all of them side by side, and slices of it: each by itself would read the matrix
 * again, and leave most of a vector's lanes empty. A number's sum is the same.
 */
public final class JoinedProducts {
  /** Columns that are computed at a time, however few there are. */
  private static final int LANES = 16;

  /**
   * So many rows the matrix has at least for each of the batch, as where there are several draws:
   * the weights are copied side by side in every run.
   */
  private static final int ROWS = 8;

  /**
   * So many products are joined in a step of training in any case, whose batch has rows enough, but
   * for a row or two their weights would take longer to copy than to multiply with.
   */
  static final int MANY = 8;

  private JoinedProducts() {}

  /** Returns the computation with products joined where that saves a quarter of them or more. */
  public static Computation of(Computation computation) {
    Map<Tensor, List<Tensor>> groups = groups(computation);
    if (groups.isEmpty()) {
      return computation;
    }
    Graph graph = new Graph();
    Map<Tensor, Tensor> done = new IdentityHashMap<>();
    for (Tensor t : computation.tensors()) {
      if (done.containsKey(t)) {
        continue;
      }
      List<Tensor> operands = t.operands().stream().map(done::get).toList();
      try (Graph.Scope scope = graph.scope(t.scope())) {
        List<Tensor> group = t.op() == Op.MATMUL ? groups.get(t.operand(0)) : null;
        if (group != null && group.contains(t)) {
          join(graph, group, operands.get(0), done);
        } else {
          done.put(t, NodeCopies.copy(graph, t, operands));
        }
      }
    }
    return NodeCopies.replaced(computation, done);
  }

  private static void join(Graph graph, List<Tensor> group, Tensor left, Map<Tensor, Tensor> done) {
    List<Tensor> weights = new ArrayList<>();
    for (Tensor product : group) {
      Tensor weight = product.operand(1);
      weights.add(done.computeIfAbsent(weight, w -> NodeCopies.copy(graph, w, List.of())));
    }
    slice(left.matmul(Tensor.concat(1, weights), false, false), group, done);
  }

  /** Has some products be slices of one of all of them. */
  static void slice(Tensor all, List<Tensor> group, Map<Tensor, Tensor> done) {
    int from = 0;
    for (Tensor product : group) {
      int to = from + width(product);
      done.put(product, all.slice(1, from, to));
      from = to;
    }
  }

  /** The products that are worth joining, by their left operand. */
  private static Map<Tensor, List<Tensor>> groups(Computation computation) {
    Map<Tensor, List<Tensor>> groups = new IdentityHashMap<>();
    for (Tensor t : computation.tensors()) {
      if (isNarrow(t, false, false)) {
        groups.computeIfAbsent(t.operand(0), left -> new ArrayList<>()).add(t);
      }
    }
    boolean training = !computation.updates().isEmpty();
    groups.values().removeIf(group -> !pays(group, training));
    return groups;
  }

  /**
   * Whether a node is a product of rows with a narrow matrix, which must be a weight unless the
   * rows are transposed.
   */
  static boolean isNarrow(Tensor t, boolean transposeA, boolean transposeB) {
    if (t.op() != Op.MATMUL) {
      return false;
    }
    Attributes.MatMul how = t.attributes(Attributes.MatMul.class);
    Tensor right = t.operand(1);
    return how.transposeA() == transposeA
        && how.transposeB() == transposeB
        && (transposeA || right.op() == Op.VARIABLE)
        && right.shape().rank() == 2
        && t.operand(0).shape().rank() == 2
        && t.operand(0).shape().dim(0).batch()
        && width(t) % LANES != 0;
  }

  private static boolean pays(List<Tensor> group, boolean training) {
    boolean rows = group.get(0).shape().dim(0).factor() >= ROWS;
    return saves(group) && (rows || training && group.size() >= MANY);
  }

  /** Whether a quarter of the columns that are computed, at a time, would not be. */
  static boolean saves(List<Tensor> group) {
    int apart = 0;
    int together = 0;
    for (Tensor t : group) {
      apart += (width(t) + LANES - 1) / LANES;
      together += width(t);
    }
    return 4 * ((together + LANES - 1) / LANES) <= 3 * apart;
  }

  /** How many columns a product has, or how many it sums over if the weight is transposed. */
  static int width(Tensor product) {
    return product.operand(1).shape().dim(1).factor();
  }
}
