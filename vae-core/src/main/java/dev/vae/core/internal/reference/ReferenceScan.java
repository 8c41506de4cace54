package dev.vae.core.internal.reference;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.SequenceScan;
import dev.vae.core.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A loop over steps: its body is evaluated once for each. */
final class ReferenceScan {
  private ReferenceScan() {}

  /** The values of several results of one loop. */
  static List<double[]> evaluate(List<Tensor> results, List<double[]> operands, int rows) {
    List<SequenceScan.Result> which =
        results.stream().map(t -> t.attributes(SequenceScan.Result.class)).toList();
    SequenceScan scan = which.get(0).scan();
    Computation step = scan.step(which);
    List<SequenceScan.Slot> slots = scan.slots();
    Map<String, double[]> leaves = new HashMap<>();
    for (int i = 0; i < slots.size(); i++) {
      leaves.put(slots.get(i).inside().name(), operands.get(i));
    }
    List<double[]> values = new ArrayList<>();
    results.forEach(t -> values.add(new double[(int) t.shape().elements(rows)]));
    for (int k = 0; k < scan.steps(); k++) {
      int at = scan.reverse() ? scan.steps() - 1 - k : k;
      for (int i = 0; i < slots.size(); i++) {
        if (slots.get(i).entry() == SequenceScan.Entry.SEQUENCE) {
          int length = operands.get(i).length / scan.steps();
          double[] part = Arrays.copyOfRange(operands.get(i), at * length, (at + 1) * length);
          leaves.put(slots.get(i).inside().name(), part);
        }
      }
      Map<String, double[]> given = Evaluator.evaluate(step, leaves, rows);
      for (int j = 0; j < values.size(); j++) {
        double[] part = given.get("result." + j);
        if (part != null) {
          double[] all = values.get(j);
          int first = which.get(j).form() == SequenceScan.Form.SUMMED ? 0 : at * part.length;
          for (int i = 0; i < part.length; i++) {
            all[first + i] += part[i];
          }
        }
      }
      for (int i = 0; i < slots.size(); i++) {
        double[] next = given.get("next." + i);
        if (next != null) {
          leaves.put(slots.get(i).inside().name(), next);
        }
      }
    }
    for (int j = 0; j < values.size(); j++) {
      if (which.get(j).last()) {
        values.set(j, leaves.get(which.get(j).result().name()).clone());
      }
    }
    return values;
  }
}
