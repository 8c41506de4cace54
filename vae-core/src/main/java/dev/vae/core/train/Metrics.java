package dev.vae.core.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Training metrics: means over rows, in nats, each of the model as it was at that step.
 *
 * @param elbo reconstruction − kl, with full weight on the KL whatever the objective's
 * @param reconstruction E[log p(x | z)]
 * @param kl KL(q(z | x) || p(z))
 * @param bitsPerDim −elbo / (D ln 2), with no correction for dequantisation
 * @param rows how many rows
 * @param seconds how long they took
 * @param reported what the objective reports beside its loss, by name, in its order
 */
public record Metrics(
    double elbo,
    double reconstruction,
    double kl,
    double bitsPerDim,
    long rows,
    double seconds,
    Map<String, Double> reported) {

  /** Copies the map. */
  public Metrics {
    reported = Collections.unmodifiableMap(new LinkedHashMap<>(reported));
  }
}
