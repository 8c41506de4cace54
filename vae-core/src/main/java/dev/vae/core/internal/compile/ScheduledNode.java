package dev.vae.core.internal.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Steps that are scheduled as one, one after the other, and what has to be done before. */
final class ScheduledNode {
  final Set<ScheduledNode> before = new LinkedHashSet<>();
  final List<CompiledStep> steps = new ArrayList<>();

  /** The stage of the first step; -1 while not known. */
  int stage = -1;

  /** Whether this needs the other to be done, directly or not. */
  boolean needs(ScheduledNode other) {
    Set<ScheduledNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<ScheduledNode> todo = new ArrayDeque<>(List.of(this));
    while (!todo.isEmpty()) {
      ScheduledNode u = todo.pop();
      if (u == other) {
        return true;
      }
      if (seen.add(u)) {
        todo.addAll(u.before);
      }
    }
    return false;
  }

  /** The stage after the last step. */
  int end() {
    return stage + steps.size();
  }
}
