package dev.vae.core.internal.io;

import java.io.File;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The temporary files that are being written, which go if the program is ended meanwhile, by a
 * signal or by {@link System#exit}. They go after all shutdown hooks, for one of those may let a
 * write be finished.
 */
final class Temporaries {
  private static final Set<File> WRITTEN = new HashSet<>();

  /** Added only while something is written, so that it keeps nobody's classes alive. */
  private static final Thread HOOK =
      new Thread(null, Temporaries::end, "vae-temporaries", 0, false);

  private static boolean ending;

  private Temporaries() {}

  /** Notes a file that is about to be made. */
  static synchronized void add(Path file) {
    File written = file.toFile();
    if (!ending && WRITTEN.isEmpty()) {
      try {
        Runtime.getRuntime().addShutdownHook(HOOK);
      } catch (IllegalStateException e) {
        ending = true;
      }
    }
    WRITTEN.add(written);
    if (ending) {
      deleteAtTheEnd(written);
    }
  }

  /** Forgets a file that has another name now, or is gone. */
  static synchronized void remove(Path file) {
    if (WRITTEN.remove(file.toFile()) && WRITTEN.isEmpty() && !ending) {
      try {
        Runtime.getRuntime().removeShutdownHook(HOOK);
      } catch (IllegalStateException e) {
        ending = true;
      }
    }
  }

  private static synchronized void end() {
    ending = true;
    WRITTEN.forEach(Temporaries::deleteAtTheEnd);
  }

  private static void deleteAtTheEnd(File file) {
    try {
      file.deleteOnExit(); // hooks may call it: what it notes goes after the last of them
    } catch (IllegalStateException | LinkageError e) {
      // that is under way: what is made only now stays
    }
  }
}
