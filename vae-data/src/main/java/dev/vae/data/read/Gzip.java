package dev.vae.data.read;

import dev.vae.data.rows.DataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** What is known of compressed data before it is unpacked. */
public final class Gzip {
  /** Deflate cannot shrink data further than this (zlib's technical details: 1032 to 1). */
  private static final long MOST = 1032;

  private Gzip() {}

  /** Whether a file begins as gzip's do. */
  public static boolean is(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
    }
  }

  /** Opens a file, unpacked if it begins as gzip's do. */
  public static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return is(file) ? new GZIPInputStream(in, 1 << 16) : new BufferedInputStream(in, 1 << 16);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Checks that so many bytes can be in so few, before memory is taken for them. */
  public static void requirePossible(String file, long packed, long unpacked) {
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
