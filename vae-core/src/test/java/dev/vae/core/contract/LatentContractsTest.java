package dev.vae.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vae.core.contract.bench.DiagonalGaussian;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.NamedProvider;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.ObjectiveProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Posterior;
import dev.vae.core.plugin.PosteriorProvider;
import dev.vae.core.plugin.Prior;
import dev.vae.core.plugin.PriorProvider;
import dev.vae.core.plugin.Spec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Good and deliberately broken posteriors, priors and objectives. */
class LatentContractsTest {
  private static final Spec TESTED = Spec.of("tested");
  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  private static Plugins with(NamedProvider provider) {
    return Plugins.load().with(provider);
  }

  private static List<Rule> broken(Contract<?> contract) {
    return contract.violations().stream().map(Violation::rule).toList();
  }

  // Posteriors.

  private record PosteriorOf(Posterior posterior) implements PosteriorProvider {
    @Override
    public String name() {
      return "tested";
    }

    @Override
    public Posterior create(Options options) {
      return posterior;
    }
  }

  private static void breaks(List<Rule> rules, Posterior posterior) {
    PosteriorContract contract = PosteriorContract.of(TESTED);
    assertEquals(rules, broken(contract.plugins(with(new PosteriorOf(posterior)))));
  }

  private static Tensor dense(String name, Tensor x, int units, Context pass) {
    int inputs = x.shape().dim(-1).factor();
    return x.matmul(pass.parameter(name, Shape.of(inputs, units), Initializer.normal(0.5)));
  }

  private static Inference diagonal(Tensor features, int latent, Context pass) {
    Tensor logVariance = Functions.softLimit(dense("v", features, latent, pass), 10);
    return new DiagonalGaussian(dense("m", features, latent, pass), logVariance, pass);
  }

  /** A diagonal Gaussian of which one thing is made differently. */
  private record Changed(
      Inference q, Optional<Tensor> logVariance, BiFunction<Draw, Inference, Draw> drawing)
      implements Inference {
    @Override
    public Tensor mean() {
      return q.mean();
    }

    @Override
    public Draw draw(int samples) {
      return drawing.apply(q.draw(samples), q);
    }
  }

  private static Posterior changed(BiFunction<Inference.Draw, Inference, Inference.Draw> drawing) {
    return (features, latent, pass) -> {
      Inference q = diagonal(features, latent, pass);
      return new Changed(q, q.logVariance(), drawing);
    };
  }

  @Test
  void goodPosteriorsPass() {
    breaks(List.of(), LatentContractsTest::diagonal);
    // a correlated one: z2 is moved by z1, which leaves the density as it is
    breaks(
        List.of(),
        (features, latent, pass) ->
            new Changed(
                diagonal(features, latent, pass),
                Optional.empty(),
                (draw, q) -> {
                  Tensor first = draw.z().slice(-1, 0, 1);
                  Tensor second = draw.z().slice(-1, 1, 2).add(first.mul(3));
                  return new Inference.Draw(
                      Tensor.concat(-1, List.of(first, second)), draw.logProb());
                }));
    // one without variance, which has no density
    breaks(
        List.of(),
        (features, latent, pass) ->
            new Changed(
                diagonal(features, latent, pass),
                Optional.empty(),
                (draw, q) ->
                    new Inference.Draw(q.mean().expand(draw.z().shape()), draw.logProb().mul(0))));
  }

  @Test
  void brokenPosteriorsAreTold() {
    breaks(
        List.of(Rule.DRAWS),
        changed((draw, q) -> new Inference.Draw(draw.z(), draw.logProb().add(0.5))));
    breaks(
        List.of(Rule.DRAWS),
        changed((draw, q) -> new Inference.Draw(draw.z().mul(1.3), draw.logProb())));
    breaks(
        List.of(Rule.DENSITY),
        (features, latent, pass) -> new OffDensity(diagonal(features, latent, pass)));
    breaks(
        List.of(Rule.SHAPES),
        changed((draw, q) -> new Inference.Draw(draw.z(), draw.logProb().reshape(Shape.batch()))));
    breaks(
        List.of(Rule.GRADIENTS),
        changed((draw, q) -> new Inference.Draw(draw.z().stopGradient(), draw.logProb())));
    breaks(
        List.of(Rule.FINITE),
        (features, latent, pass) ->
            new DiagonalGaussian(
                dense("m", features, latent, pass), dense("v", features, latent, pass), pass));
    breaks(
        List.of(Rule.ROWS),
        (features, latent, pass) -> diagonal(features.sub(features.mean(0)), latent, pass));
  }

