package dev.vae.cli.report;

import dev.vae.core.internal.text.FileProblems;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file under another name, and renames it once it is complete and on the disk. */
public final class ReportFile {
  private ReportFile() {}

  /** What is written. */
  public interface Content {
    /** Writes everything; need not close. */
    void to(OutputStream out) throws IOException;
  }

  /** Writes or replaces a file of text in UTF-8, see {@link #write}. */
  public static void text(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes or replaces a file; its folder is made if need be.
   *
   * @throws IOException if that fails; what was at the file's place before is then still there
   */
  public static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, "." + file.getFileName(), ".part");
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.to(out);
        out.flush();
        channel.force(true);
      }
      readable(part);
      try {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + FileProblems.reason(file, e), e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Temporary files are made for their owner alone; results are for whoever may see the folder. */
  private static void readable(Path part) throws IOException {
    if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(
          part, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    }
  }
}
