package dev.vae.core.internal.compile;

import java.util.Arrays;
import java.util.List;

/**
 * From which stage to which each buffer is needed, and which buffers are one: a result takes the
 * place of an operand that nobody but its step reads then, or later.
 */
final class Lifetimes {
  private final int[] first;
  private final int[] last;
  private final int[] root;

  Lifetimes(Compiled compiled) {
    int n = compiled.buffers().size();
    int stages = compiled.stages().size();
    first = new int[n];
    last = new int[n];
    root = new int[n];
    Arrays.fill(first, Integer.MAX_VALUE);
    Arrays.setAll(root, i -> i);
    for (int s = 0; s < stages; s++) {
      for (CompiledStep step : compiled.stages().get(s)) {
        for (Buffer b : step.writes()) {
          first[b.id()] = Math.min(first[b.id()], s);
          last[b.id()] = Math.max(last[b.id()], s);
        }
        for (Buffer b : step.reads()) {
          last[b.id()] = Math.max(last[b.id()], s);
        }
      }
    }
    compiled.outputs().values().forEach(b -> last[b.id()] = stages);
    for (int s = 0; s < stages; s++) {
      for (CompiledStep step : compiled.stages().get(s)) {
        for (CompiledStep.Overlay o : step.overlays()) {
          overlay(o, s, compiled.stages().get(s));
        }
      }
    }
  }

  private void overlay(CompiledStep.Overlay o, int stage, List<CompiledStep> steps) {
    int result = o.result().id();
    int place = root[o.operand().id()];
    long readers = steps.stream().filter(step -> reads(step, place)).count();
    boolean can =
        root[result] == result
            && first[result] == stage
            && last[place] == stage
            && first[place] < stage
            && readers == 1;
    if (can) {
      root[result] = place;
      last[place] = last[result];
    }
  }

  private boolean reads(CompiledStep step, int place) {
    return step.reads().stream().anyMatch(b -> root[b.id()] == place);
  }

  /** Whether a buffer has a place in the arena. */
  boolean isPlaced(Buffer b) {
    boolean arena = b.kind() == Buffer.Kind.ARENA || b.kind() == Buffer.Kind.NOISE;
    return arena && first[b.id()] < Integer.MAX_VALUE;
  }

  /** The buffer whose place this one shares; itself for most. */
  int root(Buffer b) {
    return root[b.id()];
  }

  /** The first stage of a root. */
  int first(int root) {
    return first[root];
  }

  /** The last stage of a root. */
  int last(int root) {
    return last[root];
  }
}
