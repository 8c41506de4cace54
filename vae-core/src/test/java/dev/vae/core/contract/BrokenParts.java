package dev.vae.core.contract;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
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
import dev.vae.core.plugin.Support;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Plugins that are wrong in one thing, as people get them wrong. */
final class BrokenParts {
  private static final double LOG_2_PI = Math.log(2 * Math.PI);
  private static final Spec TESTED = Spec.of("tested");

  private BrokenParts() {}

  /** Who has noise in common. */
  enum Sharing {
    NONE,
    ROWS,
    DRAWS,
    ELEMENTS,
    /** In part: correlated by 0.5. */
    ELEMENTS_SOME
  }

  private static Plugins with(NamedProvider plugin) {
    return Plugins.load().with(plugin);
  }

  private static Tensor normal(Context pass, Shape shape) {
    return pass.noise(Noise.Distribution.NORMAL, shape);
  }

  /** Normal noise of a shape whose last axes are N rows and d elements, shared. */
  private static Tensor noise(Context pass, Shape shape, Sharing sharing) {
    int rank = shape.rank();
    return switch (sharing) {
      case NONE -> normal(pass, shape);
      case ROWS -> normal(pass, shape.with(rank - 2, Dim.of(1))).expand(shape);
      case DRAWS -> normal(pass, shape.sub(rank - 2, rank)).expand(shape);
      case ELEMENTS -> normal(pass, shape.with(rank - 1, Dim.of(1))).expand(shape);
      case ELEMENTS_SOME -> {
        Tensor common = normal(pass, shape.with(rank - 1, Dim.of(1)));
        yield normal(pass, shape).add(common).mul(Math.sqrt(0.5));
      }
    };
  }

  // Layers.

  private record LayerOf(Supplier<Layer> layer) implements LayerProvider {
    @Override
    public String name() {
      return "tested";
    }

    @Override
    public Layer create(Options options) {
      return layer.get();
    }
  }

  static LayerContract layer(Layer layer) {
    return layerOf(() -> layer);
  }

  static LayerContract layerOf(Supplier<Layer> layer) {
    return LayerContract.of(TESTED).plugins(with(new LayerOf(layer)));
  }

  static Tensor noisy(Tensor x, Context pass) {
    return x.add(normal(pass, x.shape()).mul(0.1));
  }

  static Tensor ofAnotherParameter(Tensor x, Context pass) {
    String name = pass.training() ? "weight" : "wieght";
    return x.matmul(pass.parameter(name, Shape.of(4, 4), Initializer.normal(0.5)));
  }

  /** Keeps a tensor of one trace for the next. */
  static Layer remembering() {
    Tensor[] kept = new Tensor[1];
    return (x, pass) -> {
      if (kept[0] == null) {
        kept[0] = pass.parameter("scale", Shape.of(4), Initializer.constant(1));
      }
      return x.mul(kept[0]);
    };
  }

  // Likelihoods.

  static LikelihoodContract likelihood(
      Support support, BiFunction<Tensor, Context, Distribution> maker) {
    return LikelihoodContract.of(TESTED).plugins(with(new OneHead(support, maker)));
  }

  private static Tensor logNormal(Tensor x, Tensor mean) {
    return x.sub(mean).square().add(LOG_2_PI).mul(-0.5);
  }

  /** A normal likelihood whose draws are made of its mean and standard normal noise. */
  static LikelihoodContract gaussian(BiFunction<Tensor, Tensor, Tensor> draw) {
    return likelihood(
        Support.REAL,
        (h, pass) ->
            Distribution.of(
                x -> logNormal(x, h), h, draw.apply(h, normal(pass, h.shape())), Map.of()));
  }

  static LikelihoodContract likelihood(Sharing sharing) {
    return likelihood(
        Support.REAL,
        (h, pass) ->
            Distribution.of(
                x -> logNormal(x, h), h, h.add(noise(pass, h.shape(), sharing)), Map.of()));
  }

  private static Distribution exponential(Tensor h, Context pass, UnaryOperator<Tensor> drawn) {
    Tensor log = Functions.softLimit(h, 20);
    Tensor mean = log.exp();
    Tensor u = pass.noise(Noise.Distribution.UNIFORM, h.shape());
    return Distribution.of(
        x -> x.div(mean).add(log).neg(), mean, drawn.apply(u.log().neg()).mul(mean), Map.of());
  }

  /** One in a thousand exponential draws has another sign, too few for its distribution to tell. */
  static Distribution belowZero(Tensor h, Context pass) {
    return exponential(h, pass, e -> e.less(1e-3).mul(-2).add(1).mul(e));
  }

  static Distribution exponentialOfScale(Tensor h, Context pass, double scale) {
    return exponential(h, pass, e -> e.mul(scale));
  }

  /** A logarithm of 0 that no gradient and no size of the heads gets to. */
  static Distribution logOfZero(Tensor h, Context pass) {
    Tensor u = pass.noise(Noise.Distribution.UNIFORM, h.shape());
    return Distribution.of(
        x -> x.mul(h).sub(h.softplus()),
        h.sigmoid(),
        u.less(h.sigmoid()),
        Map.of("logits", u.less(h.sigmoid()).log()));
  }

