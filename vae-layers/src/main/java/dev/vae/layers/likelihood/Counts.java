package dev.vae.layers.likelihood;

import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Pass;

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

  /** How many of n uniform numbers are below the chance. */
  static Tensor successes(Pass pass, Tensor chance, int trials) {
    Tensor u = pass.noise(Noise.Distribution.UNIFORM, Categories.behind(chance.shape(), trials));
    return u.less(chance.reshape(Categories.behind(chance.shape(), 1))).sum(-1);
  }
}
