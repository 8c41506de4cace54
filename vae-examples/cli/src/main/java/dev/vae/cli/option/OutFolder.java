package dev.vae.cli.option;

import dev.vae.core.internal.io.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that a command fills. */
public final class OutFolder {
  /** What is written by {@link dev.vae.cli.report.ReportFile} where a model is trained. */
  private static final String PARTS =
      "\\.(metrics\\.json|metrics\\.csv|loss\\.png|(samples|reconstructions|interpolations)\\.\\w+)"
          + "\\d+\\.part";

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

  /**
   * Makes a model's folder, keeps other programs from writing into it until this is closed, and
   * removes what killed ones left half-written there.
   *
   * @throws dev.vae.core.ModelFileException if another program is writing into it
   */
  public static FolderLock take(Path folder) throws IOException {
    FolderLock lock = FolderLock.of(folder);
    try (var parts = Files.newDirectoryStream(folder, ".*.part")) {
      for (Path part : parts) {
        if (part.getFileName().toString().matches(PARTS)) {
          Files.deleteIfExists(part);
        }
      }
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
    return lock;
  }
}
