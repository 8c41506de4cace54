package dev.vae.core.plugin;

import dev.vae.core.graph.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A distribution over rows, written in graph operations; leading axis c·N, then the event's. */
public interface Distribution {

  /**
   * Returns the log-density (or log-probability) in nats of every element by itself, so that
   * unobserved elements can be masked out before the sum. Elements that are only distributed
   * jointly put their sum in the first and zero in the others.
   *
   * @param x rows, of the distribution's shape
   */
  Tensor logProb(Tensor x);

  /**
   * Returns log p(whether it was observed | x) in nats of every element, of a likelihood that says
   * why values are missing; empty where that does not depend on them (missing at random).
   *
   * @param x rows, of the distribution's shape; any values that have a density where none was
   *     observed, for which {@link #sample} stands then
   * @param observed 1 where a value was observed, else 0; of the same shape
   */
  default Optional<Tensor> logObserved(Tensor x, Tensor observed) {
    return Optional.empty();
  }

  /** Returns the mean of every element. */
  Tensor mean();

  /**
   * Returns a draw, element by element, with noise from the pass this distribution was made with.
   */
  Tensor sample();

  /**
   * Returns the parameters by their usual names, such as {@code logits} or {@code variance};
   * exports name outputs by them, in alphabetical order.
   */
  Map<String, Tensor> parameters();

  /**
   * Returns a distribution that is told in four expressions. What is not used costs nothing:
   * operations that no result depends on are not run.
   *
   * @param logProb see {@link #logProb(Tensor)}
   */
  static Distribution of(
      UnaryOperator<Tensor> logProb, Tensor mean, Tensor sample, Map<String, Tensor> parameters) {
    record Given(
        UnaryOperator<Tensor> density, Tensor mean, Tensor sample, Map<String, Tensor> parameters)
        implements Distribution {
      @Override
      public Tensor logProb(Tensor x) {
        return density.apply(x);
      }
    }
    return new Given(logProb, mean, sample, parameters);
  }
}
