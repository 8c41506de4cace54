package dev.vae.core.internal.compile;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts every step into a stage: as early as what it needs allows, but what needs nothing just
 * before its first use. Steps of one stage run side by side.
 */
final class StageSchedule {
  private StageSchedule() {}

  static List<List<CompiledStep>> stages(List<ScheduledNode> units) {
    for (ScheduledNode u : units) {
      place(u);
    }
    for (ScheduledNode u : units) {
      if (u.before.isEmpty()) {
        int first =
            units.stream()
                .filter(v -> v.before.contains(u))
                .mapToInt(v -> v.stage)
                .min()
                .orElse(u.end());
        u.stage = Math.max(0, first - u.steps.size());
      }
    }
    List<List<CompiledStep>> stages = new ArrayList<>();
    for (ScheduledNode u : units) {
      for (int i = 0; i < u.steps.size(); i++) {
        while (stages.size() <= u.stage + i) {
          stages.add(new ArrayList<>());
        }
        stages.get(u.stage + i).add(u.steps.get(i));
      }
    }
    return stages;
  }

  private static void place(ScheduledNode unit) {
    List<ScheduledNode> path = new ArrayList<>(List.of(unit));
    while (!path.isEmpty()) {
      ScheduledNode u = path.get(path.size() - 1);
      ScheduledNode open = u.before.stream().filter(b -> b.stage < 0).findFirst().orElse(null);
      if (u.stage < 0 && open != null) {
        path.add(open);
        continue;
      }
      if (u.stage < 0) {
        u.stage = u.before.stream().mapToInt(ScheduledNode::end).max().orElse(0);
      }
      path.remove(path.size() - 1);
    }
  }
}
