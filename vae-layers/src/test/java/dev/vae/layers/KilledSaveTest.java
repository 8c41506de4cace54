package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.ModelFileException;
import dev.vae.core.internal.io.FolderLock;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model's folder outlives the program that writes it, wherever that ends. */
class KilledSaveTest {
  @TempDir Path root;

  @Test
  void aKilledSaveLeavesTheOldModelOrTheNew() throws Exception {
    Path folder = root.resolve("m");
    KilledSaves.model(1).save(folder);
    int changes = Integer.parseInt(output(start("save", folder, "0")));
    assertEquals(2, KilledSaves.whole(folder));
    List<Long> found = new ArrayList<>();
    for (int k = 1; k <= changes; k++) {
      KilledSaves.model(1).save(folder);
      Process child = start("save", folder, k);
      assertTrue(child.waitFor(100, TimeUnit.SECONDS));
      assertEquals(7, child.exitValue(), "killed at change " + k);
      found.add(KilledSaves.whole(folder));
    }
    assertTrue(found.contains(1L) && found.contains(2L), found.toString());
    assertEquals(found.stream().sorted().toList(), found, "once new, never old again");
    KilledSaves.model(3).save(folder);
    assertEquals(List.of("model.json", "weights.safetensors"), KilledSaves.files(folder));
  }

  @Test
  void whereverSavesAndTrainingsEndTheNextGoOn() throws Exception {
    String said = output(start("all", root));
    assertTrue(said.matches("(?s)\\d{2,} pairs of saves\\R\\d{2,} trainings"), said);
  }

  @Test
  void oneProcessAtATimeWritesIntoAFolder() throws Exception {
    Path folder = root.resolve("m");
    KilledSaves.model(1).save(folder);
    Process other = start("hold", folder);
    try {
      assertEquals("held", lines(other).readLine());
      String message =
          assertThrows(ModelFileException.class, () -> KilledSaves.model(2).save(folder))
              .getMessage();
      assertTrue(
          message.startsWith(
              "process " + other.pid() + " is writing into the folder " + folder + ":"),
          message);
      assertEquals(1, KilledSaves.whole(folder), "readers need no lock");
      Files.writeString(
          folder.resolve(".model.json.01234567-89ab-cdef-0123-456789abcdef.tmp"), "half");
    } finally {
      other.destroyForcibly().waitFor();
    }
    KilledSaves.model(2).save(folder);
    assertEquals(2, KilledSaves.whole(folder));
    assertEquals(List.of("model.json", "weights.safetensors"), KilledSaves.files(folder));
  }

  @Test
  void oneThreadAtATimeWritesIntoAFolder() throws Exception {
    Path folder = root.resolve("m");
    try (FolderLock lock = FolderLock.of(folder)) {
      KilledSaves.model(1).save(folder); // who has the lock takes it again
      Path link = Files.createSymbolicLink(root.resolve("link"), folder);
      for (Path same : List.of(folder, link, folder.resolve("../m"))) {
        ExecutionException refused =
            assertThrows(
                ExecutionException.class,
                () -> CompletableFuture.runAsync(() -> KilledSaves.model(2).save(same)).get());
        assertTrue(
            refused.getCause() instanceof ModelFileException
                && refused.getMessage().contains("another thread of this program is writing into"),
            refused.toString());
      }
    }
    CompletableFuture.runAsync(() -> KilledSaves.model(2).save(folder)).get();
    assertEquals(2, KilledSaves.whole(folder));
  }

  @Test
  void aSignalLeavesNoHalfOfAFile() throws Exception {
    for (boolean finish : List.of(false, true)) {
      Path folder = Files.createDirectory(root.resolve("finish-" + finish));
      Process writer = start("write", folder.resolve("large.csv"), finish);
      assertEquals("writing", lines(writer).readLine());
      assertEquals(1, KilledSaves.files(folder).size());
      writer.destroy();
      assertTrue(writer.waitFor(100, TimeUnit.SECONDS));
      assertEquals(128 + 15, writer.exitValue());
      assertEquals(
          finish ? List.of("large.csv", "other") : List.of(),
          KilledSaves.files(folder),
          "finish " + finish);
    }
  }

  /** This program's classes, all on the class path. */
  private static Process start(Object... arguments) throws Exception {
    Path tests =
        Path.of(KilledSaves.class.getResource("KilledSaves.class").toURI())
            .resolve("../../../..")
            .normalize();
    String places =
        String.join(
            File.pathSeparator,
            tests.toString(),
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                places,
                KilledSaves.class.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String output(Process process) throws Exception {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(200, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), said);
    return said.strip();
  }

  private static BufferedReader lines(Process process) throws IOException {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}
