package dev.vae.core.internal.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;

/** The versions of our modules, wherever their classes come from. */
public final class BuildVersion {
  private BuildVersion() {}

  /**
   * Returns the version of an artifact of ours: as the module's descriptor has it; or on the class
   * path, as its jar does or a jar of everything; empty of a folder of classes on the class path.
   *
   * @param type one of its classes
   * @param artifact its name, such as {@code vae-core}
   */
  public static Optional<String> of(Class<?> type, String artifact) {
    Module module = type.getModule();
    if (module.isNamed()) {
      return module.getDescriptor().rawVersion();
    }
    String file = "/META-INF/maven/dev.vae/" + artifact + "/pom.properties";
    try (InputStream in = type.getResourceAsStream(file)) {
      if (in == null) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(in);
      return Optional.ofNullable(properties.getProperty("version"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
