package dev.vae.core.plugin;

import dev.vae.core.graph.Tensor;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The loss that training minimises, written with the terms of the bound. */
public interface Objective {

  /** Returns how many draws of z for each row the terms should have. */
  int samples();

  /**
   * Returns which values of the rows the posterior sees in training, 1 or 0, {@code [N, D]}: it
   * then sees of the observed values these alone, and {@link Terms#logLikelihood} counts the other
   * ones alone. Empty, as by default, where it sees all that were observed and all count.
   */
  default Optional<Tensor> visible(Context pass) {
    return Optional.empty();
  }

  /** Returns the loss and what to report beside it. */
  Loss loss(Terms terms, Context pass);

  /**
   * A loss.
   *
   * @param value the scalar to be minimised, a mean over rows
   * @param report scalars to show, means over rows, by name
   */
  record Loss(Tensor value, Map<String, Tensor> report) {}

  /** The parts of the evidence lower bound for a batch. All densities in nats. */
  interface Terms {
    /** Returns the rows, {@code [N, D]}. */
    Tensor x();

    /** Returns the approximate posterior. */
    Inference posterior();

    /** Returns the prior. */
    Prior prior();

    /** Returns the draws all other terms use. */
    Inference.Draw draw();

    /** Returns log p(x | z), summed over observed elements: {@code [K, N]}. */
    Tensor logLikelihood();

    /** Returns log p(x | z) of other latents {@code [K, N, d]}, summed over observed elements. */
    Tensor logLikelihood(Tensor z);

    /** Returns log p(z): {@code [K, N]}. */
    Tensor logPrior();

    /** Returns log p(z) of other latents {@code [..., d]}: {@code [...]}. */
    Tensor logPrior(Tensor z);

    /** Draws from the prior with fresh noise, one for each row: {@code [N, d]}. */
    Tensor samplePrior();

    /**
     * Returns KL(q(z|x) || p(z)) of every row, in closed form where there is one, else the mean
     * over draws: {@code [N]}.
     */
    Tensor kl();

    /**
     * Returns the same by dimension, {@code [N, d]}, in closed form only; null where there is none.
     */
    @Nullable Tensor klPerDimension();
  }
}