  // Priors.

  /** A standard normal prior of which one thing is made differently. */
  private record PriorOf(double shift, double scale, double kl) implements Prior, PriorProvider {
    @Override
    public String name() {
      return "tested";
    }

    @Override
    public Prior create(Options options) {
      return this;
    }

    @Override
    public Tensor logProb(Tensor z, Context pass) {
      return z.square().add(LOG_2_PI).sum(-1).mul(-0.5).add(shift);
    }

    @Override
    public Tensor sample(int latent, Context pass) {
      return pass.noise(Noise.Distribution.NORMAL, Shape.batch(latent)).mul(scale);
    }

    @Override
    public Optional<Tensor> kl(Inference q, Context pass) {
      return q.logVariance().map(v -> q.mean().square().add(v.expm1().sub(v.mul(kl))).mul(0.5));
    }
  }

  private static List<Rule> ofPrior(Prior prior) {
    return broken(PriorContract.of(TESTED).plugins(with((NamedProvider) prior)));
  }

  @Test
  void priorsAreHeldAgainstTheirDrawsAndKl() {
    assertEquals(List.of(), ofPrior(new PriorOf(0, 1, 1)));
    assertEquals(List.of(Rule.DRAWS, Rule.KL), ofPrior(new PriorOf(0.5, 1, 1)));
    assertEquals(List.of(Rule.DRAWS), ofPrior(new PriorOf(0, 1.3, 1)));
    assertEquals(List.of(Rule.KL), ofPrior(new PriorOf(0, 1, -1)));
  }

  // Objectives.

  private record ObjectiveOf(BiFunction<Objective.Terms, Context, Tensor> value)
      implements Objective, ObjectiveProvider {
    @Override
    public String name() {
      return "tested";
    }

    @Override
    public Objective create(Options options) {
      return this;
    }

    @Override
    public int samples() {
      return 3;
    }

    @Override
    public Loss loss(Terms terms, Context pass) {
      return new Loss(value.apply(terms, pass), Map.of("epoch", pass.epoch()));
    }
  }

  private static void breaks(List<Rule> rules, BiFunction<Objective.Terms, Context, Tensor> value) {
    ObjectiveContract contract = ObjectiveContract.of(TESTED);
    assertEquals(rules, broken(contract.plugins(with(new ObjectiveOf(value)))));
  }

  private static Tensor elbo(Objective.Terms terms) {
    return terms.kl().sub(terms.logLikelihood().mean(0)).mean();
  }

  private static Tensor importanceWeighted(Objective.Terms terms) {
    Tensor logWeight = terms.logLikelihood().add(terms.logPrior()).sub(terms.draw().logProb());
    return Functions.logMeanExp(logWeight, 0).mean().neg();
  }

  @Test
  void objectivesMustBeLosses() {
    breaks(List.of(), (terms, pass) -> elbo(terms));
    breaks(List.of(), (terms, pass) -> importanceWeighted(terms));
    breaks(List.of(), (terms, pass) -> elbo(terms).add(pass.epoch().min(1)));
    breaks(List.of(Rule.LOSS), (terms, pass) -> elbo(terms).neg());
    breaks(List.of(Rule.LOSS), (terms, pass) -> terms.kl().mean());
    breaks(List.of(Rule.SHAPES), (terms, pass) -> terms.kl());
    breaks(
        List.of(Rule.GRADIENTS),
        (terms, pass) -> elbo(terms).add(terms.kl().stopGradient().mean()));
    breaks(
        List.of(Rule.FINITE),
        (terms, pass) -> terms.logLikelihood().exp().mean(0).log().neg().add(terms.kl()).mean());
  }
}
