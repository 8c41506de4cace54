package dev.vae.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Variables;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
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
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import dev.vae.layers.Objectives;
import dev.vae.layers.Posteriors;
import dev.vae.layers.Priors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A part's variables are in its own scope wherever and whenever it is traced. The parts here are as
 * an outsider might write them: nothing is asked for before it is needed.
 */
class PartScopesTest {
  private static final int D = 3;
  private static final Plugins PLUGINS =
      Plugins.load()
          .with(
              new LazyPosterior(),
              new LazyPrior(),
              new TwoFlows(),
              new Halves(),
              new Greedy(),
              new Late(),
              new LateLayer());

  @TempDir private Path folder;

  /** A Gaussian that makes each of its dense layers when it is first asked for what they give. */
  private static final class LazyPosterior implements PosteriorProvider {
    @Override
    public String name() {
      return "lazy";
    }

    @Override
    public Posterior create(Options options) {
      return (features, latent, pass) ->
          new Inference() {
            @Override
            public Tensor mean() {
              return linear("mean", features, latent, pass);
            }

            @Override
            public Optional<Tensor> logVariance() {
              return Optional.of(linear("logVariance", features, latent, pass).tanh());
            }

            @Override
            public Draw draw(int samples) {
              Shape shape = mean().shape().withLeading(Dim.of(samples));
              Tensor noise = pass.noise(Noise.Distribution.NORMAL, shape);
              Tensor z = mean().add(logVariance().get().mul(0.5).exp().mul(noise));
              return new Draw(z, logProb(z).orElseThrow());
            }
          };
    }
  }

  /** A normal prior that asks for its mean and scale in logProb, sample and kl, each for itself. */
  private static final class LazyPrior implements PriorProvider {
    @Override
    public String name() {
      return "lazy";
    }

    @Override
    public Prior create(Options options) {
      return new Prior() {
        private Tensor mean(int d, Context pass) {
          try (var scope = pass.scope("inner")) {
            return pass.parameter("mean", Shape.of(d), Initializer.normal(0.1));
          }
        }

        private Tensor logScale(int d, Context pass) {
          return pass.parameter("logScale", Shape.of(d), Initializer.ZERO).tanh();
        }

        @Override
        public Tensor logProb(Tensor z, Context pass) {
          int d = z.shape().dim(-1).factor();
          Tensor e = z.sub(mean(d, pass)).div(logScale(d, pass).exp());
          Tensor each = e.square().add(Math.log(2 * Math.PI)).mul(-0.5);
          return each.sub(logScale(d, pass)).sum(-1);
        }

        @Override
        public Tensor sample(int latent, Context pass) {
          Tensor noise = pass.noise(Noise.Distribution.NORMAL, Shape.batch(latent));
          return noise.mul(logScale(latent, pass).exp()).add(mean(latent, pass));
        }

        @Override
        public Optional<Tensor> kl(Inference q, Context pass) {
          int d = q.mean().shape().dim(-1).factor();
          return q.logVariance()
              .map(
                  v -> {
                    Tensor far = q.mean().sub(mean(d, pass)).square();
                    Tensor scale = logScale(d, pass);
                    Tensor ratio = v.exp().add(far).div(scale.mul(2).exp());
                    return ratio.sub(1).sub(v).mul(0.5).add(scale);
                  });
        }
      };
    }
  }

  /** The mean of two nested posteriors, each asked long after it was made. */
  private static final class TwoFlows implements PosteriorProvider {
    @Override
    public String name() {
      return "twoFlows";
    }

    @Override
    public Posterior create(Options options) {
      Posterior flow = options.plugins().posterior(Posteriors.planar(1));
      return (features, latent, pass) -> {
        Inference one = in("one", flow, features, latent, pass);
        Inference two = in("two", flow, features, latent, pass);
        return new Inference() {
          @Override
          public Tensor mean() {
            return one.mean().add(two.mean());
          }

          @Override
          public Optional<Tensor> logVariance() {
            return Optional.empty();
          }

          @Override
          public Draw draw(int samples) {
            Draw a = one.draw(samples);
            Draw b = two.draw(samples);
            return new Draw(a.z().add(b.z()), a.logProb().add(b.logProb()));
          }
        };
      };
    }

    private static Inference in(
        String scope, Posterior posterior, Tensor features, int latent, Context pass) {
      try (var open = pass.scope(scope)) {
        return posterior.infer(features, latent, pass);
      }
    }
  }

  /** A Gaussian likelihood that asks for its scale when its density or a draw is wanted. */
  private static final class Halves implements LikelihoodProvider, Likelihood {
    @Override
    public String name() {
      return "lazy";
    }

    @Override
    public Likelihood create(Options options) {
      return this;
    }

    @Override
    public Map<String, Shape> heads(Shape event) {
      return Map.of("mean", event);
    }

