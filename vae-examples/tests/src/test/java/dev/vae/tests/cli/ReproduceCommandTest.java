package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceCommandTest {
  @Test
  void withoutNameAllAreTold() {
    String told = Cli.run("reproduce").done().out();
    assertTrue(told.contains("ppca") && told.contains("ADBench"), told);
    assertTrue(Cli.run("reproduce", "--help").out().contains("ppca, "));
  }

  @Test
  void mistakesAreNamed(@TempDir Path folder) {
    Cli.Result unknown = Cli.run("reproduce", "pca");
    assertEquals(2, unknown.code());
    assertTrue(unknown.err().contains("no table 'pca', only ppca"), unknown.toString());
    Cli.Result empty = Cli.run("reproduce", "ppca", "--data", folder, "--out", folder);
    assertEquals(1, empty.code());
    assertTrue(empty.err().contains("6_cardio.npz is not there; get it from"), empty.toString());
  }
}
