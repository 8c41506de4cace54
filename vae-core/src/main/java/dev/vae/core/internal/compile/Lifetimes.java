package dev.vae.core.internal.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From which stage to which each buffer is needed, and which buffers are one: a result takes the
 * place of an operand that nobody but its step reads then, or later. A buffer whose steps run twice
 * is needed twice: up to the last reader of what they gave at first, and from when they run again.
 */
final class Lifetimes {
  private final List<List<MemoryPlan.Life>> lives = new ArrayList<>();
  private final int[] root;

  Lifetimes(Compiled compiled) {
    int stages = compiled.stages().size();
    root = new int[compiled.buffers().size()];
    Arrays.setAll(root, i -> i);
    compiled.buffers().forEach(b -> lives.add(new ArrayList<>()));
    Map<CompiledStep, Integer> runs = new HashMap<>();
    for (int s = 0; s < stages; s++) {
      for (CompiledStep step : compiled.stages().get(s)) {
        for (Buffer b : step.reads()) {
          extend(b.id(), lives.get(b.id()).size() - 1, s);
        }
      }
      for (CompiledStep step : compiled.stages().get(s)) {
        int run = runs.merge(step, 1, Integer::sum);
        for (Buffer b : step.writes()) {
          if (lives.get(b.id()).size() < run) {
            lives.get(b.id()).add(new MemoryPlan.Life(s, s));
          }
          extend(b.id(), run - 1, s);
        }
      }
    }
    for (Buffer b : compiled.outputs().values()) {
      extend(b.id(), lives.get(b.id()).size() - 1, stages);
    }
    for (int s = 0; s < stages; s++) {
      for (CompiledStep step : compiled.stages().get(s)) {
        for (CompiledStep.Overlay o : step.overlays()) {
          overlay(o, s, compiled.stages().get(s));
        }
      }
    }
  }

  private void extend(int buffer, int life, int stage) {
    if (life >= 0) {
      MemoryPlan.Life before = lives.get(buffer).get(life);
      lives.get(buffer).set(life, new MemoryPlan.Life(before.first(), stage));
    }
  }

  private void overlay(CompiledStep.Overlay o, int stage, List<CompiledStep> steps) {
    int result = o.result().id();
    int place = root[o.operand().id()];
    boolean once = lives.get(result).size() == 1 && lives.get(place).size() == 1;
    if (!once || root[result] != result) {
      return;
    }
    MemoryPlan.Life mine = lives.get(result).get(0);
    MemoryPlan.Life theirs = lives.get(place).get(0);
    long readers = steps.stream().filter(step -> reads(step, place)).count();
    boolean can =
        mine.first() == stage && theirs.last() == stage && theirs.first() < stage && readers == 1;
    if (can) {
      root[result] = place;
      extend(place, 0, mine.last());
    }
  }

  private boolean reads(CompiledStep step, int place) {
    return step.reads().stream().anyMatch(b -> root[b.id()] == place);
  }

  /** Whether a buffer has a place in the arena. */
  boolean isPlaced(Buffer b) {
    boolean arena = b.kind() == Buffer.Kind.ARENA || b.kind() == Buffer.Kind.NOISE;
    return arena && !lives.get(b.id()).isEmpty();
  }

  /** The buffer whose place this one shares; itself for most. */
  int root(Buffer b) {
    return root[b.id()];
  }

  /** When a root is needed. */
  List<MemoryPlan.Life> lives(int root) {
    return lives.get(root);
  }
}
