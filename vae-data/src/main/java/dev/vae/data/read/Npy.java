package dev.vae.data.read;

import dev.vae.data.internal.file.FileChecks;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads NPY files, NumPy's format for one array: booleans, integers and floats of all sizes, either
 * byte order, either memory order. The first axis counts the rows.
 */
public final class Npy {
  private Npy() {}

  /**
   * Returns the rows of an array: {@code [N]}, {@code [N, D]}, {@code [N, H, W]} (grey images) or
   * {@code [N, H, W, C]} (images of C channels).
   *
   * @throws DataException if the file is missing, of another kind, of the wrong length, or holds
   *     anything but numbers
   */
  public static RowSource open(Path file) {
    FileChecks.requireFile("the NPY file", file);
    try (FileChannel channel = FileChannel.open(file)) {
      NpyHeader header;
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 256)) {
        header = NpyHeader.read(file.toString(), in);
      }
      NpyArray array = NpyArray.map(file.toString(), header, channel);
      return new ArrayFileSource("npy", List.of(file), null).source(array.shape(), array.bytes());
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
  }
}
