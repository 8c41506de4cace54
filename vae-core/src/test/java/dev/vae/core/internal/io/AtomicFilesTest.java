package dev.vae.core.internal.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @TempDir Path folder;

  @Test
  void writesWhatALinkLeadsToAndKeepsTheLink() throws Exception {
    Path file = Files.createDirectory(folder.resolve("far")).resolve("rows.csv");
    Files.writeString(file, "before");
    Path link = Files.createSymbolicLink(folder.resolve("latest.csv"), file);
    AtomicFiles.write(link, "after");
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("after", Files.readString(file));
    AtomicFiles.Draft draft = AtomicFiles.Draft.of(link);
    draft.out().write('d');
    draft.commit();
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("d", Files.readString(file));
    assertArrayEquals(new String[] {"rows.csv"}, file.getParent().toFile().list());
  }

  @Test
  void putsAFileInPlaceOfALinkThatLeadsNowhere() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("latest"), folder.resolve("gone"));
    AtomicFiles.write(link, "after");
    assertEquals("after", Files.readString(link));
    assertFalse(Files.isSymbolicLink(link));
  }

  @Test
  void writesIntoAPipeThatStays() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(made("mkfifo", pipe.toString()));
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try (FileInputStream in = new FileInputStream(pipe.toFile())) {
                return new String(
                    new BufferedInputStream(in).readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    AtomicFiles.write(pipe, "through");
    assertEquals("through", read.get(60, TimeUnit.SECONDS));
    assertFalse(Files.isRegularFile(pipe));
    assertArrayEquals(new String[] {"pipe"}, folder.toFile().list());
  }

  @Test
  void leavesADeviceThatIsFull() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full) && Files.isWritable(full) && !Files.isRegularFile(full));
    var failure = assertThrows(UncheckedIOException.class, () -> AtomicFiles.write(full, "x"));
    assertTrue(failure.getMessage().startsWith("cannot write /dev/full: "), failure.getMessage());
    assertFalse(Files.isRegularFile(full));
  }

  private static boolean made(String... command) {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  /** What a program writes to its own output stands between what it says there. */
  @Test
  void writesToItsOwnOutputInTurn() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/stdout")));
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("target", "classes")
                    + java.io.File.pathSeparator
                    + Path.of("target", "test-classes"),
                Says.class.getName())
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals("before\nrows\nafter\n", Files.readString(said).replace("\r", ""));
  }

  /** Says something before and behind. */
  static final class Says {
    public static void main(String[] arguments) {
      System.out.print("before\n");
      System.out.flush();
      AtomicFiles.write(Path.of("/dev/stdout"), "rows\n");
      System.out.print("after\n");
      System.out.flush();
    }
  }
}
