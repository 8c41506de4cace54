package dev.vae.tests.parts;

import dev.vae.core.density.Draws;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Support;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A negative binomial of mean m and size r, or 0 with probability π: counts of molecules in cells
 * (Lopez et al. 2018). Heads: logit of π, log m, log r.
 */
public final class ZeroInflatedNegativeBinomial implements LikelihoodProvider, Likelihood {
  @Override
  public String name() {
    return "zeroInflatedNegativeBinomial";
  }

  @Override
  public Likelihood create(Options options) {
    return this;
  }

  @Override
  public Support support() {
    return Support.COUNT;
  }

  @Override
  public Map<String, Shape> heads(Shape event) {
    Map<String, Shape> heads = new LinkedHashMap<>();
    heads.put("gate", event);
    heads.put("logMean", event);
    heads.put("logSize", event);
    return heads;
  }

  @Override
  public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
    Tensor gate = Functions.softLimit(heads.get("gate"), 10);
    Tensor logMean = Functions.softLimit(heads.get("logMean"), 3);
    Tensor logSize = Functions.softLimit(heads.get("logSize"), 3);
    Tensor mean = logMean.exp();
    Tensor size = logSize.exp();
    Tensor logTotal = mean.add(size).log();
    Tensor logSome = Functions.logSigmoid(gate.neg());
    Tensor logNone = size.mul(logSize.sub(logTotal)); // log p(0) of the negative binomial
    Tensor zero = logSome.add(logNone);
    Tensor inflated = zero.add(Functions.logSigmoid(gate).sub(zero).softplus());
    Tensor rate = Draws.gamma(pass, size).mul(mean).div(size);
    Tensor open = gate.sigmoid().lessEqual(Draws.uniform(pass, gate));
    return Distribution.of(
        x -> {
          Tensor ways = x.add(size).lgamma().sub(size.lgamma()).sub(x.add(1).lgamma());
          Tensor counted = ways.add(logNone).add(x.mul(logMean.sub(logTotal)));
          return x.less(0.5).where(inflated, logSome.add(counted));
        },
        gate.neg().sigmoid().mul(mean),
        Draws.poisson(pass, rate).mul(open),
        Map.of("mean", mean, "size", size));
  }
}
