package acme.waves;

import dev.vae.core.contract.LayerContract;
import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.Spec;
import org.junit.jupiter.api.Test;

class SineTest {
  @Test
  void keepsItsContract() {
    LayerContract.of(Spec.of("sine").with("frequency", 3)).input(Shape.of(5)).check();
  }
}
