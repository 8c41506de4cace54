package dev.vae.cli.option;

import dev.vae.core.internal.io.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The folder that a command fills. */
public final class OutFolder implements AutoCloseable {
  private final Path folder;
  private final boolean made;
  private final FolderLock lock;

  private OutFolder(Path folder) {
    this.folder = folder;
    made = !Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    lock = FolderLock.of(folder);
  }

  /**
   * Takes a folder for a model, which it makes if it is missing: nobody else writes there until it
   * is closed, which deletes what was made and left empty.
   *
   * @throws dev.vae.core.ModelFileException if another process writes there, or it cannot be
   *     written to
   */
  public static OutFolder of(Path folder) {
    return new OutFolder(folder);
  }

  /**
   * Makes the folder, and tries to write in it, so that hours of work do not end in an error.
   *
   * @throws IOException if that fails
   */
  public static void prepare(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path trial = Files.createTempFile(folder, ".writable", ".tmp");
    Files.delete(trial);
  }

  @Override
  public void close() {
    lock.close();
    if (made) {
      try {
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        // it holds something
      }
    }
  }
}
