package dev.vae.core.contract;

import dev.vae.core.contract.bench.DiagonalGaussian;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.ObjectiveProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Posterior;
import dev.vae.core.plugin.PosteriorProvider;
import dev.vae.core.plugin.Prior;
import dev.vae.core.plugin.PriorProvider;
import dev.vae.core.plugin.Support;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Right plugins as somebody else would write them, with vae-core alone. */
final class OutsideParts {
  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  private OutsideParts() {}

  private static Tensor uniform(Context pass, Tensor like) {
    return pass.noise(Noise.Distribution.UNIFORM, like.shape());
  }

  private static Tensor normal(Context pass, Tensor like) {
    return pass.noise(Noise.Distribution.NORMAL, like.shape());
  }

  private static Tensor withLastAxis(Tensor t) {
    int rank = t.shape().rank();
    Dim[] dims = new Dim[rank + 1];
    for (int i = 0; i < rank; i++) {
      dims[i] = t.shape().dim(i);
    }
    dims[rank] = Dim.of(1);
    return t.reshape(Shape.of(dims));
  }

  /** Counts that are 0 more often than a Poisson's. Draws add up the distribution function. */
  record ZeroInflated() implements Likelihood, LikelihoodProvider {
    private static final int TERMS = 400;

    @Override
    public String name() {
      return "zeroInflated";
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
      heads.put("logRate", event);
      return heads;
    }

    @Override
    public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
      Tensor gate = Functions.softLimit(heads.get("gate"), 15);
      Tensor logRate = Functions.softLimit(heads.get("logRate"), 5);
      Tensor rate = logRate.exp();
      Tensor share = gate.sigmoid();
      Tensor none = Functions.logSigmoid(gate);
      Tensor some = Functions.logSigmoid(gate.neg());
      return Distribution.of(
          x -> {
            Tensor poisson = x.mul(logRate).sub(rate).sub(x.add(1).lgamma());
            Tensor a = some.sub(rate);
            Tensor high = a.max(none);
            Tensor zero = high.add(a.sub(high).exp().add(none.sub(high).exp()).log());
            return x.less(0.5).where(zero, some.add(poisson));
          },
          share.neg().add(1).mul(rate),
          draw(pass, rate).mul(share.less(uniform(pass, share))),
          Map.of("rate", rate));
    }

