package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Weights, and means that layers keep, are the same if values are computed again for gradients. */
class RecomputeTrainingTest {
  private static final int ROWS = 70;

  private static Map<String, VaeSpec> specs() {
    Map<String, VaeSpec> specs = new LinkedHashMap<>();
    List<Spec> deep = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      deep.addAll(
          List.of(Layers.dense(24), Layers.batchNorm(), Layers.relu(), Layers.dropout(0.1)));
    }
    specs.put("deep", spec(Shape.of(12), deep, deep));
    specs.put("conv", Presets.conv(Shape.of(8, 8, 1)));
    specs.put("resnet", Presets.resnet(Shape.of(8, 8, 1)));
    for (Spec block :
        List.of(
            Spec.of("gru").with("units", 6),
            Spec.of("lstm").with("units", 6),
            Layers.selfAttention(2).with("dropout", 0.1))) {
      List<Spec> blocks = List.of(block, block, block);
      List<Spec> encoder = new ArrayList<>(blocks);
      encoder.add(Layers.flatten());
      List<Spec> decoder = new ArrayList<>(List.of(Layers.repeat(10), Layers.dense(6)));
      decoder.addAll(blocks);
      decoder.add(Layers.flatten());
      specs.put(block.name(), spec(Shape.of(10, 6), encoder, decoder));
    }
    return specs;
  }

  private static VaeSpec spec(Shape event, List<Spec> encoder, List<Spec> decoder) {
    return VaeSpec.builder()
        .event(event)
        .latent(3)
        .encoder(encoder.toArray(Spec[]::new))
        .decoder(decoder.toArray(Spec[]::new))
        .likelihood(Likelihoods.gaussian())
        .build();
  }

  @Test
  void weightsAreTheSameInLessMemory() {
    specs()
        .forEach(
            (name, spec) -> {
              Vae kept = Vae.builder(spec).seed(5).engine(Engine.of(2, null)).build();
              Vae again = Vae.builder(spec).seed(5).engine(Engine.of(2, null)).build();
              long whole = trainer(kept, false).memory();
              long less = trainer(again, true).memory();
              // of so few convolutions nothing lies between a cut and the loss
              assertTrue(
                  less < whole || name.equals("conv"),
                  name + " takes " + less + " instead of " + whole);
              trainer(kept, false).run();
              trainer(again, true).run();
              TrainerTest.assertSame(TrainerTest.numbers(kept), TrainerTest.numbers(again));
            });
  }

  private static Trainer trainer(Vae vae, boolean recompute) {
    int width = vae.spec().width();
    return Trainer.of(vae)
        .train(Rows.of(VaeTest.rows(ROWS, width)))
        .epochs(2)
        .batch(32)
        .clip(1)
        .recompute(recompute);
  }
}
