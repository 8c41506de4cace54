package dev.vae.layers.likelihood;

import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Pass;
import java.util.function.UnaryOperator;

/** What distributions of counts share. */
final class Counts {
  private Counts() {}

  /** log C(n, x). */
  static Tensor logChoose(int n, Tensor x) {
    Tensor all = x.graph().constant(n + 1).lgamma();
    return all.sub(x.add(1).lgamma()).sub(x.neg().add(n + 1).lgamma());
  }

  /** log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b). */
  static Tensor logBeta(Tensor a, Tensor b) {
    return a.lgamma().add(b.lgamma()).sub(a.add(b).lgamma());
  }

  /** The log-probability of counts up to n, −∞ beyond. */
  static Tensor upTo(int n, Tensor x, UnaryOperator<Tensor> logProb) {
    Tensor beyond = x.neg().less(-n);
    return beyond.where(
        x.graph().constant(Double.NEGATIVE_INFINITY), logProb.apply(x.max(0).min(n)));
  }

  /** How many of n uniform numbers are below the chance. */
  static Tensor successes(Pass pass, Tensor chance, int trials) {
    Tensor u = pass.noise(Noise.Distribution.UNIFORM, Categories.behind(chance.shape(), trials));
    return u.less(chance.reshape(Categories.behind(chance.shape(), 1))).sum(-1);
  }
}
