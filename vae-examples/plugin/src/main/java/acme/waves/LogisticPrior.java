package acme.waves;

import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Prior;
import dev.vae.core.plugin.PriorProvider;

// Independent logistic distributions with learned scales: p(z) = Π e^−t / s(1 + e^−t)², t = z / s
// (Johnson, Kotz and Balakrishnan 1995, chapter 23).
public final class LogisticPrior implements PriorProvider, Prior {
  @Override
  public String name() {
    return "logistic";
  }

  @Override
  public Prior create(Options options) {
    return this;
  }

  @Override
  public Tensor logProb(Tensor z, Context pass) {
    Tensor logScale = logScale(z.shape().dim(-1).factor(), pass);
    Tensor t = z.mul(logScale.neg().exp());
    Tensor each = Functions.logSigmoid(t).add(Functions.logSigmoid(t.neg())).sub(logScale);
    return each.sum(-1);
  }

  @Override
  public Tensor sample(int latent, Context pass) {
    Tensor uniform = pass.noise(Noise.Distribution.UNIFORM, Shape.batch(latent));
    Tensor standard = uniform.log().sub(uniform.neg().log1p());
    return standard.mul(logScale(latent, pass).exp());
  }

  private static Tensor logScale(int latent, Context pass) {
    Tensor free = pass.parameter("logScale", Shape.of(latent), Initializer.ZERO);
    return Functions.softLimit(free, 7);
  }
}
