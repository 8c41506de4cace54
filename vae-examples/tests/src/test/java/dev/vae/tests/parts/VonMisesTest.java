package dev.vae.tests.parts;

import dev.vae.core.contract.LikelihoodContract;
import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import org.junit.jupiter.api.Test;

class VonMisesTest {
  @Test
  void keepsItsContract() {
    LikelihoodContract.of(Spec.of("vonMises"))
        .plugins(Plugins.load().with(new VonMises()))
        .event(Shape.of(2))
        .check();
  }
}