    private static Tensor draw(Context pass, Tensor rate) {
      Tensor u = uniform(pass, rate);
      Tensor term = rate.neg().exp();
      Tensor total = term;
      Tensor count = total.less(u);
      for (int k = 1; k < TERMS; k++) {
        term = term.mul(rate).mul(1.0 / k);
        total = total.add(term);
        count = count.add(total.less(u));
      }
      return count;
    }
  }

  /** Directions in turns, from 0 to 1. */
  record VonMises() implements Likelihood, LikelihoodProvider {
    private static final int NODES = 64;
    private static final int TRIES = 24;

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
      return Support.UNIT_INTERVAL;
    }

    @Override
    public Map<String, Shape> heads(Shape event) {
      Map<String, Shape> heads = new LinkedHashMap<>();
      heads.put("turn", event);
      heads.put("logConcentration", event);
      return heads;
    }

    @Override
    public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
      Tensor turn = heads.get("turn").sigmoid();
      Tensor k = Functions.softLimit(heads.get("logConcentration"), 2.5).exp();
      double[] angles =
          IntStream.range(0, NODES).mapToDouble(i -> 2 * Math.PI * i / NODES).toArray();
      Tensor angle = pass.graph().constant(Shape.of(NODES), angles);
      Tensor exponents = withLastAxis(k).mul(angle.cos());
      Tensor logI0 = Functions.logMeanExp(exponents, exponents.shape().rank() - 1);
      return Distribution.of(
          x -> x.sub(turn).mul(2 * Math.PI).cos().mul(k).sub(logI0),
          mean(turn, exponents.sub(withLastAxis(logI0)).exp(), angle),
          draw(pass, turn, k),
          Map.of("concentration", k));
    }

    /** By its Fourier series. */
    private static Tensor mean(Tensor turn, Tensor density, Tensor angle) {
      Tensor mean = turn.mul(0).add(0.5);
      for (int n = 1; n <= 24; n++) {
        Tensor share = density.mul(angle.mul(n).cos()).mean(density.shape().rank() - 1);
        mean = mean.sub(share.mul(turn.mul(2 * Math.PI * n).sin()).mul(1 / (Math.PI * n)));
      }
      return mean;
    }

    /** Rejection from normal draws. */
    private static Tensor draw(Context pass, Tensor turn, Tensor k) {
      Tensor scale = k.sqrt().pow(-1).mul(Math.PI / 2);
      Tensor drawn = k.mul(0);
      for (int i = 0; i < TRIES; i++) {
        Tensor angle = normal(pass, k).mul(scale);
        Tensor log = angle.cos().sub(1).add(angle.square().mul(2 / (Math.PI * Math.PI))).mul(k);
        Tensor accepted = uniform(pass, k).log().less(log).mul(angle.abs().less(Math.PI));
        drawn = accepted.where(angle, drawn);
      }
      Tensor turned = turn.add(drawn.mul(1 / (2 * Math.PI)));
      return turned.sub(turned.floor());
    }
  }

  /** A diagonal Gaussian turned by reflections. */
  record Householder(int steps) implements Posterior, PosteriorProvider {
    @Override
    public String name() {
      return "householder";
    }

    @Override
    public Posterior create(Options options) {
      return this;
    }

    private static Tensor dense(String name, Tensor x, int units, Context pass) {
      Shape shape = Shape.of(x.shape().dim(-1).factor(), units);
      return x.matmul(pass.parameter(name, shape, Initializer.normal(0.5)));
    }

    @Override
    public Inference infer(Tensor features, int latent, Context pass) {
      Tensor mean = dense("mean", features, latent, pass);
      Tensor logVariance = Functions.softLimit(dense("logVariance", features, latent, pass), 10);
      Inference plain = new DiagonalGaussian(mean, logVariance, pass);
      Tensor[] axes = new Tensor[steps];
      for (int i = 0; i < steps; i++) {
        Tensor v = dense("axis" + i, features, latent, pass).tanh().add(0.01);
        axes[i] = v.div(withLastAxis(v.square().sum(-1).sqrt()));
      }
      return new Inference() {
        private Tensor turned(Tensor z) {
          for (Tensor v : axes) {
            z = z.sub(v.mul(withLastAxis(z.mul(v).sum(-1))).mul(2));
          }
          return z;
        }

        @Override
        public Tensor mean() {
          return turned(mean);
        }

        @Override
        public Optional<Tensor> logVariance() {
          return Optional.empty();
        }

        @Override
        public Draw draw(int samples) {
          Draw draw = plain.draw(samples);
          return new Draw(turned(draw.z()), draw.logProb());
        }
      };
    }
  }

  /** Student's t distributions of 5 degrees of freedom side by side. */
  record StudentMixture(int components, double apart) implements Prior, PriorProvider {
    private static final double FREEDOM = 5;

    /** log Γ(3) − log Γ(5/2) − ½ log 5π. */
    private static final double CONSTANT =
        Math.log(2) - Math.log(0.75 * Math.sqrt(Math.PI)) - 0.5 * Math.log(FREEDOM * Math.PI);

    @Override
    public String name() {
      return "studentMixture";
    }

    @Override
    public Prior create(Options options) {
      return this;
    }

    private Tensor centres(int latent, Context pass) {
      Initializer first = Initializer.normal(apart);
      return pass.parameter("centres", Shape.of(components, latent), first);
    }

    @Override
    public Tensor logProb(Tensor z, Context pass) {
      int latent = z.shape().dim(-1).factor();
      Tensor centres = centres(latent, pass);
      Tensor total = null;
      for (int k = 0; k < components; k++) {
        Tensor centre = centres.slice(0, k, k + 1).reshape(Shape.of(latent));
        Tensor square = z.sub(centre).square().mul(1 / FREEDOM);
        Tensor log = square.log1p().mul(-(FREEDOM + 1) / 2).add(CONSTANT).sum(-1);
        Tensor one = withLastAxis(log);
        total = total == null ? one : Tensor.concat(-1, List.of(total, one));
      }
      return Functions.logMeanExp(total, total.shape().rank() - 1);
    }

    @Override
    public Tensor sample(int latent, Context pass) {
      Tensor centres = centres(latent, pass);
      Tensor u = pass.noise(Noise.Distribution.UNIFORM, Shape.batch(1));
      Tensor place = u.mul(components).floor();
      Tensor centre = Functions.oneHot(place.reshape(Shape.batch()), components).matmul(centres);
      Tensor freely = pass.noise(Noise.Distribution.NORMAL, Shape.batch(latent));
      Tensor squares = null;
      for (int i = 0; i < (int) FREEDOM; i++) {
        Tensor square = pass.noise(Noise.Distribution.NORMAL, Shape.batch(latent)).square();
        squares = squares == null ? square : squares.add(square);
      }
      return centre.add(freely.div(squares.mul(1 / FREEDOM).sqrt()));
    }
  }

  /** The variational Rényi bound (Li and Turner 2016). */
  record Renyi(int samples, double alpha) implements Objective, ObjectiveProvider {
    @Override
    public String name() {
      return "renyi";
    }

    @Override
    public Objective create(Options options) {
      return this;
    }

    @Override
    public Loss loss(Terms terms, Context pass) {
      Tensor log = terms.logLikelihood().add(terms.logPrior()).sub(terms.draw().logProb());
      Tensor bound = Functions.logMeanExp(log.mul(1 - alpha), 0).mul(1 / (1 - alpha));
      return new Loss(bound.mean().neg(), Map.of());
    }
  }
}