    @Override
    public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
      Tensor mean = heads.get("mean");
      return new Distribution() {
        private Tensor logScale() {
          return pass.parameter("logScale", event, Initializer.ZERO).tanh();
        }

        @Override
        public Tensor logProb(Tensor x) {
          Tensor e = x.sub(mean).div(logScale().exp());
          return e.square().add(Math.log(2 * Math.PI)).mul(-0.5).sub(logScale());
        }

        @Override
        public Tensor mean() {
          return mean;
        }

        @Override
        public Tensor sample() {
          Tensor noise = pass.noise(Noise.Distribution.NORMAL, mean.shape());
          return mean.add(noise.mul(logScale().exp()));
        }

        @Override
        public Map<String, Tensor> parameters() {
          return Map.of("scale", logScale().exp().expand(mean.shape()));
        }
      };
    }

    @Override
    public Support support() {
      return Support.REAL;
    }
  }

  /** An objective that asks posterior and prior itself, inside a scope of its own. */
  private static final class Greedy implements ObjectiveProvider {
    @Override
    public String name() {
      return "greedy";
    }

    @Override
    public Objective create(Options options) {
      return new Objective() {
        @Override
        public int samples() {
          return 2;
        }

        @Override
        public Loss loss(Terms terms, Context pass) {
          try (var scope = pass.scope("inner")) {
            Inference q = terms.posterior();
            Inference.Draw draw = q.draw(2);
            Tensor prior = terms.prior().logProb(draw.z(), pass);
            Tensor drawn = terms.prior().sample(2, pass);
            Tensor bound = terms.logLikelihood(draw.z()).add(prior).sub(draw.logProb());
            Tensor scale = pass.parameter("scale", Shape.of(1), Initializer.ONE);
            Tensor near = q.mean().sub(drawn).square().mean().mul(0.01);
            Tensor loss = bound.mean().neg().add(near).add(scale.square().sum());
            return new Loss(loss, Map.of("near", near));
          }
        }
      };
    }
  }

  /** Asks for one more parameter in use than in training. */
  private static final class Late implements PosteriorProvider {
    @Override
    public String name() {
      return "late";
    }

    @Override
    public Posterior create(Options options) {
      Posterior inner = new LazyPosterior().create(options);
      return (features, latent, pass) -> {
        if (!pass.training()) {
          pass.parameter("temperature", Shape.of(1), Initializer.ONE);
        }
        return inner.infer(features, latent, pass);
      };
    }
  }

  /** Asks for a state of another shape in use than in training. */
  private static final class LateLayer implements LayerProvider {
    @Override
    public String name() {
      return "late";
    }

    @Override
    public Layer create(Options options) {
      return (x, pass) -> x.add(pass.state("mean", Shape.of(pass.training() ? 1 : D), 0));
    }
  }

  private static Tensor linear(String name, Tensor features, int outputs, Context pass) {
    try (var scope = pass.scope(name)) {
      Shape shape = Shape.of(features.shape().dim(1).factor(), outputs);
      return features.matmul(pass.parameter("weight", shape, Initializer.normal(0.3)));
    }
  }

  private static VaeSpec.Builder spec() {
    return VaeSpec.builder()
        .event(D)
        .latent(2)
        .encoder(Layers.dense(5), Layers.tanh())
        .decoder(Layers.dense(5), Layers.tanh())
        .likelihood(Likelihoods.gaussian());
  }

  private static Vae vae(VaeSpec spec) {
    return Vae.builder(spec).plugins(PLUGINS).engine(Engine.of(1, null)).seed(3).build();
  }

  private static float[][] rows() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    float[][] rows = new float[12][D];
    for (float[] row : rows) {
      for (int i = 0; i < D; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return rows;
  }

  private static TreeSet<String> names(Vae vae, String scope) {
    TreeSet<String> names = new TreeSet<>(vae.variables().all().keySet());
    names.removeIf(name -> !name.startsWith(scope + "/"));
    return names;
  }

  /** Trains, saves, loads, and compares weights, answers, bounds and exported files. */
  private Vae kept(VaeSpec spec) throws Exception {
    Vae vae = vae(spec);
    var first = new TreeSet<>(vae.variables().all().keySet());
    Map<String, float[]> before = values(vae);
    Rows data = Rows.of(rows());
    Trainer.of(vae).train(data).batch(4).epochs(2).run();
    assertEquals(first, new TreeSet<>(vae.variables().all().keySet()));
    before.forEach(
        (name, values) ->
            assertTrue(
                !java.util.Arrays.equals(values, vae.variables().get(name).values()),
                name + " was not trained"));
    Path model = Files.createTempDirectory(folder, "model");
    vae.save(model);
    Vae loaded = Vae.load(model, PLUGINS, Engine.of(1, null));
    assertArrayEquals(vae.encode(data).mean(), loaded.encode(data).mean());
    assertArrayEquals(vae.drawLatents(data, 4), loaded.drawLatents(data, 4));
    assertArrayEquals(vae.reconstruct(data), loaded.reconstruct(data));
    assertArrayEquals(vae.sample(5, 1), loaded.sample(5, 1));
    double bound = Estimator.of(vae).samples(3).elbo(data).logLikelihood();
    assertEquals(bound, Estimator.of(loaded).samples(3).elbo(data).logLikelihood());
    VaeExporter exporter = VaeExporter.of(loaded);
    exporter.write(model);
    var report = exporter.check(model, OnnxSession.Device.CPU);
    assertTrue(report.passed(), report::toJson);
    return vae;
  }

  private static Map<String, float[]> values(Vae vae) {
    Map<String, float[]> values = new java.util.LinkedHashMap<>();
    vae.variables().all().values().stream()
        .filter(Variables.Variable::trained)
        .forEach(v -> values.put(v.name(), v.values()));
    return values;
  }

  @Test
  void flowsOfThePosteriorAreItsOwn() throws Exception {
    for (Spec flow : List.of(Posteriors.planar(2), Posteriors.inverseAutoregressive(2))) {
      Vae vae = kept(spec().posterior(flow).build());
      assertEquals(
          vae.variables().all().size(),
          names(vae, "encoder").size()
              + names(vae, "posterior").size()
              + names(vae, "decoder").size()
              + names(vae, "likelihood").size());
    }
  }

  @Test
  void lazyPartsOfOutsidersAreKept() throws Exception {
    VaeSpec.Builder lazy = spec().posterior(Spec.of("lazy")).prior(Spec.of("lazy"));
    Vae vae = kept(lazy.likelihood(Spec.of("lazy")).build());
    assertEquals(
        new TreeSet<>(List.of("posterior/mean/weight", "posterior/logVariance/weight")),
        names(vae, "posterior"));
    assertEquals(new TreeSet<>(List.of("prior/inner/mean", "prior/logScale")), names(vae, "prior"));
    assertTrue(names(vae, "likelihood").contains("likelihood/logScale"));
  }

  @Test
  void everyOutsidersPartWorksWithEveryOther() throws Exception {
    for (Spec posterior :
        List.of(
            Spec.of("lazy"), Spec.of("twoFlows"), Posteriors.gaussian(), Posteriors.planar(1))) {
      for (Spec prior : List.of(Spec.of("lazy"), Priors.normal(), Priors.vampPrior(2))) {
        boolean density = List.of("lazy", "gaussian").contains(posterior.name());
        if (prior.name().equals("vampPrior") && !density) {
          continue;
        }
        for (Spec objective : List.of(Spec.of("greedy"), Objectives.elbo())) {
          kept(
              spec()
                  .posterior(posterior)
                  .prior(prior)
                  .objective(objective)
                  .likelihood(Spec.of("lazy"))
                  .build());
        }
      }
    }
  }

  @Test
  void nestedPartsDoNotMeet() throws Exception {
    Vae vae = kept(spec().posterior(Spec.of("twoFlows")).build());
    for (String side : List.of("one", "two")) {
      assertTrue(
          names(vae, "posterior").contains("posterior/" + side + "/planar0/w/weight"),
          () -> names(vae, "posterior").toString());
    }
    // parts of a composite, too
    Spec each =
        Likelihoods.composite(
            Likelihoods.of(Spec.of("lazy"), 0), Likelihoods.of(Spec.of("lazy"), 1, 2));
    Vae composite = kept(spec().likelihood(each).build());
    assertTrue(names(composite, "likelihood").contains("likelihood/lazy/logScale"));
    assertTrue(names(composite, "likelihood").contains("likelihood/lazy2/logScale"));
  }

  @Test
  void variablesThatTrainingDoesNotKnowAreRefused() {
    var late =
        assertThrows(
            IllegalStateException.class, () -> vae(spec().posterior(Spec.of("late")).build()));
    assertTrue(
        late.getMessage()
            .startsWith(
                "posterior 'late' asks for parameter 'posterior/temperature' of shape [1] only"
                    + " after"),
        late.getMessage());
    var shape =
        assertThrows(
            IllegalStateException.class, () -> vae(spec().encoder(Spec.of("late")).build()));
    assertTrue(
        shape.getMessage().contains("encoder asks for 'encoder/2.late/mean' as a state of shape"),
        shape.getMessage());
  }

  @Test
  void aBuiltModelTakesNoMoreVariables() {
    Vae vae = vae(spec().build());
    var refused =
        assertThrows(
            IllegalStateException.class, () -> vae.variables().add("x", Shape.of(1), true));
    assertTrue(refused.getMessage().contains("'x'"), refused.getMessage());
    var asked =
        assertThrows(
            IllegalStateException.class,
            () ->
                vae.graphs().inference(false).pass().parameter("x", Shape.of(1), Initializer.ONE));
    assertTrue(asked.getMessage().contains("'x'"), asked.getMessage());
  }
}
