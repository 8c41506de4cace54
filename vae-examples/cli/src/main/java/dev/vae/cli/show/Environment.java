package dev.vae.cli.show;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes wrong around the program rather than in it: native libraries, file handles, locales.
 */
public final class Environment {
  private static final int LONGEST = 3000;
  private static final int SOME = 8;
  private static final String USED_UP = "Too many open files";

  private Environment() {}

  /**
   * Checks that some more files can be open, before a jar that could not be read is blamed.
   *
   * @throws UncheckedIOException if not
   */
  public static void requireMoreFiles() {
    if (!canOpenMore()) {
      throw new UncheckedIOException(new IOException(USED_UP));
    }
  }

  /** Whether a failure comes of a process that may open no more files. */
  public static boolean openFilesAreUsedUp(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (String.valueOf(t.getMessage()).contains(USED_UP)) {
        return true;
      }
    }
    // a class whose jar cannot be opened is just not found
    return failure instanceof Error && !canOpenMore();
  }

  /** Whether some more files can be open at a time: what failed has let go of a few by now. */
  private static boolean canOpenMore() {
    List<FileInputStream> open = new ArrayList<>();
    try {
      for (int i = 0; i < SOME; i++) {
        open.add(new FileInputStream(System.getProperty("java.home") + "/release"));
      }
      return true;
    } catch (IOException e) {
      return !String.valueOf(e.getMessage()).contains(USED_UP);
    } finally {
      for (FileInputStream file : open) {
        try {
          file.close();
        } catch (IOException e) {
          // it was only tried
        }
      }
    }
  }

  /** Says why code could not be linked. */
  public static String describe(LinkageError error) {
    boolean initialiser = false;
    for (Throwable t = error; t != null; t = t.getCause()) {
      String said = String.valueOf(t.getMessage());
      initialiser |= t instanceof ExceptionInInitializerError;
      initialiser |= t instanceof NoClassDefFoundError && said.startsWith("Could not initialize");
      boolean last = t.getCause() == null;
      if (t instanceof UnsatisfiedLinkError || initialiser && last) {
        return "a native library cannot be used here: "
            + said.lines().findFirst().orElse("")
            + "; is it made for this system ("
            + System.getProperty("os.name")
            + ", "
            + System.getProperty("os.arch")
            + "), and may "
            + System.getProperty("java.io.tmpdir")
            + " hold programs (-Djava.io.tmpdir=DIR in VAE_JAVA_OPTS names another)?";
      }
    }
    return "a class is missing or does not fit: "
        + error
        + "; if it belongs to a plugin, does its jar match this version, and are those it needs"
        + " beside it?";
  }

  /**
   * Returns a message as it can be read: on one line, whatever names stand in it, not endless, and
   * where names came through a locale that cannot say them, with the way out.
   */
  public static String readable(String message) {
    String text = message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
    if (text.length() > LONGEST) {
      text = text.substring(0, LONGEST) + "... (" + message.length() + " characters)";
    }
    String names = System.getProperty("sun.jnu.encoding", "UTF-8");
    boolean lost = text.indexOf('\uFFFD') >= 0 || text.contains("unmappable characters");
    if (lost && !names.equalsIgnoreCase(StandardCharsets.UTF_8.name())) {
      text +=
          "; the locale ("
              + names
              + ") cannot say every file name: set LC_ALL=C.UTF-8 and try again";
    }
    return text;
  }
}
