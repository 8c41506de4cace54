package dev.vae.core.internal.compile;

import dev.vae.core.graph.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A level for everything that is computed as one, a cluster or a node outside all clusters: higher
 * than the levels of all it needs. Whoever looks for something on the way down can turn back at its
 * level, without which compiling would take the square of the number of nodes.
 */
final class TopologicalLevels {
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
