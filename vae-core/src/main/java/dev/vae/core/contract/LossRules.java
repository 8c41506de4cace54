package dev.vae.core.contract;

import static dev.vae.core.contract.Findings.require;

import dev.vae.core.contract.bench.InputTerms;
import dev.vae.core.contract.bench.TracedPart;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/**
 * The rules on a loss, with free terms: what it makes of the same rows by themselves, twice, and
 * with one term changed.
 *
 * @param bench in training
 * @param rowsMeet whether rows meet by design
 */
@NullUnmarked // no null leaves it
record LossRules(TracedPart bench, boolean rowsMeet) {
  private static final int ROWS = 4;
  private static final int MANY = 64;
  private static final double SAME = 1e-9;

  /** How much a loss whose rows meet may differ where there are twice as many. */
  private static final double MEETING = 0.25;

  /** Where latents are that are far from the prior, which tells sums from means. */
  private static final double FAR = 3;

  private double loss(Map<String, double[]> values, int rows) {
    return bench.evaluate("loss", values, rows)[0];
  }

  private Map<String, double[]> values(int rows) {
    return bench.values(rows, 1, 0);
  }

  /** The same with log-likelihoods higher by a number, of all rows or of one. */
  private Map<String, double[]> raised(Map<String, double[]> values, int rows, int row) {
    Map<String, double[]> changed = new LinkedHashMap<>(values);
    double[] raised = values.get(InputTerms.LOG_LIKELIHOOD).clone();
    Arrays.setAll(raised, i -> raised[i] + (row < 0 || i % rows == row ? 1 : 0));
    changed.put(InputTerms.LOG_LIKELIHOOD, raised);
    return changed;
  }

  /** By how much the loss rises with the log-likelihoods of all rows, or of one. */
  private double slope(Map<String, double[]> values, int rows, int row) {
    return loss(raised(values, rows, row), rows) - loss(values, rows);
  }

  /** Raising every log-likelihood by the same lowers the loss. */
  void falls() {
    Map<String, double[]> values = values(ROWS);
    require(values.containsKey(InputTerms.LOG_LIKELIHOOD), "the log-likelihood is not used");
    double before = loss(values, ROWS);
    double after = loss(raised(values, ROWS, -1), ROWS);
    require(
        after < before,
        String.format(
            Locale.ROOT,
            "log-likelihoods 1 nat higher move the loss from %.6g to %.6g, limit below %.6g",
            before,
            after,
            before));
  }

  /** The batch twice over has the same loss; where rows meet, nearly, and does not grow with it. */
  void average() {
    Map<String, double[]> values = values(MANY);
    values.computeIfPresent(
        InputTerms.MEAN, (name, all) -> Arrays.stream(all).map(v -> v + FAR).toArray());
    Map<String, double[]> twice = twice(values);
    double slope = slope(values, MANY, -1);
    double other = slope(twice, 2 * MANY, -1);
    require(
        Math.abs(slope - other) <= SAME * MANY * Math.max(1, Math.abs(slope)),
        String.format(
            Locale.ROOT,
            "log-likelihoods 1 nat higher change the loss by %.6g for %d rows and by %.6g for these"
                + " twice over, limit equal",
            slope,
            MANY,
            other));
    double mean = Arrays.stream(values.get(InputTerms.LOG_LIKELIHOOD)).average().orElseThrow();
    double before = loss(values, MANY) - slope * mean;
    double after = loss(twice, 2 * MANY) - other * mean;
    double limit = (rowsMeet ? MEETING : SAME * MANY) * Math.max(1, Math.abs(before));
    require(
        Math.abs(before - after) <= limit,
        String.format(
            Locale.ROOT,
            "without log-likelihoods, the loss is %.8g for %d rows and %.8g for these twice over,"
                + " limit %.2g apart%s",
            before,
            MANY,
            after,
            limit,
            rowsMeet ? "" : " (rowsMeet() allows more)"));
  }

