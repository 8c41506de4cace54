package dev.vae.core.plugin;

import dev.vae.core.PluginException;
import dev.vae.core.internal.jars.PluginJars;
import dev.vae.core.internal.jars.ServiceSource;
import dev.vae.core.internal.text.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All plugins that were found, by kind and name. One that cannot be used is told by {@link
 * #problems}, and does not keep the others from working. A name that two plugins claim belongs to
 * neither, and whoever asks for it is told both.
 */
public final class Plugins {
  private static final List<Class<? extends NamedProvider>> KINDS = findKinds();

  private final Map<Class<? extends NamedProvider>, Map<String, NamedProvider>> found =
      new LinkedHashMap<>();
  private final Map<Class<? extends NamedProvider>, Map<String, String>> contested =
      new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private Plugins() {
    for (Class<? extends NamedProvider> kind : kinds()) {
      found.put(kind, new TreeMap<>());
      contested.put(kind, new TreeMap<>());
    }
  }

  private Plugins(Plugins others) {
    this();
    found.forEach((kind, byName) -> byName.putAll(others.found.get(kind)));
    contested.forEach((kind, byName) -> byName.putAll(others.contested.get(kind)));
    problems.addAll(others.problems);
  }

  private static Plugins of(ServiceSource source) {
    Plugins plugins = new Plugins();
    for (Class<? extends NamedProvider> kind : kinds()) {
      new Providers(source, kind).into(p -> plugins.put(kind, p), plugins.problems::add);
    }
    return plugins;
  }

  /**
   * Returns the plugins visible from the current thread's class loader, or else from this module's.
   */
  public static Plugins load() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return load(context == null ? Plugins.class.getClassLoader() : context);
  }

  /** Returns the plugins visible from a class loader; null for that of the program. */
  public static Plugins load(@Nullable ClassLoader loader) {
    return of(
        new ServiceSource() {
          @Override
          public <P> ServiceLoader<P> services(Class<P> kind) {
            return ServiceLoader.load(kind, loader);
          }
        });
  }

  /** Returns the plugins of a module layer and its parents. */
  public static Plugins load(ModuleLayer layer) {
    Objects.requireNonNull(layer, "layer");
    return of(
        new ServiceSource() {
          @Override
          public <P> ServiceLoader<P> services(Class<P> kind) {
            return ServiceLoader.load(layer, kind);
          }
        });
  }

  /**
   * Returns these and others besides, as if those had been found too.
   *
   * @throws IllegalArgumentException if a name is taken
   */
  public Plugins with(NamedProvider... others) {
    Objects.requireNonNull(others, "others");
    Plugins all = new Plugins(this);
    for (NamedProvider other : others) {
      Objects.requireNonNull(other, "one of the others");
      for (Class<? extends NamedProvider> kind : kinds()) {
        if (kind.isInstance(other)) {
          NamedProvider before = of(all.found, kind).putIfAbsent(other.name(), other);
          if (before != null && before.getClass() != other.getClass()) {
            throw new IllegalArgumentException(twice(kind, before, other) + "; remove one");
          }
        }
      }
    }
    return all;
  }

  /**
   * Returns these and the plugins in jars. A jar with a module descriptor becomes a module in a
   * layer of its own, where vae-core is a module itself; any other is loaded as on the class path.
   * Jars without plugins serve the others as libraries. What is found here already keeps its names.
   * The files stay open.
   *
   * @param places jars, and folders of jars
   */
  public Plugins withJars(Path... places) {
    Objects.requireNonNull(places, "places");
    Plugins all = new Plugins(this);
    for (Path place : places) {
      Objects.requireNonNull(place, "one of the places");
    }
    PluginJars jars =
        PluginJars.in(
            List.of(places), kinds().stream().map(Class::getName).collect(Collectors.toSet()));
    all.problems.addAll(jars.problems());
    for (PluginJars.Source jar : jars.sources()) {
      List<String> own = new ArrayList<>();
      for (Class<? extends NamedProvider> kind : kinds()) {
        Providers providers = new Providers(jar, kind);
        providers.into(p -> all.putBehind(this, kind, p, own::add), own::add);
      }
      own.forEach(problem -> all.problems.add(jar.name() + ": " + problem));
    }
    if (jars.onlyLibraries()) {
      all.problems.add(
          "no jar in "
              + List.of(places)
              + " has a plugin: name the provider in META-INF/services, and in module-info's"
              + " 'provides' where there is one");
    }
    return all;
  }

  /** Makes a layer. */
  public Layer layer(Spec spec) {
    return make(LayerProvider.class, spec, LayerProvider::create);
  }

  /** Makes a likelihood; its distributions are traced in the scope they were made in. */
  public Likelihood likelihood(Spec spec) {
    return Scoped.likelihood(make(LikelihoodProvider.class, spec, LikelihoodProvider::create));
  }

  /** Makes a posterior; its inferences are traced in the scope they were made in. */
  public Posterior posterior(Spec spec) {
    return Scoped.posterior(make(PosteriorProvider.class, spec, PosteriorProvider::create));
  }

  /** Makes a prior. */
  public Prior prior(Spec spec) {
    return make(PriorProvider.class, spec, PriorProvider::create);
  }

  /** Makes an objective. */
  public Objective objective(Spec spec) {
    return make(ObjectiveProvider.class, spec, ObjectiveProvider::create);
  }

  /**
   * Makes a part of any kind, and checks that all options were read.
   *
   * @param kind one of {@link #kinds}
   * @param create makes the part with the provider that was found
   * @throws IllegalArgumentException if there is no such plugin, or an option is not known; the
   *     message has the nearest name
   */
  public <P extends NamedProvider, T> T make(
      Class<P> kind, Spec spec, BiFunction<P, Options, T> create) {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(create, "create");
    P provider = provider(kind, spec.name());
    Options options = new Options(spec, this);
    T made;
    try {
      made = create.apply(provider, options);
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          named(kind, spec, provider) + " cannot be used: " + Providers.describe(e), e);
    } catch (NullPointerException | ClassCastException | IndexOutOfBoundsException e) {
      throw new PluginException(
          named(kind, spec, provider)
              + " failed in create: "
              + e.toString().replaceFirst(" \\(.*", ""),
          e);
    }
    options.checkAllRead();
    return made;
  }

  /**
   * Returns the plugin of a name.
   *
   * @param kind one of {@link #kinds}
   * @throws IllegalArgumentException if there is none; the message has the nearest name
   */
  public <P extends NamedProvider> P provider(Class<P> kind, String name) {
    Objects.requireNonNull(name, "name");
    NamedProvider provider = all(kind).get(name);
    if (provider == null) {
      throw new IllegalArgumentException(missing(kind, name));
    }
    return kind.cast(provider);
  }

  /**
   * Returns the kinds of plugins there are: those of this package, then those of {@link
   * PluginKinds}.
   */
  public static List<Class<? extends NamedProvider>> kinds() {
    return KINDS;
  }

  private static List<Class<? extends NamedProvider>> findKinds() {
    Map<String, Class<? extends NamedProvider>> others = new TreeMap<>();
    ServiceLoader.load(PluginKinds.class, Plugins.class.getClassLoader())
        .forEach(more -> more.kinds().forEach(kind -> others.put(describe(kind), kind)));
    for (Class<? extends NamedProvider> kind : others.values()) {
      Plugins.class.getModule().addUses(kind); // what modules above announce
    }
    List<Class<? extends NamedProvider>> all =
        new ArrayList<>(
            List.of(
                LayerProvider.class,
                LikelihoodProvider.class,
                PosteriorProvider.class,
                PriorProvider.class,
                ObjectiveProvider.class));
    all.addAll(others.values());
    return List.copyOf(all);
  }

  /** Returns the plugins of one kind, by name. */
  public Map<String, NamedProvider> all(Class<? extends NamedProvider> kind) {
    Objects.requireNonNull(kind, "kind");
    Map<String, NamedProvider> byName = found.get(kind);
    if (byName == null) {
      throw new IllegalArgumentException(kind.getName() + " is not a kind of plugin");
    }
    return Collections.unmodifiableMap(byName);
  }

  /** Plugins that were announced but could not be used, in words. */
  public List<String> problems() {
    return Collections.unmodifiableList(problems);
  }

  /**
   * Returns where a plugin came from: its jar, its module, or both, as {@code acme.waves
   * (waves.jar)}.
   */
  public static String origin(NamedProvider plugin) {
    Objects.requireNonNull(plugin, "plugin");
    Module module = plugin.getClass().getModule();
    var source = plugin.getClass().getProtectionDomain().getCodeSource();
    String place =
        source == null || source.getLocation() == null ? "" : source.getLocation().getPath();
    String file = place.substring(place.lastIndexOf('/', place.length() - 2) + 1);
    if (!module.isNamed()) {
      return file;
    }
    return file.endsWith(".jar") ? module.getName() + " (" + file + ")" : module.getName();
  }

  /** Returns a kind's name in words, such as {@code layer} or {@code data source}. */
  public static String describe(Class<? extends NamedProvider> kind) {
    Objects.requireNonNull(kind, "kind");
    return kind.getSimpleName()
        .replace("Provider", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(java.util.Locale.ROOT);
  }

  private static String named(
      Class<? extends NamedProvider> kind, Spec spec, NamedProvider provider) {
    return describe(kind) + " '" + spec.name() + "' of " + origin(provider);
  }

  /** Every kind has its map from the beginning. */
  private static <V> Map<String, V> of(
      Map<Class<? extends NamedProvider>, Map<String, V>> maps,
      Class<? extends NamedProvider> kind) {
    return Objects.requireNonNull(maps.get(kind));
  }

  private String missing(Class<? extends NamedProvider> kind, String name) {
    String twice = of(contested, kind).get(name);
    if (twice != null) {
      return twice + "; remove one";
    }
    return "there is no "
        + describe(kind)
        + " '"
        + Messages.shown(name)
        + "'; "
        + Messages.suggest(name, of(found, kind).keySet())
        + (of(found, kind).isEmpty() ? "none was found: is vae-layers on the path?" : "")
        + (problems.isEmpty() ? "" : "; could not be used: " + String.join("; ", problems));
  }

  /** Files a plugin under its name; two of one name are both put aside. */
  private void put(Class<? extends NamedProvider> kind, NamedProvider provider) {
    String name = provider.name();
    Map<String, NamedProvider> byName = of(found, kind);
    NamedProvider other = byName.get(name);
    if (of(contested, kind).containsKey(name)) {
      problems.add(of(contested, kind).get(name) + ", and here is a third: " + named(provider));
    } else if (other == null) {
      byName.put(name, provider);
    } else if (other.getClass() != provider.getClass()) {
      byName.remove(name);
      of(contested, kind).put(name, twice(kind, other, provider));
      problems.add(twice(kind, other, provider) + "; neither is used: remove one");
    }
  }

  /** The same, but what was there before keeps its name. */
  private void putBehind(
      Plugins before,
      Class<? extends NamedProvider> kind,
      NamedProvider provider,
      java.util.function.Consumer<String> problem) {
    NamedProvider other = of(before.found, kind).get(provider.name());
    if (other == null) {
      put(kind, provider);
    } else {
      problem.accept(
          describe(kind)
              + " '"
              + provider.name()
              + "' is left out, as the name is taken by "
              + named(other));
    }
  }

  private static String twice(
      Class<? extends NamedProvider> kind, NamedProvider one, NamedProvider two) {
    return "two "
        + describe(kind)
        + "s are called '"
        + one.name()
        + "': "
        + named(one)
        + " and "
        + named(two);
  }

  private static String named(NamedProvider provider) {
    return provider.getClass().getName() + " from " + origin(provider);
  }
}
