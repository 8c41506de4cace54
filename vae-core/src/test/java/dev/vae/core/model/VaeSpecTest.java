package dev.vae.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.VaeSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class VaeSpecTest {
  private static final String JSON =
      """
      {"event": [28, 28, 1], "latent": 20,
       "encoder": [{"type": "dense", "units": 400}, "relu",
                   {"type": "residual", "layers": [{"type": "dense", "units": 400}, "relu"]}],
       "decoder": [{"type": "dropout", "rate": 0.5, "exact": true}],
       "likelihood": {"type": "gaussian", "variance": "fixed", "value": 1},
       "output": "direct"}
      """;

  @Test
  void jsonGivesASpecAndBack() {
    VaeSpec spec = VaeSpec.fromJson(JSON);
    assertEquals(Shape.of(28, 28, 1), spec.event());
    assertEquals(784, spec.width());
    assertEquals(Spec.of("dense").with("units", 400L), spec.encoder().get(0));
    Spec nested = (Spec) ((List<?>) spec.encoder().get(2).options().get("layers")).get(0);
    assertEquals(400L, nested.options().get("units"));
    assertEquals(0.5, spec.decoder().get(0).options().get("rate"));
    assertEquals(true, spec.decoder().get(0).options().get("exact"));
    assertEquals("standardNormal", spec.prior().name());
    assertEquals(spec, VaeSpec.fromJson(spec.toJson()));
    assertEquals(spec.toJson(), VaeSpec.fromJson(spec.toJson()).toJson());
  }

  @Test
  void theEventMayComeFromTheData() {
    VaeSpec spec = VaeSpec.fromJson("{\"latent\": 2}");
    assertFalse(spec.hasEvent());
    assertEquals(spec, VaeSpec.fromJson(spec.toJson()));
    assertEquals(5, spec.withEvent(Shape.of(5)).width());
  }

  @Test
  void mistakesNameThePlace() {
    error("'latent' must be a whole number; it is missing", "{}");
    error("'latent' must be a whole number; not 2.5", "{\"latent\": 2.5}");
    error("latent must be at least 1, not 0", "{\"latent\": 0}");
    error("unknown key 'latnet'; did you mean 'latent'?", "{\"latnet\": 2}");
    error(
        "'encoder.1' must be a name, or an object with a \"type\"",
        "{\"latent\": 2, \"encoder\": [\"relu\", {\"units\": 3}]}");
    error("'encoder' must be a list", "{\"latent\": 2, \"encoder\": \"relu\"}");
    error(
        "'encoder.0.units' is null",
        "{\"latent\": 2, \"encoder\": [{\"type\":\"d\",\"units\":null}]}");
    error("'event.1' must be a length of at least 1; not 0", "{\"latent\": 2, \"event\": [3, 0]}");
    error("more elements than", "{\"latent\": 2, \"event\": [99999, 99999, 99999]}");
    error("did you mean 'direct'?", "{\"latent\": 2, \"output\": \"direkt\"}");
    error("key 'latent' is given twice", "{\"latent\": 2, \"latent\": 3}");
    error("not valid JSON at $.latent", "{\"latent\": NaN}");
    error("not valid JSON", "{\"latent\": 2} x");
    error("not valid JSON", "{'latent': 2}");
    error("not valid JSON", "");
    error("this must be an object; not [1]", "[1]");
    error("nested deeper", "[".repeat(100));
    error("is too large", "{\"latent\": 1e999}");
  }

  @Test
  void onePlaceCanBeSet() {
    VaeSpec spec = VaeSpec.fromJson(JSON);
    assertEquals(10, spec.with("latent=10").latent());
    assertEquals(500L, spec.with("encoder.0.units=500").encoder().get(0).options().get("units"));
    assertEquals(4L, spec.with("objective.beta=4").objective().options().get("beta"));
    assertEquals("elbo", spec.with("objective.beta=4").objective().name());
    assertEquals(Spec.of("bernoulli"), spec.with("likelihood=bernoulli").likelihood());
    assertEquals(
        "learned", spec.with("likelihood.variance=learned").likelihood().options().get("variance"));
    Spec studentT = Spec.of("studentT").with("degrees", 3);
    assertEquals(studentT, spec.with("likelihood=studentT(degrees=3)").likelihood());
    assertEquals(Spec.of("elbo"), spec.with("objective=elbo()").objective());
    assertEquals(1, spec.with("encoder=[\"tanh\"]").encoder().size());
    Spec residual = spec.with("encoder.2.layers.0.units=7").encoder().get(2);
    assertTrue(residual.toString().contains("units=7"), residual.toString());
    setError("'encoder' has 3 entries, counted from 0; '7' is none", "encoder.7.units=3");
    setError("unknown key 'latnet'; did you mean 'latent'?", "latnet=3");
    setError("'latent' must be a whole number; not many", "latent=many");
    setError("'latent' is the value 20, there is nothing inside it", "latent.x=3");
    setError("is not of the form key=value", "latent");
    setError("is not of the form key=value", "=3");
  }

  private static void error(String part, String json) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> VaeSpec.fromJson(json)).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static void setError(String part, String assignment) {
    VaeSpec spec = VaeSpec.fromJson(JSON);
    String message =
        assertThrows(IllegalArgumentException.class, () -> spec.with(assignment)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
