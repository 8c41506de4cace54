package dev.vae.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the modules of this build are. */
public final class Modules {
  /** All modules, ground floor first. */
  public static final List<String> NAMES =
      List.of(
          "vae-core", "vae-layers", "vae-data", "vae-export", "vae-draw", "vae-serve", "vae-cli");

  private Modules() {}

  /** Returns the root of the checkout. */
  public static Path root() {
    Path here = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    return here.getParent().getParent();
  }

  private static Path folder(String module) {
    return root()
        .resolve(
            switch (module) {
              case "vae-draw" -> "vae-examples/draw";
              case "vae-serve" -> "vae-examples/serve";
              case "vae-cli" -> "vae-examples/cli";
              default -> module;
            });
  }

  /** Returns the sources of a module. */
  public static Path sources(String module) {
    return folder(module).resolve("src/main/java");
  }

  /** Returns the compiled classes of a module. */
  public static Path classes(String module) {
    return folder(module).resolve("target/classes");
  }

  /** Returns the packaged jar of a module; there from the phase {@code package} on. */
  public static Path jar(String module) {
    return only(folder(module).resolve("target"), module + "-[0-9]*.jar");
  }

  /** Returns the third-party jars of the command line whose names match. */
  public static Path library(String glob) {
    return only(root().resolve("vae-examples/cli/target/lib"), glob);
  }

  private static Path only(Path folder, String glob) {
    try (Stream<Path> files = Files.list(folder)) {
      var matcher = folder.getFileSystem().getPathMatcher("glob:" + glob);
      List<Path> found =
          files
              .filter(f -> matcher.matches(f.getFileName()))
              .filter(f -> !f.toString().matches(".*-(sources|javadoc)\\.jar")) // of a release
              .toList();
      if (found.size() != 1) {
        throw new IllegalStateException("wanted one " + glob + " in " + folder + ": " + found);
      }
      return found.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
