package dev.vae.data.fetch;

import dev.vae.core.internal.text.FileProblems;
import dev.vae.data.internal.file.FileHashes;
import dev.vae.data.rows.DataException;
import dev.vae.data.source.DownloadProgress;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Gets one file over HTTP: into a file ending in {@code .part} first, which is checked against
 * length and SHA-256 and renamed once it is whole. What an interrupted download left is continued
 * (HTTP Range); if the whole then does not check, it is fetched once more from the start.
 *
 * @param from the address, http or https
 * @param to the file to make
 * @param bytes the length of the file
 * @param sha256 its hash in lower-case hexadecimal digits
 */
record Download(URI from, Path to, long bytes, String sha256) {
  /** The answer to a range that lies beyond the file's end. */
  private static final int UNSATISFIABLE = 416;

  /**
   * Gets the file.
   *
   * @param patience how long to wait for a connection, and for each piece of an answer
   * @throws DataException if that fails; a part that can be continued may remain
   */
  public void run(Duration patience, DownloadProgress progress) {
    Path part = to.resolveSibling(to.getFileName() + ".part");
    try {
      Files.createDirectories(to.toAbsolutePath().getParent());
      try (FileChannel channel =
              FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = lock(channel)) {
        try {
          fill(channel, part, patience, progress);
          channel.force(true);
        } finally {
          removeEmpty(channel, part);
        }
      }
      move(part);
    } catch (IOException e) {
      throw new DataException("fetching " + from + " failed: " + FileProblems.reason(e), e);
    }
  }

  /** Nothing can be continued from nothing. */
  private static void removeEmpty(FileChannel channel, Path part) throws IOException {
    if (channel.size() == 0) {
      Files.delete(part);
    }
  }

  private FileLock lock(FileChannel channel) throws IOException {
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // held by another thread of this process: as by another process
    }
    if (lock == null) {
      throw new DataException(
          to + " is being fetched by another process or thread; wait for it and try again");
    }
    return lock;
  }

  private void fill(FileChannel part, Path file, Duration patience, DownloadProgress progress)
      throws IOException {
    if (wrong(part, file) == null) {
      return; // an earlier try got it all but did not come to rename it
    }
    boolean continued = part.size() > 0;
    receive(part, patience, progress);
    if (wrong(part, file) == null) {
      return;
    }
    if (continued) {
      part.truncate(0);
      receive(part, patience, progress);
    }
    String wrong = wrong(part, file);
    if (wrong != null) {
      part.truncate(0);
      throw new DataException(
          "fetching "
              + from
              + " gave another file than expected: "
              + wrong
              + "; the address may be wrong, or something between changes what is sent");
    }
  }

  /** What is wrong with a part that was received to its end; null if nothing is. */
  private String wrong(FileChannel part, Path file) throws IOException {
    if (part.size() != bytes) {
      return part.size() + " bytes instead of " + bytes;
    }
    String found = FileHashes.of(file);
    return found.equals(sha256) ? null : "its SHA-256 is " + found + " instead of " + sha256;
  }

  private void receive(FileChannel part, Duration patience, DownloadProgress progress)
      throws IOException {
    long have = part.size() < bytes ? part.size() : 0;
    HttpURLConnection connection = connect(have, patience);
    try {
      int status = connection.getResponseCode();
      if (status == UNSATISFIABLE && have > 0) {
        part.truncate(0);
        throw new IOException("the server cannot continue what is here; try again from the start");
      }
      if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
        throw new IOException("the server answered " + status);
      }
      long start = status == HttpURLConnection.HTTP_PARTIAL ? have : 0;
      part.truncate(start).position(start);
      copy(connection.getInputStream(), part, progress);
    } finally {
      connection.disconnect();
    }
    if (part.size() < bytes) {
      throw new IOException(
          "the connection ended after "
              + part.size()
              + " of "
              + bytes
              + " bytes; try again to continue");
    }
  }

  private HttpURLConnection connect(long have, Duration patience) throws IOException {
    URLConnection connection = from.toURL().openConnection();
    if (!(connection instanceof HttpURLConnection http)) {
      throw new IOException("only http and https addresses can be fetched");
    }
    int millis = Math.toIntExact(patience.toMillis());
    http.setConnectTimeout(millis);
    http.setReadTimeout(millis);
    http.setRequestProperty("User-Agent", "vae");
    if (have > 0) {
      http.setRequestProperty("Range", "bytes=" + have + "-");
    }
    return http;
  }

  /** Copies what comes, but not more than there should be and one byte to tell that it is more. */
  private void copy(InputStream in, FileChannel part, DownloadProgress progress)
      throws IOException {
    byte[] block = new byte[1 << 16];
    try (in) {
      for (int n = in.read(block); n >= 0 && part.position() <= bytes; n = in.read(block)) {
        ByteBuffer buffer = ByteBuffer.wrap(block, 0, n);
        while (buffer.hasRemaining()) {
          part.write(buffer);
        }
        progress.report(to.getFileName().toString(), part.position(), bytes);
      }
    }
  }

  private void move(Path part) throws IOException {
    try {
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
