package dev.vae.core.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What the system throws, by what it throws it for. */
class FileProblemsTest {
  @TempDir private Path folder;

  private static IOException thrown(Executable use) {
    return assertThrows(IOException.class, use);
  }

  /** Every exception that a file can be the reason of is told without a class and its own path. */
  @Test
  void noPathOrClassStandsForAReason() throws IOException {
    Path none = folder.resolve("none");
    Path text = Files.writeString(folder.resolve("text"), "four");
    Path bytes = Files.write(folder.resolve("bytes"), new byte[] {'a', (byte) 0xff, 'b'});
    Path below = text.resolve("below");
    Path circle = folder.resolve("circle");
    Files.createSymbolicLink(circle, circle);
    List<IOException> problems =
        List.of(
            thrown(() -> Files.readString(none)),
            thrown(() -> new FileInputStream(none.toFile())),
            thrown(() -> new ZipFile(none.toFile())),
            thrown(() -> Files.readAllBytes(folder)),
            thrown(() -> new FileInputStream(folder.toFile())),
            thrown(() -> new FileOutputStream(folder.toFile())),
            thrown(() -> Files.readString(below)),
            thrown(() -> Files.createDirectories(below)),
            thrown(() -> Files.createDirectories(text)),
            thrown(() -> Files.list(text)),
            thrown(() -> Files.delete(folder)),
            thrown(() -> Files.readString(circle)),
            thrown(() -> Files.readString(bytes)),
            thrown(() -> new ZipFile(text.toFile())),
            thrown(() -> gunzip(text)),
            thrown(() -> readLong(text)),
            thrown(this::readClosed),
            new AccessDeniedException(none.toString()),
            new FileSystemException(none.toString()),
            new ZipException(),
            new EOFException(),
            new ClosedChannelException(),
            new UnknownHostException("nowhere.example"),
            new IOException());
    for (IOException problem : problems) {
      for (Path named : List.of(none, text, folder, below, circle)) {
        String reason = FileProblems.reason(named, problem);
        assertFalse(reason.isBlank(), problem.toString());
        assertFalse(reason.contains("java.") || reason.contains("null"), reason);
        assertFalse(reason.equals(named.toString()), reason);
        assertFalse(FileProblems.reason(problem).equals(problem.getMessage()), reason);
      }
    }
  }

  @Test
  void theReasonIsOfTheFileOrNamesAnother() {
    Path none = folder.resolve("none");
    IOException missing = thrown(() -> Files.readString(none));
    assertEquals("it does not exist", FileProblems.reason(none, missing));
    assertEquals("there is no " + none, FileProblems.reason(folder, missing));
    assertEquals("there is no " + none, FileProblems.reason(missing));
    IOException older = thrown(() -> new FileInputStream(none.toFile()));
    assertEquals("it does not exist", FileProblems.reason(none, older));
    IOException denied = new AccessDeniedException(none.toString());
    assertEquals("permission denied", FileProblems.reason(none, denied));
    assertEquals("no permission for " + none, FileProblems.reason(folder, denied));
    IOException temporary = new AccessDeniedException(folder.resolve(".none.1.tmp").toString());
    assertEquals("permission denied", FileProblems.reason(none, temporary));
    IOException folderRead = thrown(() -> Files.readAllBytes(folder));
    assertEquals("it is a folder, not a file", FileProblems.reason(folder, folderRead));
    IOException full = new IOException("No space left on device");
    assertEquals("No space left on device", FileProblems.reason(none, full));
  }

  private static void gunzip(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      assertTrue(in.read() >= 0);
    }
  }

  private static void readLong(Path file) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      assertTrue(in.readLong() > 0);
    }
  }

  private void readClosed() throws IOException {
    FileChannel channel = FileChannel.open(folder.resolve("text"));
    channel.close();
    channel.size();
  }
}
