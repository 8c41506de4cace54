package dev.vae.core.internal.compile.run;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Gives the tile registers of a group to its slots: loads have one each while they need it, a
 * result takes over that of an operand that is not read again. Few registers keep tiles in the
 * first-level cache.
 */
final class Registers {
  private final int[] ofSlot;
  private final int count;

  Registers(Group group) {
    int slots = group.slots();
    ofSlot = new int[slots];
    Arrays.fill(ofSlot, -1);
    int[] last = lastUses(group);
    Deque<Integer> free = new ArrayDeque<>();
    int used = 0;
    for (int load = 0; load < group.loads().size(); load++) {
      ofSlot[load] = used++;
    }
    boolean[] inPlace = new boolean[slots];
    group.stores().forEach(s -> inPlace[s.slot()] |= !s.late());
    for (int i = 0; i < group.lines().size(); i++) {
      Instruction line = group.lines().get(i);
      for (int operand : new int[] {line.x(), line.y(), line.z()}) {
        boolean ends =
            operand >= group.loads().size() && last[operand] == i && ofSlot[operand] >= 0;
        if (ends && !free.contains(ofSlot[operand])) {
          free.push(ofSlot[operand]);
        }
      }
      if (!inPlace[line.out()]) {
        ofSlot[line.out()] = free.isEmpty() ? used++ : free.pop();
        if (last[line.out()] < 0) {
          free.push(ofSlot[line.out()]);
        }
      }
    }
    count = used;
  }

  /** The last line that reads a slot; the end for what is stored late or reduced. */
  private static int[] lastUses(Group group) {
    int[] last = new int[group.slots()];
    Arrays.fill(last, -1);
    for (int i = 0; i < group.lines().size(); i++) {
      Instruction line = group.lines().get(i);
      for (int operand : new int[] {line.x(), line.y(), line.z()}) {
        if (operand >= 0) {
          last[operand] = i;
        }
      }
    }
    group.stores().stream()
        .filter(Group.Store::late)
        .forEach(s -> last[s.slot()] = Integer.MAX_VALUE);
    group.tails().forEach(t -> last[t.spec().slot()] = Integer.MAX_VALUE);
    return last;
  }

  /** The register of a slot; -1 for a result written straight to its buffer. */
  int of(int slot) {
    return ofSlot[slot];
  }

  int count() {
    return count;
  }
}
