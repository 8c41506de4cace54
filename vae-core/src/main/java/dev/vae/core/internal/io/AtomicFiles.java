package dev.vae.core.internal.io;

import dev.vae.core.internal.text.FileProblems;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Writes files so that a reader, at any time and after any crash, finds all of one or nothing. An
 * interrupt of the thread breaks no write. Temporary files go when the program is ended by a
 * signal; only a crash leaves them. What a link leads to is written, and the link stays; a device
 * or a pipe, such as {@code /dev/stdout}, is written straight, for it cannot be replaced.
 */
public final class AtomicFiles {
  private static final String UUID_PATTERN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final int BUFFER = 1 << 16;

  /** What this program has open already: opened anew, a file behind it would begin again. */
  private static final Map<String, FileDescriptor> STANDARD =
      Map.of(
          "/dev/stdout", FileDescriptor.out,
          "/dev/fd/1", FileDescriptor.out,
          "/proc/self/fd/1", FileDescriptor.out,
          "/dev/stderr", FileDescriptor.err,
          "/dev/fd/2", FileDescriptor.err,
          "/proc/self/fd/2", FileDescriptor.err);

  private static volatile Consumer<String> watcher = change -> {};

  private AtomicFiles() {}

  /** Sets who is told before every change of a file, so that a test can end the program there. */
  public static void watch(Consumer<String> watcher) {
    AtomicFiles.watcher = watcher;
  }

  /** Puts bytes into an open file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; need not close. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * A file that is being written, under a temporary name beside its own; closing removes it unless
   * it was finished.
   */
  public static final class Draft implements AutoCloseable {
    private final Path file;
    private final Path temporary;
    private final FileOutputStream sink;
    private final MessageDigest digest = Hashes.sha256();
    private final OutputStream out;
    private boolean finished;

    private Draft(Path file, Path temporary, FileOutputStream sink) {
      this.file = file;
      this.temporary = temporary;
      this.sink = sink;
      out = new BufferedOutputStream(new DigestOutputStream(sink, digest), BUFFER);
    }

    /** Begins a file; folders are made where they are missing. */
    public static Draft of(Path name) throws IOException {
      if (streams(name)) {
        FileDescriptor own = STANDARD.get(name.toAbsolutePath().normalize().toString());
        return new Draft(
            name,
            name,
            own == null ? new FileOutputStream(name.toFile()) : new FileOutputStream(own));
      }
      return beside(linked(name));
    }

    /** Begins a file that takes the place of what has its name, be that a link. */
    private static Draft beside(Path file) throws IOException {
      Path folder = file.toAbsolutePath().getParent();
      makeFolder(folder);
      Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
      watcher.accept("create " + temporary);
      Temporaries.add(temporary);
      FileOutputStream sink;
      try {
        sink = new FileOutputStream(temporary.toFile());
      } catch (IOException e) {
        Temporaries.remove(temporary);
        throw e;
      }
      watcher.accept("write " + temporary);
      return new Draft(file, temporary, sink);
    }

    /** Returns where its bytes go. */
    public OutputStream out() {
      return out;
    }

    /** Brings all of it to the disk. */
    public Ready finish() throws IOException {
      out.flush();
      if (temporary.equals(file)) {
        closeStream();
        finished = true;
        return new Ready(temporary, file, Hashes.text(digest));
      }
      watcher.accept("sync " + temporary);
      sink.getFD().sync();
      sink.close();
      finished = true;
      return new Ready(temporary, file, Hashes.text(digest));
    }

    /** The program's own output stays open. */
    private void closeStream() throws IOException {
      if (!STANDARD.containsKey(file.toAbsolutePath().normalize().toString())) {
        sink.close();
      }
    }

    /**
     * Brings all of it to the disk and gives it its name.
     *
     * @throws UncheckedIOException if it cannot get that; the message names the file and the reason
     */
    public void commit() throws IOException {
      try (Ready ready = finish()) {
        ready.commit();
      }
    }

    @Override
    public void close() throws IOException {
      if (!finished) {
        try {
          closeStream();
        } finally {
          forget(temporary, file);
        }
      }
    }
  }

  /** A file that is complete and on the disk, but under a temporary name; closing removes that. */
  public static final class Ready implements AutoCloseable {
    private final Path temporary;
    private final Path file;
    private final String sha256;

    private Ready(Path temporary, Path file, String sha256) {
      this.temporary = temporary;
      this.file = file;
      this.sha256 = sha256;
    }

    /** Returns the SHA-256 of its bytes, in hexadecimal digits. */
    public String sha256() {
      return sha256;
    }

    /**
     * Gives it its name, in place of what has that name.
     *
     * @throws UncheckedIOException if that fails; the message names the file and the reason
     */
    public void moveTo(Path other) {
      AtomicFiles.move(temporary, other);
    }

