package acme.waves;

import dev.vae.core.contract.LayerContract;
import dev.vae.core.contract.LearningRateScheduleContract;
import dev.vae.core.contract.LikelihoodContract;
import dev.vae.core.contract.ObjectiveContract;
import dev.vae.core.contract.OptimizerContract;
import dev.vae.core.contract.PosteriorContract;
import dev.vae.core.contract.PriorContract;
import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.Spec;
import dev.vae.data.contract.DataSourceContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractsTest {
  @Test
  void rayleigh() {
    LikelihoodContract.of(Spec.of("rayleigh")).check();
  }

  @Test
  void sine() {
    Spec sine = Spec.of("sine").with("units", 3).with("frequency", 2);
    LayerContract.of(sine).input(Shape.of(5)).check();
  }

  @Test
  void laplace() {
    PosteriorContract.of(Spec.of("laplace")).features(5).latent(3).check();
  }

  @Test
  void logistic() {
    PriorContract.of(Spec.of("logistic")).latent(3).check();
  }

  @Test
  void cyclicElbo() {
    ObjectiveContract.of(Spec.of("cyclicElbo").with("period", 4)).check();
  }

  @Test
  void lion() {
    OptimizerContract.of(Spec.of("lion").with("learningRate", 0.01)).check();
  }

  @Test
  void triangle() {
    LearningRateScheduleContract.of(Spec.of("triangle")).check();
  }

  @Test
  void raw(@TempDir Path folder) throws Exception {
    Path whole = Files.write(folder.resolve("whole"), new byte[5 * 3 * 4]);
    Path cut = Files.write(folder.resolve("cut"), new byte[5 * 3 * 4 - 1]);
    DataSourceContract.of("raw:" + whole + "#width=3")
        .refused("raw:" + cut + "#width=3", "raw:" + folder.resolve("missing") + "#width=3")
        .refused("raw:" + whole, "raw:" + whole + "#width=0", "raw:" + whole + "#width=4000000000")
        .check();
  }
}
