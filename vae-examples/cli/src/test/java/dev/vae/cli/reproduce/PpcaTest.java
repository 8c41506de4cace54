package dev.vae.cli.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PpcaTest {
  private static final String DATA = System.getenv("VAE_DATA");

  @Test
  void everyEstimateMeetsTheExactLikelihood() throws Exception {
    Assumptions.assumeTrue(DATA != null, "VAE_DATA names no folder: skips one table of ppca");
    Setting setting = new Setting(Path.of(DATA), true, 0, Engine.defaults(), note -> {});
    Ppca.Row smallest = Ppca.ROWS.get(6);
    Report report = new Ppca(List.of(smallest)).run(setting);
    assertTrue(report.reached(), report.markdown());
    assertEquals("breastw", report.tables().get(0).rows().get(0).get(0));
    assertTrue(report.markdown().contains("| -9.6727"), report.markdown());
  }

  @Test
  void aFigureThatIsWrongIsNotReached() throws Exception {
    Assumptions.assumeTrue(DATA != null, "VAE_DATA names no folder: skips a false figure of ppca");
    Setting setting = new Setting(Path.of(DATA), true, 0, Engine.defaults(), note -> {});
    Ppca.Row wrong = new Ppca.Row("breastw", "adbench/4_breastw.npz", 1, -9.672708);
    assertTrue(!new Ppca(List.of(wrong)).run(setting).reached());
  }

  @Test
  void missingDataAreNamed() {
    Setting none = new Setting(null, true, 0, Engine.defaults(), note -> {});
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Ppca().run(none)).getMessage();
    assertTrue(message.contains("6_cardio.npz") && message.contains("VAE_DATA"), message);
    Setting wrong = new Setting(Path.of("nowhere"), true, 0, Engine.defaults(), note -> {});
    message =
        assertThrows(IllegalArgumentException.class, () -> new Ppca().run(wrong)).getMessage();
    assertTrue(message.contains("nowhere"), message);
  }
}
