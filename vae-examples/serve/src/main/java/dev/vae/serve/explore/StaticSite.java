package dev.vae.serve.explore;

import dev.vae.core.internal.io.Json;
import dev.vae.serve.page.PageFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A page to explore a model as a folder that any web host serves. With a {@link BrowserModel} the
 * browser encodes, decodes and scores by itself; without one the page shows the rows alone, and
 * says what it lacks.
 */
final class StaticSite {
  private final String name;
  private final Exploration exploration;

  private StaticSite(String name, Exploration exploration) {
    this.name = name;
    this.exploration = exploration;
  }

  /**
   * Returns a site.
   *
   * @param name what the page calls the model, any text
   */
  static StaticSite of(String name, Exploration exploration) {
    return new StaticSite(
        Objects.requireNonNull(name, "name"), Objects.requireNonNull(exploration, "exploration"));
  }

  /**
   * Writes all files: {@code index.html}, and the rest in the folder {@code explore}. Names of
   * files do not depend on the data. Scores are computed for this, so it may take a while.
   *
   * @param folder a new or an empty one
   * @return how many bytes were written
   * @throws IOException if that fails, or if the folder holds something
   */
  long write(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      if (found.iterator().hasNext()) {
        throw new IOException(folder + " is not empty: name a new folder for the site");
      }
    }
    long bytes = 0;
    Path explore = folder.resolve("explore");
    for (String file : PageFiles.types().keySet()) {
      if (!file.equals(PageFiles.PAGE)) {
        bytes += write(explore.resolve(file), PageFiles.content(file));
      }
    }
    for (String file : exploration.names()) {
      bytes += write(explore.resolve("0").resolve(file), exploration.file(file).orElseThrow());
    }
    Map<String, Object> data = new LinkedHashMap<>(exploration.data());
    data.put("model", name);
    bytes += write(explore.resolve("0/data.json"), Json.bytes(data));
    // last, so that a page that is there is whole
    return bytes + write(folder.resolve("index.html"), page());
  }

  /** The page, which must say itself what it may load, as its host will not. */
  private static byte[] page() {
    String page = new String(PageFiles.content(PageFiles.PAGE), StandardCharsets.UTF_8);
    String policy =
        "<meta http-equiv=\"Content-Security-Policy\" content=\"" + PageFiles.POLICY + "\">";
    return page.replaceFirst("(<meta charset=[^>]*>)", "$1\n" + policy)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static long write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return content.length;
  }
}
