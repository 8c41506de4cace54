package dev.vae.core.contract.bench;

import dev.vae.core.plugin.NamedProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.Collections;
import java.util.Optional;

/**
 * Where a provider is announced. ServiceLoader reads META-INF/services on the class path and the
 * descriptor on the module path; a test sees one of them only, so that the other is forgotten
 * easily.
 */
public final class Registration {
  private Registration() {}

  /**
   * Returns what is missing, in words; empty where both announce it, where neither does (it was
   * given by hand), or where there is no descriptor.
   */
  public static Optional<String> missing(Class<? extends NamedProvider> kind, Class<?> provider) {
    try {
      Optional<ModuleDescriptor> module = descriptor(provider);
      boolean provided =
          module.stream()
              .flatMap(m -> m.provides().stream())
              .anyMatch(
                  p ->
                      p.service().equals(kind.getName())
                          && p.providers().contains(provider.getName()));
      String file = "META-INF/services/" + kind.getName();
      boolean listed = lists(resource(provider, file), provider.getName());
      if (provided && !listed) {
        return Optional.of(
            "module-info provides " + provider.getName() + ", but " + file + " does not list it");
      }
      if (listed && !provided && module.isPresent()) {
        return Optional.of(
            file + " lists " + provider.getName() + ", but module-info does not provide it");
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ModuleDescriptor> descriptor(Class<?> provider) throws IOException {
    if (provider.getModule().isNamed()) {
      return Optional.of(provider.getModule().getDescriptor());
    }
    Optional<URL> file = resource(provider, "module-info.class");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = file.get().openStream()) {
      return Optional.of(ModuleDescriptor.read(in));
    }
  }

  private static boolean lists(Optional<URL> file, String name) throws IOException {
    if (file.isEmpty()) {
      return false;
    }
    try (InputStream in = file.get().openStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().anyMatch(line -> line.replaceFirst("#.*", "").strip().equals(name));
    }
  }

  /** A file in the jar or folder that a class came from. */
  private static Optional<URL> resource(Class<?> type, String name) throws IOException {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null || type.getClassLoader() == null) {
      return Optional.empty();
    }
    String place = source.getLocation().getPath();
    return Collections.list(type.getClassLoader().getResources(name)).stream()
        .filter(url -> url.getPath().contains(place))
        .findFirst();
  }
}
