package dev.vae.cli.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.VaeSpec;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import dev.vae.layers.Layers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private final List<String> notes = new ArrayList<>();
  private final Setting setting = new Setting(null, true, 0, Engine.defaults(), notes::add);

  @Test
  void judgesEveryModelWithEverySeed() {
    Dataset rows = DataSource.parse("digits#200").open();
    Dataset test = DataSource.parse("digits#test").open().sample(100, 1);
    Comparison comparison = new Comparison(rows, test, 2, 50, List.of(1L, 2L), 10);
    List<Comparison.Outcome> outcomes =
        comparison.run(List.of(model("small", 2, 540.5), model("large", 30, 530)), setting);
    assertEquals(4, outcomes.size());
    for (Comparison.Outcome outcome : outcomes) {
      double nats = outcome.nats();
      assertTrue(nats > 50 && nats < 600, "nats " + nats);
      assertTrue(outcome.active() >= 0 && outcome.active() <= 2, "active " + outcome.active());
    }
    double mean = (outcomes.get(0).nats() + outcomes.get(1).nats()) / 2;
    assertEquals(mean, Comparison.mean(outcomes, "small"), 1e-9);
    String page = Comparison.table(outcomes).markdown();
    assertTrue(page.contains("540.50") && page.contains("| large"), page);
    assertTrue(notes.get(0).startsWith("small, seed 1: epoch 1 of 2, ELBO -"), notes.get(0));
  }

  private static Comparison.Model model(String name, int units, double published) {
    VaeSpec spec =
        VaeSpec.builder()
            .likelihood(Spec.of("bernoulli"))
            .event(28, 28, 1)
            .latent(2)
            .encoder(Layers.dense(units), Layers.tanh())
            .decoder(Layers.dense(units), Layers.tanh())
            .build();
    return new Comparison.Model(name, spec, OptionalDouble.of(published));
  }

  @Test
  void everyTableNamesWhatItMisses() {
    for (Reproduction each : List.of(new Ppca(), new IwaeMnist(), new VampMnist())) {
      Setting nowhere = new Setting(Path.of("nowhere"), true, 0, Engine.defaults(), note -> {});
      String message =
          assertThrows(IllegalArgumentException.class, () -> each.run(nowhere), each.name())
              .getMessage();
      assertTrue(message.contains("nowhere") && message.contains("get it from"), message);
    }
  }
}
