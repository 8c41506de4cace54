package dev.vae.core.internal.jars;

import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * A jar that was looked into.
 *
 * @param file where it is
 * @param module its descriptor; null where it has none
 * @param services what META-INF/services has files for
 */
record PluginJar(Path file, ModuleDescriptor module, Set<String> services) {
  private static final String SERVICES = "META-INF/services/";

  /**
   * Looks into a jar; loads nothing of it.
   *
   * @throws IOException if it is no jar
   * @throws FindException if its module descriptor is not valid
   */
  static PluginJar read(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) { // a pipe may wait for ever
      throw new IOException(
          Files.isDirectory(file)
              ? "it is a folder"
              : "it is not a regular file but a pipe, device or socket");
    }
    try (JarFile jar = new JarFile(file.toFile())) {
      Set<String> entries = jar.stream().map(e -> e.getName()).collect(Collectors.toSet());
      boolean modular =
          entries.stream().anyMatch(e -> e.matches("(META-INF/versions/\\d+/)?module-info.class"));
      ModuleDescriptor module =
          modular ? ModuleFinder.of(file).findAll().iterator().next().descriptor() : null;
      Set<String> services =
          entries.stream()
              .filter(e -> e.startsWith(SERVICES))
              .map(e -> e.substring(SERVICES.length()))
              .collect(Collectors.toSet());
      return new PluginJar(file, module, services);
    }
  }

  /** The file's name. */
  String name() {
    return file.getFileName().toString();
  }

  /**
   * Whether it names plugins for a program of modules, or else for one on the class path.
   *
   * @param kinds the interfaces of plugins
   */
  boolean hasPlugins(boolean modules, Set<String> kinds) {
    return modules && module != null
        ? module.provides().stream().anyMatch(p -> kinds.contains(p.service()))
        : services.stream().anyMatch(kinds::contains);
  }

  /** This as a module, automatic where it has no descriptor; nothing where it cannot be one. */
  ModuleFinder finder() {
    ModuleFinder finder = ModuleFinder.of(file);
    try {
      finder.findAll();
      return finder;
    } catch (FindException e) {
      return ModuleFinder.of();
    }
  }
}
