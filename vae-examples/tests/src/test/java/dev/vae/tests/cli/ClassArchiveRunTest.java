package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.cli.ClassArchiveRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher says nothing of a run for its archive that fails: starts would only be slower. */
class ClassArchiveRunTest {
  @TempDir Path folder;

  @Test
  void trainsOnPicturesAndOnATable() throws Exception {
    ClassArchiveRun.main(new String[] {folder.toString()});
    for (String model : new String[] {"digits", "table"}) {
      assertTrue(Files.exists(folder.resolve(model).resolve("weights.safetensors")), model);
      assertTrue(Files.exists(folder.resolve(model).resolve("loss.png")), model);
    }
  }
}
