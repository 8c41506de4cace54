package acme.waves;

import dev.vae.core.contract.LikelihoodContract;
import dev.vae.core.plugin.Spec;
import org.junit.jupiter.api.Test;

class RayleighTest {
  @Test
  void keepsItsContract() {
    LikelihoodContract.of(Spec.of("rayleigh")).check();
  }
}
