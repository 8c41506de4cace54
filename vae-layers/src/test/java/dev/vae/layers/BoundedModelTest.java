package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vae.core.ModelFileException;
import dev.vae.core.engine.Engine;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.spec.VaeSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A few words of a spec do not stand for endless work or memory: they are refused by place. */
class BoundedModelTest {
  private static final String MOST = "2147483647";

  @TempDir private Path folder;

  /** Changes of a small spec, and what the error begins or goes on with. */
  private static Map<String, String> tooLarge() {
    Map<String, String> cases = new LinkedHashMap<>();
    cases.put("prior={\"type\":\"flow\",\"steps\":1000000}", "operations in prior");
    cases.put("posterior={\"type\":\"planar\",\"steps\":1000000}", "in posterior/planar");
    cases.put(
        "posterior={\"type\":\"inverseAutoregressive\",\"steps\":1000000}", "in posterior/flow");
    cases.put(
        "decoder=[{\"type\":\"repeat\",\"steps\":" + MOST + "},{\"type\":\"lstm\",\"units\":2}]",
        "likelihood makes a tensor with a length or size beyond");
    cases.put("encoder=[{\"type\":\"oneHot\",\"categories\":" + MOST + "}]", "in encoder/0.oneHot");
    cases.put("encoder=[{\"type\":\"dense\",\"units\":" + MOST + "}]", "encoder");
    cases.put(
        "encoder=[{\"type\":\"repeat\",\"steps\":" + MOST + "},\"flatten\"]", "encoder/1.flatten");
    cases.put(
        "encoder=[{\"type\":\"repeat\",\"steps\":65536},{\"type\":\"positionalEncoding\"},"
            + "{\"type\":\"dense\",\"units\":65536},{\"type\":\"positionalEncoding\"}]",
        "in encoder/3.positionalEncoding");
    cases.put(
        "encoder=[{\"type\":\"repeat\",\"steps\":100000},"
            + "{\"type\":\"selfAttention\",\"heads\":1,\"causal\":true}]",
        "in encoder/1.selfAttention");
    cases.put(
        "encoder=[{\"type\":\"unflatten\",\"shape\":[2,2,1]},"
            + "{\"type\":\"conv2d\",\"filters\":1,\"kernel\":3,\"padding\":"
            + MOST
            + "}]",
        "encoder/1.conv2d");
    cases.put(
        "encoder=[{\"type\":\"unflatten\",\"shape\":[2,2,1]},"
            + "{\"type\":\"upsample\",\"factor\":1500000000}]",
        "encoder/1.upsample");
    cases.put(
        "encoder=[{\"type\":\"unflatten\",\"shape\":[2,2,1]},"
            + "{\"type\":\"convTranspose2d\",\"filters\":1,\"kernel\":3,\"stride\":"
            + MOST
            + "}]",
        "encoder/1.convTranspose2d");
    cases.put("encoder=[{\"type\":\"gru\",\"steps\":2,\"units\":1000000000}]", "encoder/0.gru");
    cases.put("latent=" + MOST, "posterior");
    cases.put("prior={\"type\":\"vampPrior\",\"components\":" + MOST + "}", "prior");
    cases.put("prior={\"type\":\"gaussianMixture\",\"components\":" + MOST + "}", "prior");
    cases.put("likelihood={\"type\":\"categorical\",\"categories\":" + MOST + "}", "likelihood");
    cases.put("likelihood={\"type\":\"ordinal\",\"categories\":" + MOST + "}", "likelihood");
    cases.put("likelihood={\"type\":\"ordinal\",\"categories\":100000}", "in likelihood");
    cases.put(
        "likelihood={\"type\":\"discretizedLogisticMixture\",\"components\":" + MOST + "}",
        "likelihood");
    return cases;
  }

  @TestFactory
  Stream<DynamicTest> tooLargeASpecIsRefusedByPlace() {
    return tooLarge().entrySet().stream()
        .map(
            e ->
                dynamicTest(
                    e.getKey(),
                    () -> {
                      VaeSpec spec = small().with(e.getKey());
                      var refused =
                          assertThrows(IllegalArgumentException.class, () -> Vae.create(spec, 1));
                      assertTrue(refused.getMessage().contains(e.getValue()), refused.getMessage());
                    }));
  }

  private static VaeSpec small() {
    return VaeSpec.builder()
        .event(4)
        .latent(2)
        .encoder(Layers.dense(3))
        .likelihood(Likelihoods.gaussian())
        .build();
  }

  /** Four variables of 16 GB each: a file that has them not is refused before they are made. */
  @Test
  void headersAreComparedBeforeVariablesAreMade() throws Exception {
    Vae.create(small(), 1).save(folder);
    Path model = folder.resolve("model.json");
    String text = Files.readString(model);
    String large = text.replaceFirst("\"units\": *3", "\"units\": 500000000");
    assertTrue(!large.equals(text), text);
    Files.writeString(model, large);
    var refused = assertThrows(ModelFileException.class, this::load);
    assertTrue(
        refused.getMessage().contains("'encoder/0.dense/weight' has shape [4, 3], the model needs"),
        refused.getMessage());
  }

  private Vae load() {
    return Vae.load(folder, Plugins.load(), Engine.of(1, null));
  }
}
