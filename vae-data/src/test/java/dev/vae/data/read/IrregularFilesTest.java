package dev.vae.data.read;

import static dev.vae.data.read.Samples.file;
import static dev.vae.data.read.Samples.refused;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vae.data.source.DataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no file of bytes is refused, not waited for or read for ever. */
class IrregularFilesTest {
  @TempDir Path folder;

  private static final List<String> KINDS =
      List.of("csv:", "npy:", "npz:", "idx:", "mtx:", "svm:", "images:");

  private void each(Path file, String... words) {
    for (String kind : KINDS) {
      String[] all = kind.equals("images:") ? new String[0] : words;
      // a reader that waits for ever must not hold the build
      assertTimeoutPreemptively(
          Duration.ofSeconds(60),
          () -> refused(() -> DataSource.parse(kind + file).open(), all),
          kind);
    }
  }

  private Path pipe(String name) throws IOException, InterruptedException {
    Path pipe = folder.resolve(name);
    assumeTrue(Files.exists(Path.of("/usr/bin/mkfifo")), "a POSIX system");
    new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor();
    return pipe;
  }

  @Test
  void pipes() throws Exception {
    each(pipe("p"), "not a regular file", "pipe");
  }

  @Test
  void devices() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/zero")), "a POSIX system");
    each(Path.of("/dev/zero"), "not a regular file");
    each(Files.createSymbolicLink(folder.resolve("z"), Path.of("/dev/zero")), "not a regular file");
  }

  @Test
  void linksThatLeadNowhere() throws IOException {
    each(Files.createSymbolicLink(folder.resolve("l"), Path.of("gone")), "link to gone");
  }

  @Test
  void folders() throws IOException {
    for (String kind : KINDS.subList(0, 4)) {
      refused(() -> DataSource.parse(kind + folder).open(), "is a folder");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"p.png", "p.tiff"})
  void amongPictures(String name) throws Exception {
    pipe(name);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> refused(() -> ImageFolder.open(folder), name, "not a regular"));
  }

  @Test
  void aPipeAsLabels() throws Exception {
    Path labels = pipe("labels");
    Path images = file(folder, "i", Samples.idx(8, new int[] {1, 1}, new byte[1]));
    refused(() -> Idx.images(images, labels), "labels", "not a regular file");
  }
}
