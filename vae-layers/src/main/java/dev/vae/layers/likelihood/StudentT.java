package dev.vae.layers.likelihood;

import dev.vae.core.density.Draws;
import dev.vae.core.density.Stirling;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Heads;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Support;
import dev.vae.layers.density.SoftLimits;
import java.util.List;
import java.util.Map;

/**
 * Student's t with ν degrees of freedom: log p(x) = log Γ((ν+1)/2) − log Γ(ν/2) − ½ log νπ − log s
 * − (ν+1)/2 log(1 + z²/ν) with z = (x − m) / s. Far values cost little, so outliers do not drag the
 * fit along. Heads: {@code location} m, {@code logScale} log s. Option {@code degrees} ν, above 2,
 * so that mean and variance exist (4).
 */
public final class StudentT implements LikelihoodProvider {

  /** For ServiceLoader. */
  public StudentT() {}

  @Override
  public String name() {
    return "studentT";
  }

  @Override
  public Likelihood create(Options options) {
    double degrees = options.decimal("degrees", 4);
    if (!(degrees > 2)) {
      throw new IllegalArgumentException("'studentT' needs degrees above 2, not " + degrees);
    }
    return new ElementwiseLikelihood(
        Support.REAL,
        List.of("location", "logScale"),
        (values, columns) -> SoftLimits.begin(values, columns, Math.sqrt((degrees - 2) / degrees)),
        (h, pass) ->
            new Of(
                Heads.scaledAndShifted("location", h.get("location"), pass),
                SoftLimits.log("logScale", h, pass),
                degrees,
                pass));
  }

  private record Of(Tensor location, Tensor logScale, double degrees, Context pass)
      implements Distribution {

    private static final double FAR = 1e6;

    @Override
    public Tensor logProb(Tensor x) {
      Tensor z = x.sub(location).div(logScale.exp()).abs().mul(1 / Math.sqrt(degrees));
      // beyond FAR, 1 + z² is z², which could overflow
      Tensor beyond = z.mul(1 / FAR).max(1).log().mul(2);
      Tensor tail = z.min(FAR).square().log1p().add(beyond).mul((degrees + 1) / 2);
      return tail.add(logScale).neg().add(logNormaliser());
    }

    /** log Γ((ν+1)/2) − log Γ(ν/2) − ½ log νπ. */
    private double logNormaliser() {
      double half = degrees / 2;
      double ratio = half * Math.log1p(0.5 / half) - 0.5 + 0.5 * Math.log(half);
      double remainders = Stirling.remainder(half + 0.5) - Stirling.remainder(half);
      return ratio + remainders - 0.5 * Math.log(degrees * Math.PI);
    }

    @Override
    public Tensor mean() {
      return location;
    }

    @Override
    public Tensor sample() {
      // Bailey (1994), "Polar generation of random variates with the t-distribution".
      Tensor u = Draws.uniform(pass, location);
      Tensor v = Draws.uniform(pass, location);
      Tensor radius = u.log().mul(-2 / degrees).expm1().mul(degrees).sqrt();
      Tensor t = radius.mul(v.mul(2 * Math.PI).cos());
      return location.add(t.mul(logScale.exp()));
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("location", location, "scale", logScale.exp());
    }
  }
}
