package dev.vae.data.internal.file;

import dev.vae.data.rows.DataException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is written under another name beside its place, synced, and then renamed. */
public final class WholeFile implements AutoCloseable {
  private final Path file;
  private final Path part;
  private final FileChannel channel;
  private final OutputStream out;

  /** Begins a file; its folder is made if need be. */
  public WholeFile(Path file) {
    this.file = file;
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      part =
          folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
      channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw failed(e);
    }
    out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
  }

  /** Returns where its bytes go. */
  public OutputStream out() {
    return out;
  }

  /** Returns what to throw when writing failed. */
  public DataException failed(IOException e) {
    return DataException.writing(file, e);
  }

  /** Puts the file in its place. */
  public void commit() {
    try {
      out.flush();
      channel.force(true);
      channel.close();
      try {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
