package dev.vae.core.internal.io;

import dev.vae.core.ModelFileException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** Where the files of models are read and written: what is wrong with them has one type. */
public final class ModelFiles {
  private ModelFiles() {}

  /**
   * Reads or writes.
   *
   * @throws ModelFileException where that throws that a file's content is not valid, or that it
   *     cannot be read or written
   */
  public static <T> T use(Supplier<T> files) {
    try {
      return files.get();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new ModelFileException(e.getMessage(), e);
    }
  }
}
