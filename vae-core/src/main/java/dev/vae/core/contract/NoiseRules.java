package dev.vae.core.contract;

import static dev.vae.core.contract.Findings.require;

import dev.vae.core.contract.bench.TracedPart;
import dev.vae.core.engine.Reference;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/**
 * What a number of noise moves. Draws that have no number of noise in common are independent, so
 * nothing is left to chance here: a number is replaced, and what becomes different is looked at.
 */
@NullUnmarked // no null leaves it
final class NoiseRules {
  private static final int ROWS = 4;
  private static final int TRIALS = 32;
  private static final int MOST_ROWS = 8192;

  private final TracedPart bench;
  private final String output;
  private final Computation computation;
  private final List<Tensor> streams;

  /**
   * Rules on one output of a bench.
   *
   * @param output draws of every row; its only axis of the batch is {@code N}
   */
  NoiseRules(TracedPart bench, String output) {
    this.bench = bench;
    this.output = output;
    Tensor drawn = bench.outputs.get(output);
    this.computation = Computation.of(Map.of(output, drawn));
    this.streams = Graph.closure(List.of(drawn)).stream().filter(t -> t.op() == Op.NOISE).toList();
  }

  /** No number moves the draws of two rows. Those of a row's own streams: see rule C6. */
  void rows() {
    for (Tensor stream : streams) {
      if (stream.shape().batchAxes() > 0) {
        continue;
      }
      for (int trial = 1; trial <= TRIALS; trial++) {
        Map<String, double[]> values = bench.values(ROWS, trial, 0.1);
        double[] before = Reference.evaluate(computation, values, ROWS).get(output);
        values.put(stream.name(), bench.noise(stream, ROWS, TRIALS + trial));
        double[] after = Reference.evaluate(computation, values, ROWS).get(output);
        int moved = 0;
        for (int row = 0; row < ROWS; row++) {
          moved += Arrays.equals(ofRow(before, ROWS, row), ofRow(after, ROWS, row)) ? 0 : 1;
        }
        require(
            moved <= 1,
            String.format(
                "noise '%s' of shape %s moves the draws of %d of %d rows, limit 1",
                stream.name(), stream.shape(), moved, ROWS));
      }
    }
  }

  /**
   * No number moves two groups of a row's draws.
   *
   * @param group how many neighbouring numbers of a row's draws belong together
   * @param what a group is called
   */
  void groups(int group, String what) {
    List<Tensor> ofRows = streams.stream().filter(t -> t.shape().batchAxes() > 0).toList();
    int all = 0;
    for (Tensor stream : ofRows) {
      all += Math.toIntExact(stream.shape().elements(1));
    }
    int each = all + 1; // the first is as it was, in each of the others one number is not
    int trials = Math.max(2, Math.min(TRIALS, MOST_ROWS / each));
    double[] drawn = evaluate(ofRows, each, trials);
    int width = drawn.length / (each * trials);
    boolean[][] moved = new boolean[all][width / group];
    for (int trial = 0; trial < trials; trial++) {
      double[] before = ofRow(drawn, each * trials, trial * each);
      for (int number = 0; number < all; number++) {
        double[] after = ofRow(drawn, each * trials, trial * each + number + 1);
        for (int i = 0; i < width; i++) {
          moved[number][i / group] |= Double.compare(before[i], after[i]) != 0;
        }
      }
    }
    int number = 0;
    for (Tensor stream : ofRows) {
      for (int i = 0; i < stream.shape().elements(1); i++) {
        List<Integer> places = places(moved[number++]);
        require(
            places.size() <= 1,
            String.format(
                "one number of noise '%s' of shape %s moves %s %s of a row, limit 1",
                stream.name(), stream.shape(), what, places));
      }
    }
  }

  private static List<Integer> places(boolean[] which) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < which.length; i++) {
      if (which[i]) {
        places.add(i);
      }
    }
    return places;
  }

  /** A row so many times for each trial, with one number of noise changed in each but the first. */
  private double[] evaluate(List<Tensor> ofRows, int each, int trials) {
    List<Tensor> leaves = new ArrayList<>(computation.leaves(Op.INPUT));
    leaves.removeIf(t -> t.shape().batchAxes() == 0);
    leaves.addAll(ofRows);
    int rows = each * trials;
    Map<String, double[]> values = bench.values(1, 1, 0.1);
    for (Tensor t : leaves) {
      values.put(t.name(), new double[Math.toIntExact(t.shape().elements(rows))]);
    }
    for (int trial = 0; trial < trials; trial++) {
      int changed = trial * each + 1;
      for (Tensor t : leaves) {
        boolean noise = t.op() == Op.NOISE;
        double[] all = values.get(t.name());
        double[] one = noise ? bench.noise(t, 1, trial + 1) : bench.inputs(t, 1, trial + 1);
        double[] other = noise ? bench.noise(t, 1, TRIALS + trial + 1) : one;
        for (int i = 0; i < one.length; i++) {
          for (int row = trial * each; row < (trial + 1) * each; row++) {
            all[TracedPart.place(t.shape(), rows, row, i)] = one[i];
          }
          if (noise) {
            all[TracedPart.place(t.shape(), rows, changed++, i)] = other[i];
          }
        }
      }
    }
    return Reference.evaluate(computation, values, rows).get(output);
  }

  private double[] ofRow(double[] all, int rows, int row) {
    Shape shape = bench.outputs.get(output).shape();
    return TracedPart.row(all, shape, rows, row);
  }
}
