package dev.vae.export.runtime;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * The files of a bundle in onnxruntime: each is loaded when it is first needed, by one thread. For
 * any number of threads; closing waits for the calls that are under way, and for a file that is
 * being loaded.
 */
final class Sessions implements AutoCloseable {
  private final Bundle bundle;
  private final OnnxSettings settings;
  private final Map<String, OnnxSession> loaded = new LinkedHashMap<>();

  /** Calls read; closing writes: no session is closed in a call, none is loaded after closing. */
  private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();

  private boolean closed;

  private Sessions(Bundle bundle, OnnxSettings settings) {
    this.bundle = bundle;
    this.settings = settings;
  }

  /**
   * Opens a bundle, its files compared with their checksums.
   *
   * @param columns whether it is to take a table's columns, else rows of numbers
   */
  static Sessions open(Path folder, OnnxSettings settings, boolean columns) {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(settings, "settings");
    Bundle bundle = Bundle.read(folder);
    if (bundle.kind().equals(Bundle.COLUMNS) != columns) {
      throw new OnnxRuntimeException(
          folder
              + (columns
                  ? " takes rows of numbers, not a table's columns: open it by OnnxVae.open"
                  : " takes a table's columns, not rows of numbers: open it by OnnxTable.open"));
    }
    BundleFit.check(bundle);
    bundle.verify();
    return new Sessions(bundle, settings);
  }

  Bundle bundle() {
    return bundle;
  }

  /** Returns what a call with a file's session returns, which is not closed before. */
  <T> T with(String file, Function<OnnxSession, T> call) {
    open.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(bundle.folder() + " is closed; open it again");
      }
      return call.apply(session(file));
    } finally {
      open.readLock().unlock();
    }
  }

  /** Loads all files, so that later ones are not waited for, nor taken from a changed folder. */
  void load() {
    bundle.files().keySet().forEach(name -> with(name, OnnxSession::provider));
  }

  private OnnxSession session(String name) {
    Bundle.File file = bundle.file(name);
    synchronized (loaded) {
      return loaded.computeIfAbsent(name, n -> fitting(file));
    }
  }

  private OnnxSession fitting(Bundle.File file) {
    OnnxSession session = OnnxSession.open(file.path(), settings);
    try {
      BundleFit.check(bundle, file, session);
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private String first() {
    return bundle.files().keySet().iterator().next();
  }

  /** Returns what runs it: {@code CPU} or {@code CUDA}; loads a file to see. */
  String provider() {
    return with(first(), OnnxSession::provider);
  }

  /** Returns why the processor runs it though a GPU was asked for first; empty if it does not. */
  Optional<String> fallback() {
    return with(first(), OnnxSession::fallback);
  }

  /** Waits for the calls that are under way, then frees what onnxruntime holds. */
  @Override
  public void close() {
    open.writeLock().lock();
    try {
      closed = true;
      loaded.values().forEach(OnnxSession::close);
      loaded.clear();
    } finally {
      open.writeLock().unlock();
    }
  }
}
