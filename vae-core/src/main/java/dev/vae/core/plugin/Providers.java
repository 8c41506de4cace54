package dev.vae.core.plugin;

import dev.vae.core.internal.jars.ServiceSource;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The providers of one kind that a source has; what is wrong with one is told, and the next is
 * tried.
 */
record Providers(ServiceSource source, Class<? extends NamedProvider> kind) {

  /** Hands over all that work, and in words those that do not. */
  void into(Consumer<NamedProvider> use, Consumer<String> problem) {
    Iterator<? extends ServiceLoader.Provider<? extends NamedProvider>> all =
        source.services(kind).stream().iterator();
    String last = "";
    while (true) {
      String wrong;
      try {
        if (!all.hasNext()) {
          return;
        }
        wrong = tryOne(all.next(), use);
      } catch (ServiceConfigurationError | LinkageError e) {
        String why =
            describe(e).replace("not a subtype", "does not implement " + kind.getSimpleName());
        wrong = "a " + Plugins.describe(kind) + " could not be loaded: " + why;
        if (wrong.equals(last)) {
          return; // the look-up itself fails, and would for ever
        }
      }
      if (wrong != null) {
        problem.accept(wrong.lines().findFirst().orElseThrow());
        last = wrong;
      }
    }
  }

  private @Nullable String tryOne(
      ServiceLoader.Provider<? extends NamedProvider> found, Consumer<NamedProvider> use) {
    if (!found.type().isInterface() && !source.owns(found.type())) {
      return null;
    }
    NamedProvider provider = found.get(); // a provider method tells an interface only
    if (!source.owns(provider.getClass())) {
      return null;
    }
    String name;
    try {
      name = provider.name();
    } catch (RuntimeException | LinkageError e) {
      return provider.getClass().getName() + ".name() throws " + e;
    }
    if (name == null || !name.matches("[A-Za-z][A-Za-z0-9_-]*")) {
      return provider.getClass().getName() + ".name() is '" + name + "', which is not a name";
    }
    use.accept(provider);
    return null;
  }

  /** An error of loading, for someone who does not know the code. */
  static String describe(Throwable e) {
    if (e instanceof NoClassDefFoundError) {
      return "class "
          + String.valueOf(e.getMessage()).replace('/', '.')
          + " is not there; does this need another jar? Put it beside this one";
    }
    if (e instanceof UnsupportedClassVersionError) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof ExceptionInInitializerError && e.getCause() != null) {
      return describe(e.getCause());
    }
    if (!(e instanceof ServiceConfigurationError)) {
      return e.toString();
    }
    String message = String.valueOf(e.getMessage()).replaceFirst("^[\\w.]+Provider: ", "");
    return e.getCause() == null ? message : message + ": " + describe(e.getCause());
  }
}
