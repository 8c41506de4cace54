package dev.vae.core.internal.compile;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts nodes into clusters: a node joins those that make its operands element by element, and those
 * that read what it reads. Never if something between the two would then have to run both after and
 * before the cluster.
 */
final class Fusion {
  /** Longer groups gain nothing: their tiles do not stay in the first-level cache. */
  private static final int LIMIT = 64;

  private final Reads reads;
  private final Map<Tensor, FusionGroup> clusters = new IdentityHashMap<>();
  private final Map<Tensor, Set<FusionGroup>> readers = new IdentityHashMap<>();
  private final Map<Tensor, List<Tensor>> sources = new IdentityHashMap<>();
  private final TopologicalLevels levels = new TopologicalLevels(clusters);

  /**
   * Fuses.
   *
   * @param fuse false to leave each node alone
   */
  Fusion(Computation computation, Reads reads, boolean fuse) {
    this.reads = reads;
    for (Tensor t : computation.tensors()) {
      if (reads.isGrouped(t)) {
        clusters.put(t, new FusionGroup(t));
      }
      if (fuse && (reads.isGrouped(t) || !Reads.isView(t))) {
        sources.put(t, sources(t));
        levels.place(t, sources.get(t));
      }
      if (fuse && reads.isGrouped(t)) {
        join(t);
      }
    }
  }

  /** The nodes whose numbers a node reads. */
  private List<Tensor> sources(Tensor t) {
    return reads.isGrouped(t)
        ? reads.of(t).stream().map(Reads.Read::source).toList()
        : t.operands().stream().map(reads::dense).toList();
  }

  /** The clusters, each once, in the order of their first nodes. */
  List<FusionGroup> clusters() {
    Set<FusionGroup> all = Collections.newSetFromMap(new IdentityHashMap<>());
    all.addAll(clusters.values());
    List<FusionGroup> list = new ArrayList<>(all);
    list.sort((a, b) -> Integer.compare(a.members.get(0).id(), b.members.get(0).id()));
    return list;
  }

  FusionGroup of(Tensor t) {
    return clusters.get(t);
  }

  /** Whether a read takes the result of an operation element by element, so that both can fuse. */
  boolean isDirect(Reads.Read read, Extent space) {
    Tensor s = read.source();
    return reads.isGrouped(s)
        && s.op().kind() != Op.Kind.REDUCTION
        && Extent.of(s.shape()).equals(space)
        && read.view().isDense();
  }

  private void join(Tensor t) {
    if (isMask(t)) {
      return;
    }
    Extent space = clusters.get(t).space;
    List<Reads.Read> operands = reads.of(t);
    for (Reads.Read read : operands) {
      if (isDirect(read, space)) {
        merge(t, clusters.get(read.source()));
      }
    }
    if (space.isOne()) {
      // scalars share operands by chance, and fusing them would make gradients wait for the loss
      return;
    }
    for (Reads.Read read : operands) {
      if (read.view().isDense() && Extent.of(read.source().shape()).equals(space)) {
        Set<FusionGroup> others =
            readers.computeIfAbsent(read.source(), k -> new LinkedHashSet<>());
        for (FusionGroup other : List.copyOf(others)) {
          merge(t, clusters.get(other.members.get(0)));
        }
        others.add(clusters.get(t));
      }
    }
  }

  /**
   * Whether a node is cheaper to compute where it is used than to keep: a comparison, such as the
   * derivative of relu has. It waits for who reads it instead of joining who makes its operands.
   */
  private static boolean isMask(Tensor t) {
    return switch (t.op()) {
      case EQUAL, LESS, LESS_EQUAL -> true;
      default -> false;
    };
  }

  private void merge(Tensor t, FusionGroup other) {
    FusionGroup mine = clusters.get(t);
    boolean can =
        mine != other
            && mine.fits(other)
            && mine.members.size() + other.members.size() <= LIMIT
            && !circular(mine, other);
    if (can) {
      int level = Math.max(levels.of(mine), levels.of(other));
      mine.add(other);
      other.members.forEach(m -> clusters.put(m, mine));
      levels.raise(mine, level);
    }
  }

  /** Whether the two as one would need their own result from outside. */
  private boolean circular(FusionGroup a, FusionGroup b) {
    int bottom = Math.min(levels.of(a), levels.of(b));
    if (levels.of(a) == levels.of(b)) {
      return false; // what needs one of the two is above it, and so is not the other
    }
    FusionGroup upper = levels.of(a) > bottom ? a : b;
    FusionGroup lower = upper == a ? b : a;
    Deque<Object> todo = new ArrayDeque<>();
    for (Tensor m : upper.members) {
      for (Reads.Read read : reads.of(m)) {
        Object unit = levels.unit(read.source());
        if (unit == lower && !isDirect(read, lower.space)) {
          return true;
        }
        if (unit != upper && levels.of(unit) > bottom) {
          todo.add(unit);
        }
      }
    }
    return leads(todo, lower);
  }

  /** Whether any of some units needs a cluster. */
  private boolean leads(Deque<Object> todo, FusionGroup cluster) {
    int bottom = levels.of(cluster);
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    while (!todo.isEmpty()) {
      Object unit = todo.pop();
      for (Tensor t : seen.add(unit) ? TopologicalLevels.nodes(unit) : List.<Tensor>of()) {
        for (Tensor source : sources.get(t)) {
          Object needed = levels.unit(source);
          if (needed == cluster) {
            return true;
          }
          if (levels.of(needed) > bottom) {
            todo.add(needed);
          }
        }
      }
    }
    return false;
  }

  /**
   * A level for everything that is computed as one, a cluster or a node outside all clusters:
   * higher than the levels of all it needs. Whoever looks for something on the way down can turn
   * back at its level, without which compiling would take the square of the number of nodes.
   */
  private static final class TopologicalLevels {
    private final Map<Tensor, FusionGroup> clusters;
    private final Map<Object, Integer> levels = new IdentityHashMap<>();
    private final Map<Tensor, List<Tensor>> readers = new IdentityHashMap<>();

    /** Looks clusters up in a map that others write. */
    TopologicalLevels(Map<Tensor, FusionGroup> clusters) {
      this.clusters = clusters;
    }

    /** The cluster a node is in, or the node itself. */
    Object unit(Tensor t) {
      FusionGroup c = clusters.get(t);
      return c == null ? t : c;
    }

    /** What is computed as one unit. */
    static List<Tensor> nodes(Object unit) {
      return unit instanceof FusionGroup c ? c.members : List.of((Tensor) unit);
    }

    /** Places a node of which nobody has read yet, by what it reads. */
    void place(Tensor t, Collection<Tensor> sources) {
      int level = 0;
      for (Tensor source : sources) {
        level = Math.max(level, 1 + of(unit(source)));
        readers.computeIfAbsent(source, k -> new ArrayList<>()).add(t);
      }
      levels.put(unit(t), level);
    }

    /** The level of a unit; 0 for leaves. */
    int of(Object unit) {
      return levels.getOrDefault(unit, 0);
    }

    /** Puts a cluster on a level, and what needs it above, where it is not yet. */
    void raise(FusionGroup cluster, int level) {
      levels.put(cluster, level);
      Deque<Object> raised = new ArrayDeque<>(List.of(cluster));
      while (!raised.isEmpty()) {
        Object unit = raised.pop();
        int above = of(unit) + 1;
        for (Tensor member : nodes(unit)) {
          for (Tensor reader : readers.getOrDefault(member, List.of())) {
            Object other = unit(reader);
            if (other != unit && of(other) < above) {
              levels.put(other, above);
              raised.push(other);
            }
          }
        }
      }
    }
  }
}
