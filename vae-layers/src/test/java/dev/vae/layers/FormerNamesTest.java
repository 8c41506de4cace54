package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models in which earlier versions wrote {@code deviation} are the same models. */
class FormerNamesTest {
  @TempDir private Path folder;

  @Test
  void deviationIsTheStandardDeviation() throws IOException {
    VaeSpec spec =
        VaeSpec.builder()
            .latent(2)
            .encoder(Layers.condition())
            .decoder(Layers.condition())
            .prior(Priors.vampPrior(3).with("standardDeviation", 0.25))
            .likelihood(Likelihoods.gaussian())
            .condition(1)
            .build();
    Schema schema =
        Schema.of(Shape.of(2))
            .withScaling(new Scaling(List.of(3.0, -1.0), List.of(2.0, 0.5)))
            .withCondition(
                new Condition(List.of(new Condition.Factor("age", false, List.of(), 40, 12))));
    Vae vae = Vae.builder(spec).schema(schema).build();
    vae.save(folder);

    Path model = folder.resolve("model.json");
    String text = Files.readString(model);
    assertEquals(4, text.split("standardDeviation", -1).length, text);
    Files.writeString(model, text.replace("standardDeviation", "deviation"));

    Vae former = Vae.load(folder);
    assertEquals(vae.schema(), former.schema());
    float[][] given = {{52}};
    assertArrayEquals(
        vae.sampleAsDouble(5, 7, given), former.sampleAsDouble(5, 7, given), "samples");
    former.save(folder);
    assertFalse(former.schema().toMap().containsKey("deviation"));
  }
}
