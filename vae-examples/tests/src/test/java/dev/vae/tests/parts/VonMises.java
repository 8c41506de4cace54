package dev.vae.tests.parts;

import dev.vae.core.density.Draws;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Heads;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Marginal;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Support;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Angles: p(x) = exp(k cos(x − μ)) / (2π I₀(k)) (von Mises 1918). Heads: a point whose direction is
 * μ, and log k. Draws by Best and Fisher (1979), 16 tries side by side.
 */
public final class VonMises implements LikelihoodProvider, Likelihood {
  private static final int TRIES = 16;

  @Override
  public String name() {
    return "vonMises";
  }

  @Override
  public Likelihood create(Options options) {
    return this;
  }

  @Override
  public Support support() {
    return Support.CIRCLE;
  }

  @Override
  public Map<String, Shape> heads(Shape event) {
    Map<String, Shape> heads = new LinkedHashMap<>();
    heads.put("cosine", event);
    heads.put("sine", event);
    heads.put("logConcentration", event);
    return heads;
  }

  @Override
  public Map<String, double[]> initialValues(Shape event, List<Marginal> columns) {
    Map<String, double[]> values = new LinkedHashMap<>();
    Heads.initialize(values, "cosine", columns, c -> Math.cos(c.mean()), c -> 1);
    Heads.initialize(values, "sine", columns, c -> Math.sin(c.mean()), c -> 1);
    Heads.initialize(values, "logConcentration", columns, VonMises::logConcentration, c -> 1);
    return values;
  }

  private static double logConcentration(Marginal angles) {
    return Math.max(-2, Math.min(2, -Math.log(Math.max(1e-9, angles.variance()))));
  }

  @Override
  public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
    Tensor cosine = Heads.scaledAndShifted("cosine", heads.get("cosine"), pass);
    Tensor sine = Heads.scaledAndShifted("sine", heads.get("sine"), pass);
    Tensor direction = Functions.atan2(sine, cosine);
    Tensor k = Heads.limited("logConcentration", heads.get("logConcentration"), -3, 3, pass).exp();
    Tensor constant = Functions.logBesselI0(k).add(Math.log(2 * Math.PI));
    Tensor drawn = direction.add(turn(k, pass));
    return Distribution.of(
        x -> x.sub(direction).cos().mul(k).sub(constant),
        direction,
        drawn.sub(drawn.mul(1 / (2 * Math.PI)).round().mul(2 * Math.PI)),
        Map.of("direction", direction, "concentration", k));
  }

  private static Tensor turn(Tensor k, Context pass) {
    Tensor tau = k.square().mul(4).add(1).sqrt().add(1);
    Tensor rho = tau.sub(tau.mul(2).sqrt()).div(k.mul(2));
    Tensor r = rho.square().add(1).div(rho.mul(2));
    Tensor cosine = k.mul(0);
    for (int i = 0; i < TRIES; i++) {
      Tensor z = Draws.uniform(pass, k).mul(Math.PI).cos();
      Tensor f = r.mul(z).add(1).div(r.add(z));
      Tensor c = k.mul(r.sub(f));
      Tensor bound = c.log().add(1).sub(c);
      cosine = Draws.uniform(pass, k).log().lessEqual(bound).where(f, cosine);
    }
    Tensor angle = Functions.atan2(cosine.square().neg().add(1).max(0).sqrt(), cosine);
    return Draws.uniform(pass, k).less(0.5).where(angle, angle.neg());
  }
}
