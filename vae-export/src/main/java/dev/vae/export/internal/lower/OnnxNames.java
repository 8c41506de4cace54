package dev.vae.export.internal.lower;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives out every name once: the second {@code a/matmul} becomes {@code a/matmul_1}. */
final class OnnxNames {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> next = new HashMap<>();

  /** Takes a name as it is; false if it is gone. */
  boolean take(String name) {
    return taken.add(name);
  }

  /** The name itself or, if it is gone, the name with the next free number. */
  String fresh(String wanted) {
    if (take(wanted)) {
      return wanted;
    }
    while (true) {
      int number = next.merge(wanted, 1, Integer::sum);
      if (take(wanted + "_" + number)) {
        return wanted + "_" + number;
      }
    }
  }
}
