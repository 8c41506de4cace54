package dev.vae.core.train;

import dev.vae.core.engine.Variables;
import dev.vae.core.internal.optim.OptimizerUpdates;
import dev.vae.core.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Looks at the running means of gradients that the optimizer keeps: a norm far above the usual one
 * is a run about to be lost.
 */
final class GradientMonitor {
  /** How many times the usual norm is told. */
  private static final double FAR = 100;

  /** So many looks make what is usual. */
  private static final int LOOKS = 5;

  private final List<Variables.Variable> means = new ArrayList<>();
  private double logUsual;
  private int looks;
  private double toldAt;

  private final String prefix;

  /**
   * A watch.
   *
   * @param state weights and what the optimizer keeps; the first of its arrays is a mean of
   *     gradients
   */
  GradientMonitor(Variables state, Optimizer optimizer) {
    List<String> slots = optimizer.slots();
    prefix = OptimizerUpdates.OPTIMIZER + (slots.isEmpty() ? "" : slots.get(0)) + "/";
    for (Variables.Variable v : state.all().values()) {
      if (!slots.isEmpty() && v.name().startsWith(prefix)) {
        means.add(v);
      }
    }
  }

  Optional<TrainingEvent.ExplodingGradient> look(long step) {
    double squares = 0;
    double most = -1;
    String where = "";
    for (Variables.Variable v : means) {
      double own = 0;
      for (int i = v.at(); i < v.at() + v.size(); i++) {
        own += (double) v.array()[i] * v.array()[i];
      }
      squares += own;
      if (own > most || Double.isNaN(own)) {
        most = own;
        where = v.name();
      }
    }
    double norm = Math.sqrt(squares);
    double usual = Math.exp(logUsual);
    boolean far = looks >= LOOKS && !(norm < FAR * usual);
    if (far && !(norm < 10 * toldAt)) {
      toldAt = norm;
      return Optional.of(event(step, where, norm, usual));
    }
    if (!far && norm > 0) {
      looks++;
      logUsual += (Math.log(norm) - logUsual) / Math.min(looks, 20);
    }
    return Optional.empty();
  }

  private TrainingEvent.ExplodingGradient event(
      long step, String where, double norm, double usual) {
    String parameter = where.substring(prefix.length());
    String text =
        String.format(
            Locale.ROOT,
            "the gradient's norm is %.3g at step %d, usual was %.3g; most of it is that of '%s'."
                + " Lower the learning rate, or clip: --clip %.1g",
            norm,
            step,
            usual,
            parameter,
            10 * usual);
    return new TrainingEvent.ExplodingGradient(step, parameter, norm, usual, text);
  }
}
