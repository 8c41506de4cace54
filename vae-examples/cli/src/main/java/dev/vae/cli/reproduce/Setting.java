package dev.vae.cli.reproduce;

import dev.vae.core.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How a table is to be run again.
 *
 * @param data the folder of data sets; null if none was named
 * @param quick whether it must be over in minutes
 * @param repeats how often each model is trained, with other seeds or splits; 0 for as often as the
 *     table asks
 * @param engine with what to compute
 * @param note told of progress in words, line by line
 */
public record Setting(Path data, boolean quick, int repeats, Engine engine, Consumer<String> note) {
  /** How often each model is trained, where {@code usual} times are as the table asks. */
  int repeats(int usual) {
    return repeats > 0 ? repeats : quick ? 1 : usual;
  }

  /**
   * Returns a file of the data folder.
   *
   * @param where people get it from
   * @throws IllegalArgumentException if it is not there
   */
  public Path file(String name, String where) {
    if (data == null) {
      throw new IllegalArgumentException(
          "this needs "
              + name
              + " ("
              + where
              + "): name its folder by --data or in the environment variable VAE_DATA");
    }
    Path file = data.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + " is not there; get it from " + where);
    }
    return file;
  }
}
