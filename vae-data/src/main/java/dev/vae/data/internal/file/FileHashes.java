package dev.vae.data.internal.file;

import dev.vae.data.internal.Digests;
import dev.vae.data.rows.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** SHA-256 of files. */
public final class FileHashes {
  private FileHashes() {}

  /** Returns the hash of the bytes of files, one after the other. */
  public static String of(Path... files) {
    MessageDigest digest = Digests.sha256();
    for (Path file : files) {
      update(digest, file);
    }
    return Digests.hex(digest);
  }

  /** Adds the bytes of a file. */
  public static void update(MessageDigest digest, Path file) {
    byte[] block = new byte[1 << 16];
    try (InputStream in = open(file)) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        digest.update(block, 0, n);
      }
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    FileChecks.requireRegular(file);
    return Files.newInputStream(file);
  }
}
