package dev.vae.core.internal.jars;

import dev.vae.core.internal.text.FileProblems;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/** The jars of some folders, each opened by itself so that a broken one harms no other. */
public final class PluginJars {
  private static final ModuleLayer LAYER = PluginJars.class.getModule().getLayer();
  private static final boolean MODULES = LAYER != null;
  private static final ClassLoader LOADER = PluginJars.class.getClassLoader();

  private final List<PluginJar> jars = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();

  /** Where the providers of one jar are found. */
  public abstract static class Source implements ServiceSource {
    private final PluginJar jar;

    private Source(PluginJar jar) {
      this.jar = jar;
    }

    /** Returns the jar's file name. */
    public String name() {
      return jar.name();
    }
  }

  private final Set<String> kinds;

  private PluginJars(Set<String> kinds) {
    this.kinds = kinds;
  }

  /**
   * Looks for plugins.
   *
   * @param places jars, and folders with jars
   * @param kinds the interfaces of plugins
   */
  public static PluginJars in(List<Path> places, Set<String> kinds) {
    PluginJars all = new PluginJars(kinds);
    Set<Path> files = new LinkedHashSet<>();
    for (Path place : places) {
      all.list(place, files);
    }
    files.forEach(all::read);
    for (PluginJar jar : all.jars) {
      if (jar.hasPlugins(MODULES, kinds)) {
        all.open(jar);
      } else if (jar.hasPlugins(!MODULES, kinds)) {
        all.problems.add(
            jar.name()
                + (MODULES
                    ? ": module-info does not provide the plugins that META-INF/services names"
                    : ": META-INF/services does not name the plugins that module-info provides"));
      }
    }
    return all;
  }

  /** Returns those with plugins that could be opened. */
  public List<Source> sources() {
    return sources;
  }

  /** Returns what is wrong with the others, a line each. */
  public List<String> problems() {
    return problems;
  }

  /** Whether there are jars, but nothing in them that is or should be a plugin. */
  public boolean onlyLibraries() {
    return !jars.isEmpty() && sources.isEmpty() && problems.isEmpty();
  }

  private void list(Path place, Set<Path> files) {
    if (!Files.exists(place)) {
      problems.add("there is no file or folder " + place);
      return;
    }
    if (!Files.isDirectory(place)) {
      files.add(place.toAbsolutePath().normalize());
      return;
    }
    try (Stream<Path> entries = Files.list(place)) {
      entries
          .filter(file -> file.getFileName().toString().endsWith(".jar"))
          .sorted()
          .forEach(file -> files.add(file.toAbsolutePath().normalize()));
    } catch (IOException e) {
      problems.add(place + ": cannot be listed: " + FileProblems.reason(place, e));
    }
  }

  private void read(Path file) {
    try {
      jars.add(PluginJar.read(file));
    } catch (IOException e) {
      problems.add(
          file.getFileName() + ": cannot be opened as a jar: " + FileProblems.reason(file, e));
    } catch (FindException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      problems.add(file.getFileName() + ": its module-info.class is broken: " + cause.getMessage());
    }
  }

  private void open(PluginJar jar) {
    try {
      if (MODULES && jar.module() != null) {
        openModule(jar);
      } else {
        sources.add(new OnClassPath(jar, loader(jar)));
      }
    } catch (ResolutionException
        | FindException
        | LayerInstantiationException
        | SecurityException
        | IOException e) {
      problems.add(jar.name() + ": " + e.getMessage());
    }
  }

  private void openModule(PluginJar jar) {
    String name = jar.module().name();
    if (LAYER.configuration().findModule(name).isPresent()) {
      problems.add(jar.name() + ": left out, as module " + name + " is loaded already");
      return;
    }
    ModuleFinder libraries =
        ModuleFinder.compose(
            jars.stream()
                .filter(other -> other != jar && !other.hasPlugins(MODULES, kinds))
                .map(PluginJar::finder)
                .toArray(ModuleFinder[]::new));
    for (Requires required : jar.module().requires()) {
      if (!required.modifiers().contains(Requires.Modifier.STATIC) && !there(required, libraries)) {
        problems.add(jar.name() + ": " + absent(required.name()));
        return;
      }
    }
    Configuration configuration =
        LAYER.configuration().resolve(jar.finder(), libraries, Set.of(name));
    ModuleLayer layer =
        ModuleLayer.defineModulesWithOneLoader(configuration, List.of(LAYER), LOADER).layer();
    sources.add(new AsModule(jar, layer));
  }

  private static boolean there(Requires required, ModuleFinder libraries) {
    return LAYER.findModule(required.name()).isPresent()
        || libraries.find(required.name()).isPresent();
  }

  private static String absent(String module) {
    boolean system = ModuleFinder.ofSystem().find(module).isPresent();
    return "needs module "
        + module
        + (system
            ? ", which the JDK has but was not asked for: start java with --add-modules " + module
            : ", which is not there: put its jar beside this one");
  }

  /** Its own jar first, then those that are only libraries. */
  private URLClassLoader loader(PluginJar jar) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    urls.add(jar.file().toUri().toURL());
    for (PluginJar other : jars) {
      if (other != jar && !other.hasPlugins(MODULES, kinds)) {
        urls.add(other.file().toUri().toURL());
      }
    }
    return new URLClassLoader(jar.name(), urls.toArray(URL[]::new), LOADER);
  }

  private static final class AsModule extends Source {
    private final ModuleLayer layer;

    AsModule(PluginJar jar, ModuleLayer layer) {
      super(jar);
      this.layer = layer;
    }

    @Override
    public <P> ServiceLoader<P> services(Class<P> kind) {
      return ServiceLoader.load(layer, kind);
    }

    @Override
    public boolean owns(Class<?> type) {
      return type.getModule().getLayer() == layer;
    }
  }

  private static final class OnClassPath extends Source {
    private final ClassLoader loader;

    OnClassPath(PluginJar jar, ClassLoader loader) {
      super(jar);
      this.loader = loader;
    }

    @Override
    public <P> ServiceLoader<P> services(Class<P> kind) {
      return ServiceLoader.load(kind, loader);
    }

    @Override
    public boolean owns(Class<?> type) {
      return type.getClassLoader() == loader;
    }
  }
}
