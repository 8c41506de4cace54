package dev.vae.export.runtime;

import java.nio.file.Path;
import java.util.HashMap;
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
  private static final int ATTEMPTS = 5;

  private final Bundle bundle;
  private final OnnxSettings settings;
  private final Map<String, OnnxSession> loaded = new LinkedHashMap<>();

  /** The files that were compared with their checksums, as they were then. */
  private final Map<Path, Object> verified;

  /** Calls read; closing writes: no session is closed in a call, none is loaded after closing. */
  private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();

  private boolean closed;

  private Sessions(Bundle bundle, OnnxSettings settings, Map<Path, Object> verified) {
    this.bundle = bundle;
    this.settings = settings;
    this.verified = verified;
  }

  /**
   * Opens a bundle, its files compared with their checksums.
   *
   * @param columns whether it is to take a table's columns, else rows of numbers
   */
  static Sessions open(Path folder, OnnxSettings settings, boolean columns) {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(settings, "settings");
    for (int attempt = 1; ; attempt++) {
      Bundle bundle = Bundle.read(folder);
      try {
        return open(bundle, settings, columns);
      } catch (OnnxRuntimeException e) {
        if (attempt == ATTEMPTS || bundle.equals(Bundle.read(folder))) {
          throw e;
        } // else another was exported meanwhile
      }
    }
  }

  private static Sessions open(Bundle bundle, OnnxSettings settings, boolean columns) {
    if (bundle.kind().equals(Bundle.COLUMNS) != columns) {
      throw new OnnxRuntimeException(
          bundle.folder()
              + (columns
                  ? " takes rows of numbers, not a table's columns: open it by OnnxVae.open"
                  : " takes a table's columns, not rows of numbers: open it by OnnxTable.open"));
    }
    BundleFit.check(bundle);
    Map<Path, Object> verified = new HashMap<>();
    bundle.files().values().forEach(file -> verified.putAll(stamps(file)));
    bundle.verify();
    return new Sessions(bundle, settings, verified);
  }

  /** What tells a file from one that took its place, without reading it. */
  private static Map<Path, Object> stamps(Bundle.File file) {
    Map<Path, Object> stamps = new HashMap<>();
    stamps.put(file.path(), BundleReader.stamp(file.path()));
    file.data().ifPresent(data -> stamps.put(data.path(), BundleReader.stamp(data.path())));
    return stamps;
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
    synchronized (loaded) {
      return loaded.computeIfAbsent(name, this::fitting);
    }
  }

  /** Loads a file, from wherever it is by now. */
  private OnnxSession fitting(String name) {
    Bundle.File file = bundle.file(name);
    try {
      return fitting(file);
    } catch (OnnxRuntimeException e) {
      Bundle now = Bundle.read(bundle.folder());
      if (!now.json().equals(bundle.json())) {
        throw new OnnxRuntimeException(
            bundle.folder() + " was exported anew since it was opened: open it again", e);
      }
      if (now.file(name).equals(file)) {
        throw e;
      }
      return fitting(now.file(name));
    }
  }

  private OnnxSession fitting(Bundle.File file) {
    OnnxSession session = OnnxSession.open(file.path(), settings);
    try {
      if (!stamps(file).entrySet().stream()
          .allMatch(each -> each.getValue().equals(verified.get(each.getKey())))) {
        Bundle.verify(file);
      }
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
