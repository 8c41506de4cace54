package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.VaeSpec;
import dev.vae.data.Dataset;
import dev.vae.layers.Layers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which likelihoods tables of many columns of counts get where none was chosen. */
class CountColumnsTest {
  private final List<String> notes = new ArrayList<>();

  /** Rows whose rates are common or those of the row, and whether some columns are never 0. */
  private Vae model(int width, boolean dispersed, int full) {
    Random random = new Random(6);
    float[][] rows = new float[150][width];
    for (float[] row : rows) {
      double rate = dispersed && random.nextInt(10) > 0 ? 0.02 : 0.25;
      for (int c = 0; c < width; c++) {
        row[c] = c < full ? 20 + random.nextInt(9) : 0;
        while (random.nextDouble() < rate) {
          row[c] += dispersed ? 3 : 1;
        }
      }
    }
    VaeSpec spec = VaeSpec.builder().latent(2).encoder(Layers.dense(3)).decoder().build();
    return Vae.builder(spec).data(Dataset.of(rows)).notes(notes::add).build();
  }

  @Test
  void manyColumnsThatAreMostlyZeroAreOfOneKind() {
    Vae counts = model(80, false, 0);
    assertEquals(Spec.of("poisson"), counts.spec().likelihood());
    assertEquals("log1p", counts.spec().encoder().get(0).name());
    assertTrue(notes.get(0).contains("all 80 columns"), notes.toString());
    assertEquals(Spec.of("negativeBinomial"), model(80, true, 0).spec().likelihood());
    assertEquals(Spec.of("poisson"), model(80, false, 30).spec().likelihood(), "some never 0");
  }

  @Test
  void othersAreLookedAtOneByOne() {
    assertEquals("composite", model(20, false, 0).spec().likelihood().name(), "few columns");
    assertEquals("composite", model(80, false, 50).spec().likelihood().name(), "mostly not 0");
  }
}
