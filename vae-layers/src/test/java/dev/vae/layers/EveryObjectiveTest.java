package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vae.core.engine.Engine;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.plugin.ObjectiveProvider;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Metrics;
import dev.vae.core.train.Trainer;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every objective with every posterior and prior trains, or says why it cannot. */
class EveryObjectiveTest {
  private static final Plugins PLUGINS = Plugins.load();
  private static final Engine ENGINE = Engine.of(1, null);
  private static final Rows ROWS = Rows.of(VaeTest.rows(40, 3));

  private static final List<Spec> OBJECTIVES =
      List.of(
          Objectives.elbo(),
          Objectives.elboOfCapacity(2, 1).with("gamma", 2),
          Objectives.elboWithFreeBits(0.1),
          Objectives.elboWithFreeBits(0.1, 1),
          Objectives.iwae(4),
          Objectives.doublyReparameterizedIwae(4),
          Objectives.betaTc(2),
          Objectives.betaTc(2).with("sampling", "stratified"),
          Objectives.infoVae(0.5, 3),
          Objectives.waeMmd(3),
          Objectives.masked(0.6),
          Objectives.dipI(1, 1),
          Objectives.dipII(1, 1));

  private static final List<Spec> POSTERIORS =
      List.of(
          Posteriors.gaussian(),
          Posteriors.fullCovariance(),
          Posteriors.planar(2),
          Posteriors.inverseAutoregressive(2),
          Posteriors.deterministic());

  private static final List<Spec> PRIORS =
      List.of(
          Priors.standardNormal(),
          Priors.normal(),
          Priors.gaussianMixture(3),
          Priors.flow(2),
          Priors.vampPrior(3));

  @Test
  void everyObjectiveIsHere() {
    assertEquals(
        PLUGINS.all(ObjectiveProvider.class).keySet(),
        OBJECTIVES.stream().map(Spec::name).collect(Collectors.toCollection(TreeSet::new)));
  }

  @TestFactory
  Stream<DynamicTest> trainsOrSaysWhyNot() {
    return OBJECTIVES.stream()
        .map(
            objective ->
                dynamicTest(
                    objective.toString(),
                    () -> {
                      for (Spec posterior : POSTERIORS) {
                        PRIORS.forEach(prior -> check(objective, posterior, prior));
                      }
                    }));
  }

  /** Words of the reason why parts cannot go together; null where they can. */
  private static String reason(Spec objective, Spec posterior, Spec prior) {
    boolean gaussian = List.of("gaussian", "fullCovariance").contains(posterior.name());
    boolean given =
        objective.options().containsKey("gradient") || objective.name().equals("betaTc");
    if (!gaussian && given) {
      return "no closed form";
    }
    boolean closed = gaussian && List.of("standardNormal", "normal").contains(prior.name());
    boolean free = objective.options().containsKey("freeBits");
    if (free && !closed && !objective.options().containsKey("groups")) {
      return "needs the KL of every dimension";
    }
    boolean vamp = prior.name().equals("vampPrior");
    return vamp && !gaussian ? "'vampPrior' is a mixture of posteriors" : null;
  }

  private static void check(Spec objective, Spec posterior, Spec prior) {
    VaeSpec spec =
        VaeSpec.builder()
            .event(3)
            .latent(2)
            .encoder(Layers.dense(8), Layers.tanh())
            .decoder(Layers.dense(8), Layers.tanh())
            .posterior(posterior)
            .prior(prior)
            .likelihood(Likelihoods.gaussian())
            .objective(objective)
            .build();
    String why = reason(objective, posterior, prior);
    String what = objective + ", " + posterior + ", " + prior;
    if (why != null) {
      var refused = assertThrows(IllegalArgumentException.class, () -> vae(spec), what);
      assertTrue(refused.getMessage().contains(why), refused.getMessage());
      return;
    }
    Vae vae = vae(spec);
    var result =
        Trainer.of(vae)
            .startFromRows(false)
            .train(ROWS)
            .batch(16)
            .epochs(5)
            .optimizer(Optimizer.adam(0.02))
            .run();
    Metrics first = result.epochs().get(0).train();
    Metrics last = result.last().train();
    assertTrue(last.reconstruction() > first.reconstruction(), what);
    last.reported().forEach((name, mean) -> assertTrue(Double.isFinite(mean), what + ": " + name));
  }

  private static Vae vae(VaeSpec spec) {
    return Vae.builder(spec).plugins(PLUGINS).engine(ENGINE).seed(5).build();
  }
}
