package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.contract.LearningRateScheduleContract;
import dev.vae.core.contract.OptimizerContract;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.LearningRateSchedule;
import dev.vae.core.optim.LearningRateScheduleProvider;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.optim.OptimizerProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Optimizers and schedules that are chosen by name, somebody else's among them. */
class OptimizersByNameTest {
  private static final VaeSpec SPEC =
      VaeSpec.builder()
          .event(3)
          .latent(2)
          .encoder(Layers.dense(4), Layers.tanh())
          .decoder(Layers.dense(4), Layers.tanh())
          .likelihood(Likelihoods.gaussian())
          .build();

  @TempDir Path folder;

  /**
   * RMSProp (Tieleman and Hinton 2012): v ← v + (1 − decay)(g² − v), w ← w − rate · g / √(v + ε).
   */
  private record RmsProp(double learningRate, double decay) implements Optimizer {
    @Override
    public List<String> slots() {
      return List.of("v");
    }

    @Override
    public Map<String, Double> scalars(double scheduled, long step) {
      return Map.of("rate", scheduled);
    }

    @Override
    public List<Tensor> step(
        Tensor weight, Tensor gradient, List<Tensor> slots, Map<String, Tensor> scalars) {
      Tensor v = slots.get(0).add(gradient.square().sub(slots.get(0)).mul(1 - decay));
      Tensor step = gradient.div(v.add(1e-8).sqrt()).mul(scalars.get("rate"));
      return List.of(weight.sub(step), v);
    }
  }

  private record RmsPropProvider() implements OptimizerProvider {
    @Override
    public String name() {
      return "rmsProp";
    }

    @Override
    public Optimizer create(Options options) {
      return new RmsProp(options.decimal("learningRate", 1e-3), options.decimal("decay", 0.9));
    }
  }

  /** 1 / √(1 + epochs done / scale). */
  private record InverseRoot() implements LearningRateScheduleProvider {
    @Override
    public String name() {
      return "inverseRoot";
    }

    @Override
    public LearningRateSchedule create(Options options) {
      double scale = options.decimal("scale", 1);
      return (epoch, epochs) -> 1 / StrictMath.sqrt(1 + epoch / scale);
    }
  }

  private static final Plugins PLUGINS =
      Plugins.load().with(new RmsPropProvider(), new InverseRoot());

  private static Map<String, float[]> trained(Consumer<Trainer> settings) {
    Vae vae = Vae.builder(SPEC).plugins(PLUGINS).seed(2).build();
    Trainer trainer = Trainer.of(vae).train(Rows.of(VaeTest.rows(20, 3))).batch(8).epochs(4);
    settings.accept(trainer);
    trainer.run();
    return TrainerTest.numbers(vae);
  }

  @Test
  void theyKeepTheirContracts() {
    OptimizerContract.of(Spec.parse("rmsProp(decay=0.8)")).plugins(PLUGINS).check();
    LearningRateScheduleContract.of(Spec.of("inverseRoot")).plugins(PLUGINS).check();
  }

  @Test
  void aNameGivesTheBitsOfTheObject() {
    TrainerTest.assertSame(
        trained(
            t -> t.optimizer(Optimizer.sgd(0.01, 0.5)).schedule(LearningRateSchedule.cosine(0))),
        trained(
            t ->
                t.optimizer(Spec.parse("sgd(learningRate=0.01, momentum=0.5)"))
                    .schedule(Spec.of("cosine"))));
    TrainerTest.assertSame(
        trained(t -> t.optimizer(new RmsProp(0.01, 0.8))),
        trained(t -> t.optimizer(Spec.parse("rmsProp(learningRate=0.01, decay=0.8)"))));
  }

  @Test
  void aRunGoesOnWithThemAndNamesOthers() {
    Path file = folder.resolve("checkpoint");
    Spec optimizer = Spec.parse("rmsProp(learningRate=0.01)");
    Spec schedule = Spec.parse("inverseRoot(scale=2)");
    Consumer<Trainer> both = t -> t.optimizer(optimizer).schedule(schedule);
    trained(both.andThen(t -> t.epochs(2).checkpoint(file)));
    TrainerTest.assertSame(
        trained(both), trained(both.andThen(t -> t.checkpoint(file).resume(true))));
    refused(
        t -> t.optimizer(Spec.parse("rmsProp(learningRate=0.01, decay=0.8)")).schedule(schedule),
        "optimizer.decay was not there, now it is 0.8");
    refused(
        t -> t.optimizer(new RmsProp(0.01, 0.9)).schedule(schedule),
        "optimizer.name was rmsProp, now it is " + RmsProp.class.getName());
    refused(
        t -> t.optimizer(optimizer).schedule(Spec.of("inverseRoot")),
        "schedule was inverseRoot{scale=2}, now it is inverseRoot");
  }

  /** One that no provider made has a name only; what it does is compared. */
  @Test
  void ownOnesAreHeldAgainstTheirSteps() {
    Path file = folder.resolve("checkpoint");
    trained(t -> t.optimizer(new RmsProp(0.01, 0.9)).checkpoint(file));
    refused(t -> t.optimizer(new RmsProp(0.01, 0.8)), "takes other steps now");
    trained(t -> t.optimizer(new RmsProp(0.01, 0.9)).checkpoint(file).resume(true));
  }

  private void refused(Consumer<Trainer> settings, String words) {
    Path file = folder.resolve("checkpoint");
    Consumer<Trainer> resumed = settings.andThen(t -> t.checkpoint(file).resume(true));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> trained(resumed));
    assertTrue(e.getMessage().contains(words), e.getMessage());
    assertEquals(-1, e.getMessage().indexOf(';'), "one difference: " + e.getMessage());
  }

  @Test
  void whatIsMisspeltIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> trained(t -> t.optimizer(Spec.of("rmsprop"))));
    assertTrue(e.getMessage().contains("there is no optimizer 'rmsprop'; did you mean 'rmsProp'"));
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> trained(t -> t.optimizer(Spec.parse("adam(beta=0.5)"))));
    assertTrue(e.getMessage().contains("'adam' has no option 'beta'; did you mean 'beta1'"));
  }
}
