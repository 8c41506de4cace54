package dev.vae.core.internal.io;

import dev.vae.core.ModelFileException;
import dev.vae.core.internal.text.FileProblems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The right to write into a model's folder, of one thread of one process at a time. The thread that
 * has it may take it again; it is given back when all of these are closed, or when the process
 * ends, however it ends. Readers need none.
 *
 * <pre>{@code
 * try (FolderLock lock = FolderLock.of(folder)) {
 *   Trainer.of(vae).train(rows).checkpoint(folder.resolve("checkpoint.safetensors")).run();
 *   vae.save(folder);
 * }
 * }</pre>
 */
public final class FolderLock implements AutoCloseable {
  private static final String NAME = ".vae.lock";

  /** Beyond all that the file holds, so that it can be read where locks forbid reading. */
  private static final long PLACE = Long.MAX_VALUE - 1;

  private static final Map<Path, Held> HELD = new HashMap<>();

  private final Path folder;
  private boolean closed;

  /** A lock on the disk; without a channel where the file system has no locks. */
  private static final class Held {
    private final Thread owner = Thread.currentThread();
    private FileChannel channel;
    private int times;
  }

  private FolderLock(Path folder) {
    this.folder = folder;
  }

  /**
   * Takes the lock, makes the folder if it is missing, and removes what killed programs left
   * half-written in it.
   *
   * @throws ModelFileException if another process or thread has it, or the folder cannot be made or
   *     written to; the message names the folder
   */
  public static FolderLock of(Path folder) {
    boolean interrupted = Thread.interrupted(); // an interrupt would close the file
    try {
      AtomicFiles.makeFolder(folder);
      return take(folder, folder.toRealPath());
    } catch (IOException e) {
      throw new ModelFileException(
          "cannot write into " + folder + ": " + FileProblems.reason(folder, e), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static FolderLock take(Path named, Path folder) throws IOException {
    synchronized (HELD) {
      Held held = HELD.get(folder);
      if (held != null && held.owner != Thread.currentThread()) {
        throw inUse(named, "another thread of this program");
      }
      if (held == null) {
        held = new Held();
        held.channel = lock(named, folder.resolve(NAME));
        try {
          AtomicFiles.deleteTemporaries(folder);
          HELD.put(folder, held);
        } finally {
          if (!HELD.containsKey(folder)) {
            release(folder, held.channel);
          }
        }
      }
      held.times++;
      return new FolderLock(folder);
    }
  }

  /** Tries again where the file was deleted between opening and locking it. */
  private static FileChannel lock(Path named, Path file) throws IOException {
    while (true) {
      try {
        Files.createFile(file);
      } catch (FileAlreadyExistsException e) {
        // left by a process that was killed, or in use
      }
      FileChannel channel = null;
      try {
        Object before = key(file);
        RegularFiles.require(file);
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
          String owner = owner(channel);
          channel.close();
          throw inUse(named, owner);
        }
        if (Objects.equals(before, key(file))) {
          note(channel);
          return channel;
        }
        channel.close();
      } catch (NoSuchFileException e) {
        if (channel != null) {
          channel.close();
        }
      } catch (OverlappingFileLockException e) {
        channel.close();
        throw inUse(named, "another part of this program");
      }
    }
  }

  private static boolean isLocked(FileChannel channel) {
    try {
      FileLock lock = channel.tryLock(PLACE, 1, false);
      return lock != null;
    } catch (IOException e) {
      System.getLogger(FolderLock.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "this file system has no locks ({0}): nothing keeps two programs from writing into"
                  + " one folder",
              e.getMessage());
      return true;
    }
  }

  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static void note(FileChannel channel) throws IOException {
    channel.truncate(0);
    String pid = Long.toString(ProcessHandle.current().pid());
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(20);
    channel.read(bytes, 0);
    String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    return pid.matches("\\d+") ? "process " + pid : "another process";
  }

  private static ModelFileException inUse(Path folder, String who) {
    return new ModelFileException(
        who
            + " is writing into the folder "
            + folder
            + ": wait until it has ended, or choose another folder");
  }

  @Override
  public void close() {
    synchronized (HELD) {
      Held held = HELD.get(folder);
      if (closed || held == null) {
        return;
      }
      closed = true;
      held.times--;
      if (held.times == 0) {
        HELD.remove(folder);
        release(folder, held.channel);
      }
    }
  }

  /** Deletes the file while it is still locked, so that nobody else's is deleted. */
  private static void release(Path folder, FileChannel channel) {
    AtomicFiles.deleteQuietly(folder.resolve(NAME));
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger(FolderLock.class.getName())
          .log(System.Logger.Level.DEBUG, "{0} was not unlocked: {1}", folder, e.getMessage());
    }
  }
}
