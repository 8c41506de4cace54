package dev.vae.core.contract.bench;

import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A part on the bench: how it is traced, and which values it is tried with. */
public interface Subject {

  /** Traces the part; inputs are made by {@code pass.graph().input}. Gives outputs by name. */
  Map<String, Tensor> trace(Context pass);

  /** Returns how many values the rows' condition has; 0 for none. */
  default int condition() {
    return 0;
  }

  /** Returns the posterior of other rows, for parts that ask the model for it. */
  default Inference encode(Tensor rows, Context pass) {
    throw new IllegalStateException("this part is tried without an encoder");
  }

  /** Sets all random numbers apart from those of other seeds. */
  default long seed() {
    return 0;
  }

  /** Returns ordinary values for an input. */
  double[] values(String input, int count, Random random);

  /** Returns extreme values for an input, of about a size; 0 is an extreme too. */
  double[] extremes(String input, int count, Random random, double size);

  /** Returns the outputs that gradients are checked of. */
  Set<String> differentiated();

  /** Whether gradients are checked in this input. */
  boolean isDifferentiable(String input);

  static double[] normal(int count, Random random, double size) {
    return random.doubles(count).map(u -> size * random.nextGaussian()).toArray();
  }

  /** Draws values of about a size, of either sign. */
  static double[] large(int count, Random random, double size) {
    return random.doubles(count).map(u -> (u < 0.5 ? -1 : 1) * size * (0.5 + u)).toArray();
  }
}
