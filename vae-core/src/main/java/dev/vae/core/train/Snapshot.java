package dev.vae.core.train;

import dev.vae.core.engine.Variables;
import java.util.ArrayList;
import java.util.List;

/** A copy of variables, to go back to. */
final class Snapshot {
  private final List<Variables.Variable> variables;
  private final List<float[]> copies = new ArrayList<>();

  /** Takes nothing yet. */
  Snapshot(Variables of) {
    this.variables = List.copyOf(of.all().values());
    variables.forEach(v -> copies.add(new float[v.size()]));
  }

  /** Copies the numbers as they are now. */
  void take() {
    for (int i = 0; i < copies.size(); i++) {
      Variables.Variable v = variables.get(i);
      System.arraycopy(v.array(), v.at(), copies.get(i), 0, v.size());
    }
  }

  /** Puts the copied numbers back. */
  void restore() {
    for (int i = 0; i < copies.size(); i++) {
      variables.get(i).set(copies.get(i));
    }
  }
}
