package dev.vae.core.internal.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Writes files so that a reader, at any time and after any crash, finds all of one or nothing. */
public final class AtomicFiles {
  private AtomicFiles() {}

  /** Puts bytes into an open file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /** Writes a text as UTF-8. */
  public static void write(Path file, String text) {
    write(file, text(text));
  }

  /** Writes one file; see {@link #writeAll}. */
  public static void write(Path file, Content content) {
    writeAll(Map.of(file, content));
  }

  /**
   * Writes every file to a temporary one beside it, syncs these to the disk, and renames them when
   * all are complete. Folders are made where they are missing.
   *
   * @throws UncheckedIOException if that fails; the message names the file and the reason, and no
   *     temporary file is left behind
   */
  public static void writeAll(Map<Path, Content> files) {
    Map<Path, Path> temporaries = new LinkedHashMap<>();
    Path current = null;
    try {
      for (var entry : files.entrySet()) {
        current = entry.getKey();
        Path folder = current.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path temporary =
            folder.resolve("." + current.getFileName() + "." + UUID.randomUUID() + ".tmp");
        temporaries.put(current, temporary);
        try (FileChannel channel =
            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          entry.getValue().writeTo(channel);
          channel.force(true);
        }
      }
      for (var entry : temporaries.entrySet()) {
        current = entry.getKey();
        move(entry.getValue(), current);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + current + ": " + reason(e), e);
    } finally {
      temporaries.values().forEach(AtomicFiles::deleteQuietly);
    }
  }

  /** A text as UTF-8. */
  public static Content text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return channel -> writeFully(channel, ByteBuffer.wrap(bytes));
  }

  /** Writes all that remains in a buffer. */
  public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** What went wrong, in words a user can act on. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (e instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile();
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is in the way; it is not a folder";
    }
    if (e instanceof NotDirectoryException not) {
      return not.getFile() + " is not a folder";
    }
    if (e instanceof FileSystemException other && other.getReason() != null) {
      return other.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.getLogger(AtomicFiles.class.getName())
          .log(System.Logger.Level.DEBUG, "{0} was left behind: {1}", file, e.getMessage());
    }
  }
}
