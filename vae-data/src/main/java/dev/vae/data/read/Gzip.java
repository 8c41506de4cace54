package dev.vae.data.read;

import dev.vae.data.rows.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is known of compressed data before it is unpacked. */
final class Gzip {
  /** Deflate cannot shrink data further than this (zlib's technical details: 1032 to 1). */
  private static final long MOST = 1032;

  private Gzip() {}

  /** Whether a file begins as gzip's do. */
  static boolean is(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
    }
  }

  /** Checks that so many bytes can be in so few, before memory is taken for them. */
  static void requirePossible(String file, long packed, long unpacked) {
    if (unpacked / MOST > packed) {
      throw new DataException(
          file
              + ": the header states "
              + unpacked
              + " bytes of data, but the "
              + packed
              + " compressed bytes cannot hold so many; the file is cut short or damaged");
    }
  }
}