  private Map<String, double[]> twice(Map<String, double[]> values) {
    Map<String, double[]> twice = new LinkedHashMap<>(values);
    for (Tensor t : leaves()) {
      double[] one = values.get(t.name());
      double[] two = new double[2 * one.length];
      for (int row = 0; row < 2 * MANY; row++) {
        for (int i = 0; i < one.length / MANY; i++) {
          two[TracedPart.place(t.shape(), 2 * MANY, row, i)] =
              one[TracedPart.place(t.shape(), MANY, row % MANY, i)];
        }
      }
      twice.put(t.name(), two);
    }
    return twice;
  }

  /** Inputs and noise that every row has of its own. */
  private List<Tensor> leaves() {
    List<Tensor> leaves = new ArrayList<>(bench.leaves(Op.INPUT));
    leaves.addAll(bench.leaves(Op.NOISE));
    leaves.removeIf(t -> t.shape().batchAxes() == 0);
    return leaves;
  }

  /** Every row counts for itself; where rows meet, at least its log-likelihood does. */
  void apart() {
    Map<String, double[]> values = values(ROWS);
    double slope = slope(values, ROWS, -1);
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      double alone = slope(values, ROWS, row);
      require(
          Math.abs(alone - slope / ROWS) <= SAME * Math.max(1, Math.abs(slope)),
          String.format(
              Locale.ROOT,
              "the log-likelihood of row %d counts %.6g, that of all %d rows %.6g, limit a share of"
                  + " %.6g each",
              row,
              alone,
              ROWS,
              slope,
              slope / ROWS));
      Map<String, double[]> one = new LinkedHashMap<>(values);
      for (Tensor t : leaves()) {
        one.put(t.name(), TracedPart.row(values.get(t.name()), t.shape(), ROWS, row));
      }
      sum += loss(one, 1);
    }
    double batch = loss(values, ROWS);
    require(
        rowsMeet || Math.abs(batch - sum / ROWS) <= SAME * Math.max(1, Math.abs(batch)),
        String.format(
            Locale.ROOT,
            "the loss of %d rows is %.8g, the mean of their losses %.8g, limit equal",
            ROWS,
            batch,
            sum / ROWS));
  }

  /** In nats, as they are. */
  void nats() {
    double slope = slope(values(ROWS), ROWS, -1);
    require(
        Math.abs(slope + 1) <= SAME * ROWS,
        String.format(
            Locale.ROOT, "log-likelihoods 1 nat higher change the loss by %.6g, limit -1", slope));
  }

  /**
   * From latents around 0 to latents around 2, narrow ones, where {@link InputTerms} has the same
   * log-likelihood.
   */
  void divergence() {
    Map<String, double[]> values = values(MANY);
    values.computeIfPresent(InputTerms.LOG_VARIANCE, (name, all) -> filled(all, -8));
    values.computeIfPresent(InputTerms.MEAN, (name, all) -> filled(all, 0));
    double near = loss(values, MANY);
    values.computeIfPresent(InputTerms.MEAN, (name, all) -> filled(all, 2));
    double far = loss(values, MANY);
    require(
        far >= near - 0.1,
        String.format(
            Locale.ROOT,
            "the loss is %.6g for latents around the prior's mean and %.6g two deviations away,"
                + " limit not less",
            near,
            far));
  }

  private static double[] filled(double[] all, double with) {
    double[] filled = all.clone();
    Arrays.fill(filled, with);
    return filled;
  }

  /** Other rows, all terms being the same. */
  void observed() {
    Map<String, double[]> values = values(ROWS);
    double before = loss(values, ROWS);
    values.computeIfPresent(InputTerms.X, (name, all) -> filled(all, 0.5));
    double after = loss(values, ROWS);
    require(
        Math.abs(before - after) <= SAME * Math.max(1, Math.abs(before)),
        String.format(
            Locale.ROOT,
            "other rows x with the same terms move the loss from %.6g to %.6g, limit equal",
            before,
            after));
  }
}