  // Posteriors.

  private record PosteriorOf(Sharing sharing, double scale, double shift, double constant)
      implements Posterior, PosteriorProvider {
    @Override
    public String name() {
      return "tested";
    }

    @Override
    public Posterior create(Options options) {
      return this;
    }

    @Override
    public Inference infer(Tensor features, int latent, Context pass) {
      Initializer first = Initializer.normal(0.5);
      Tensor mean = features.matmul(pass.parameter("mean", Shape.of(4, latent), first));
      Tensor v = features.matmul(pass.parameter("logVariance", Shape.of(4, latent), first));
      Tensor variance = Functions.softLimit(v, 10);
      return new Inference() {
        @Override
        public Tensor mean() {
          return mean;
        }

        @Override
        public Optional<Tensor> logVariance() {
          return Optional.of(variance);
        }

        @Override
        public Draw draw(int samples) {
          Tensor e = noise(pass, mean.shape().withLeading(Dim.of(samples)), sharing);
          Tensor moved = e.mul(scale).add(shift);
          Tensor log = e.square().add(variance).add(LOG_2_PI).sum(-1).mul(-0.5);
          if (constant == 0) {
            log = moved.square().add(variance).add(LOG_2_PI).sum(-1).mul(-0.5);
          }
          return new Draw(mean.add(moved.mul(variance.mul(0.5).exp())), log.add(constant));
        }
      };
    }
  }

  static PosteriorContract posterior(Sharing sharing) {
    return posterior(sharing, 1, 0, 0);
  }

  static PosteriorContract posterior(Sharing sharing, double scale, double shift, double constant) {
    Plugins known = with(new PosteriorOf(sharing, scale, shift, constant));
    return PosteriorContract.of(TESTED).plugins(known);
  }

  // Priors.

  private record PriorOf(Sharing sharing, double scale, double shift, double kl)
      implements Prior, PriorProvider {
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
      return z.square().add(LOG_2_PI).sum(-1).mul(-0.5);
    }

    @Override
    public Tensor sample(int latent, Context pass) {
      return noise(pass, Shape.batch(latent), sharing).mul(scale).add(shift);
    }

    @Override
    public Optional<Tensor> kl(Inference q, Context pass) {
      return q.logVariance().map(v -> q.mean().square().add(v.expm1().sub(v)).mul(0.5 * kl));
    }
  }

  static PriorContract prior(Sharing sharing) {
    return prior(sharing, 1, 0, 1);
  }

  static PriorContract prior(Sharing sharing, double scale, double shift, double kl) {
    return PriorContract.of(TESTED).plugins(with(new PriorOf(sharing, scale, shift, kl)));
  }

  // Objectives.

  private record ObjectiveOf(int samples, Function<Objective.Terms, Tensor> value)
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
    public Loss loss(Terms terms, Context pass) {
      return new Loss(value.apply(terms), Map.of());
    }
  }

  static ObjectiveContract objective(int samples, Function<Objective.Terms, Tensor> value) {
    return ObjectiveContract.of(TESTED).plugins(with(new ObjectiveOf(samples, value)));
  }

  private static Tensor logWeights(Objective.Terms terms) {
    return terms.logLikelihood().add(terms.logPrior()).sub(terms.draw().logProb());
  }

  static Tensor summed(Objective.Terms terms) {
    return terms.kl().sub(terms.logLikelihood().mean(0)).sum();
  }

  /** Only the KL is a sum. */
  static Tensor summedKl(Objective.Terms terms) {
    return terms.kl().sum().sub(terms.logLikelihood().mean());
  }

  static Tensor wrongSign(Objective.Terms terms) {
    return terms.logLikelihood().mean(0).add(terms.kl()).mean().neg();
  }

  static Tensor wrongSignOfDraws(Objective.Terms terms) {
    Tensor log = terms.logLikelihood().sub(terms.logPrior()).add(terms.draw().logProb());
    return Functions.logMeanExp(log, 0).mean().neg();
  }

  /** One mean over draws and rows. */
  static Tensor pooled(Objective.Terms terms) {
    return Functions.logMeanExp(logWeights(terms), 0, 1).neg();
  }

  /** A penalty on neighbours. */
  static Tensor mixing(Objective.Terms terms) {
    Tensor mean = terms.posterior().mean();
    Tensor apart = mean.sub(mean.mean(0)).square().mean();
    return terms.kl().sub(terms.logLikelihood().mean(0)).mean().add(apart);
  }

  static Tensor overDraws(Objective.Terms terms) {
    return terms.kl().sub(terms.logLikelihood().sum(0)).mean();
  }

  static Tensor overDrawsTwice(Objective.Terms terms) {
    return terms.kl().sub(terms.logLikelihood().mean(0).mul(1.0 / 3)).mean();
  }

  static Tensor logSum(Objective.Terms terms) {
    return logWeights(terms).logSumExp(0).mul(3).mean().neg();
  }

  static Tensor ofRows(Objective.Terms terms) {
    Tensor size = terms.x().square().mean(1).mul(1e-3);
    return terms.kl().sub(terms.logLikelihood().mean(0)).add(size).mean();
  }
}