    /**
     * Gives it the name that it was begun with, in place of what has that name.
     *
     * @throws UncheckedIOException as {@link #moveTo}
     */
    void commit() {
      if (!temporary.equals(file)) {
        moveTo(file);
      }
    }

    @Override
    public void close() {
      forget(temporary, file);
    }
  }

  /** Whether a name is that of a device or a pipe, which takes bytes but no other file's place. */
  private static boolean streams(Path file) {
    Path whole = file.toAbsolutePath().normalize();
    boolean system = whole.startsWith("/dev") || whole.startsWith("/proc");
    return Files.exists(file)
        && !Files.isDirectory(file)
        && (system && Files.isSymbolicLink(file) || !Files.isRegularFile(file));
  }

  /** What a link leads to, if it leads to a file that is there; any other name as it is. */
  private static Path linked(Path file) throws IOException {
    return Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
  }

  private static void forget(Path temporary, Path file) {
    if (!temporary.equals(file)) {
      deleteQuietly(temporary);
      Temporaries.remove(temporary);
    }
  }

  /** Makes a folder and those around it, where they are missing. */
  static void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (NoSuchFileException e) { // said of a folder that is to be made, it tells nothing
      throw new FileSystemException(
          e.getFile(), null, "the folder cannot be made: the system takes none there");
    }
  }

  /** Writes a text as UTF-8; see {@link #write(Path, Content)}. */
  public static void write(Path file, String text) {
    write(file, text(text));
  }

  /**
   * Writes a file to a temporary one beside it, syncs that to the disk, and renames it. Folders are
   * made where they are missing.
   *
   * @throws UncheckedIOException if that fails; the message names the file and the reason, and no
   *     temporary file is left behind
   */
  public static void write(Path file, Content content) {
    try (Draft draft = Draft.of(file)) {
      content.writeTo(draft.out());
      draft.commit();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * Writes a file to a temporary one beside it, and syncs that to the disk; it will take the place
   * of whatever has its name.
   *
   * @throws UncheckedIOException as {@link #write(Path, Content)}
   */
  public static Ready prepare(Path file, Content content) {
    try (Draft draft = Draft.beside(file)) {
      content.writeTo(draft.out());
      return draft.finish();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static UncheckedIOException unwritable(Path file, IOException e) {
    return new UncheckedIOException(
        "cannot write " + file + ": " + FileProblems.reason(file, e), e);
  }

  /**
   * Renames a file, in place of what has the new name, and syncs the folder, so that renames reach
   * the disk in their order.
   *
   * @throws UncheckedIOException if that fails; the message names the file and the reason
   */
  public static void move(Path from, Path to) {
    try {
      watcher.accept("rename " + from + " to " + to);
      try {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw unwritable(to, e);
    }
    syncFolder(to.toAbsolutePath().getParent());
  }

  /**
   * Gives a file another name as well, in place of what has that; without a copy where the file
   * system can do that.
   *
   * @throws UncheckedIOException as {@link #move}
   */
  public static void link(Path from, Path to) {
    Path temporary = to.resolveSibling("." + to.getFileName() + "." + UUID.randomUUID() + ".tmp");
    watcher.accept("create " + temporary);
    Temporaries.add(temporary);
    try {
      linkOrCopy(temporary, from);
      move(temporary, to);
    } catch (IOException e) {
      throw unwritable(to, e);
    } finally {
      deleteQuietly(temporary); // still there where both were one file already
      Temporaries.remove(temporary);
    }
  }

  private static void linkOrCopy(Path link, Path file) throws IOException {
    try {
      Files.createLink(link, file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(file, link, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(link, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
  }

  /** Deletes a file if it is there; what cannot be deleted stays. */
  public static void deleteQuietly(Path file) {
    try {
      watcher.accept("delete " + file);
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.getLogger(AtomicFiles.class.getName())
          .log(System.Logger.Level.DEBUG, "{0} was left behind: {1}", file, e.getMessage());
    }
  }

  /**
   * Deletes the temporary files that killed programs left in a folder. Nobody else may be writing
   * there.
   */
  public static void deleteTemporaries(Path folder) {
    try (var files = Files.newDirectoryStream(folder, ".*.tmp")) {
      for (Path file : files) {
        if (file.getFileName().toString().matches("\\..+\\." + UUID_PATTERN + "\\.tmp")) {
          deleteQuietly(file);
        }
      }
    } catch (IOException e) {
      System.getLogger(AtomicFiles.class.getName())
          .log(System.Logger.Level.DEBUG, "{0} was not cleaned: {1}", folder, e.getMessage());
    }
  }

  /** Returns a text as UTF-8. */
  public static Content text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return out -> out.write(bytes);
  }

  /** Some systems cannot sync a folder; there the order of renames is theirs. */
  private static void syncFolder(Path folder) {
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    } catch (IOException e) {
      System.getLogger(AtomicFiles.class.getName())
          .log(System.Logger.Level.TRACE, "{0} was not synced: {1}", folder, e.getMessage());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
