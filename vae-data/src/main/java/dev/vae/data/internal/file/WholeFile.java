package dev.vae.data.internal.file;

import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.data.rows.DataException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A file that is there as a whole or not at all; what goes wrong is a {@link DataException}. */
public final class WholeFile implements AutoCloseable {
  private final Path file;
  private final AtomicFiles.Draft draft;

  /** Begins a file; its folder is made if need be. */
  public WholeFile(Path file) {
    this.file = file;
    try {
      draft = AtomicFiles.Draft.of(file);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Returns where its bytes go. */
  public OutputStream out() {
    return draft.out();
  }

  /** Returns what to throw when writing failed. */
  public DataException failed(IOException e) {
    return DataException.writing(file, e);
  }

  /** Puts the file in its place. */
  public void commit() {
    try {
      draft.commit();
    } catch (IOException e) {
      throw failed(e);
    } catch (UncheckedIOException e) {
      throw new DataException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      draft.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
