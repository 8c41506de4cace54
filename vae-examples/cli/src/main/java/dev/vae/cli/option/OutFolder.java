package dev.vae.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that a command fills. */
public final class OutFolder {
  private OutFolder() {}

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

  /** Deletes a folder that a command made and then left empty, as it failed. */
  public static void deleteIfEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // it holds something
    }
  }
}
