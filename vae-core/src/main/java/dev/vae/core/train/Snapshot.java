package dev.vae.core.train;

import dev.vae.core.engine.Variables;

/** A copy of variables, to go back to. */
final class Snapshot {
  private final Variables originals;
  private final Variables copies = new Variables();

  /** Takes nothing yet. */
  Snapshot(Variables of) {
    originals = of;
    of.all().values().forEach(v -> copies.add(v.name(), v.shape(), false));
  }

  /** Copies the numbers as they are now. */
  void take() {
    originals.all().values().forEach(v -> copy(v, copies.get(v.name())));
  }

  /** Puts the copied numbers back. */
  void restore() {
    originals.writing(() -> originals.all().values().forEach(v -> copy(copies.get(v.name()), v)));
  }

  private static void copy(Variables.Variable from, Variables.Variable to) {
    System.arraycopy(from.array(), from.at(), to.array(), to.at(), from.size());
  }
}
