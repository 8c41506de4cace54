package dev.vae.core.plugin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** All plugins that were found, by kind and name. */
public final class Plugins {
  private final Map<Class<? extends Named>, Map<String, Named>> found = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private Plugins() {}

  private Plugins(ClassLoader loader, ModuleLayer layer) {
    collect(
        LayerProvider.class,
        layer == null
            ? ServiceLoader.load(LayerProvider.class, loader)
            : ServiceLoader.load(layer, LayerProvider.class));
    collect(
        LikelihoodProvider.class,
        layer == null
            ? ServiceLoader.load(LikelihoodProvider.class, loader)
            : ServiceLoader.load(layer, LikelihoodProvider.class));
    collect(
        PosteriorProvider.class,
        layer == null
            ? ServiceLoader.load(PosteriorProvider.class, loader)
            : ServiceLoader.load(layer, PosteriorProvider.class));
    collect(
        PriorProvider.class,
        layer == null
            ? ServiceLoader.load(PriorProvider.class, loader)
            : ServiceLoader.load(layer, PriorProvider.class));
    collect(
        ObjectiveProvider.class,
        layer == null
            ? ServiceLoader.load(ObjectiveProvider.class, loader)
            : ServiceLoader.load(layer, ObjectiveProvider.class));
  }

  /** The plugins visible from the current thread's class loader, or else from this module's. */
  public static Plugins load() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return new Plugins(context == null ? Plugins.class.getClassLoader() : context, null);
  }

  /** The plugins visible from a class loader. */
  public static Plugins load(ClassLoader loader) {
    return new Plugins(loader, null);
  }

  /** The plugins of a module layer and its parents. */
  public static Plugins load(ModuleLayer layer) {
    return new Plugins(null, layer);
  }

  /**
   * These and others besides, as if those had been found too.
   *
   * @throws IllegalStateException if a name is taken
   */
  public Plugins with(Named... others) {
    Plugins all = new Plugins();
    all.problems.addAll(problems);
    found.forEach((kind, byName) -> all.found.put(kind, new TreeMap<>(byName)));
    for (Named other : others) {
      for (Class<? extends Named> kind : kinds()) {
        if (kind.isInstance(other)) {
          put(kind, all.found.get(kind), other);
        }
      }
    }
    return all;
  }

  /** Makes a layer. */
  public Layer layer(Spec spec) {
    return make(LayerProvider.class, spec, LayerProvider::create);
  }

  /** Makes a likelihood. */
  public Likelihood likelihood(Spec spec) {
    return make(LikelihoodProvider.class, spec, LikelihoodProvider::create);
  }

  /** Makes a posterior. */
  public Posterior posterior(Spec spec) {
    return make(PosteriorProvider.class, spec, PosteriorProvider::create);
  }

  /** Makes a prior. */
  public Prior prior(Spec spec) {
    return make(PriorProvider.class, spec, PriorProvider::create);
  }

  /** Makes an objective. */
  public Objective objective(Spec spec) {
    return make(ObjectiveProvider.class, spec, ObjectiveProvider::create);
  }

  /** The kinds of plugins there are. */
  public static List<Class<? extends Named>> kinds() {
    return List.of(
        LayerProvider.class,
        LikelihoodProvider.class,
        PosteriorProvider.class,
        PriorProvider.class,
        ObjectiveProvider.class);
  }

  /** The plugins of one kind, by name. */
  public Map<String, Named> all(Class<? extends Named> kind) {
    return Collections.unmodifiableMap(found.get(kind));
  }

  /** Plugins that were announced but could not be used, in words. */
  public List<String> problems() {
    return Collections.unmodifiableList(problems);
  }

  /** Where a plugin came from: its module, or its jar on the class path. */
  public static String origin(Named plugin) {
    Module module = plugin.getClass().getModule();
    var source = plugin.getClass().getProtectionDomain().getCodeSource();
    String place =
        source == null || source.getLocation() == null ? "" : source.getLocation().getPath();
    return module.isNamed()
        ? module.getName()
        : place.substring(place.lastIndexOf('/', place.length() - 2) + 1);
  }

  /** A kind's name in words, such as {@code layer}. */
  public static String words(Class<? extends Named> kind) {
    return kind.getSimpleName().replace("Provider", "").toLowerCase(java.util.Locale.ROOT);
  }

  private <P extends Named, T> T make(Class<P> kind, Spec spec, BiFunction<P, Options, T> create) {
    Named provider = found.get(kind).get(spec.name());
    if (provider == null) {
      throw new IllegalArgumentException(
          "there is no "
              + words(kind)
              + " '"
              + spec.name()
              + "'; "
              + Names.suggest(spec.name(), found.get(kind).keySet())
              + (found.get(kind).isEmpty() ? "none was found: is vae-layers on the path?" : ""));
    }
    Options options = new Options(spec, this);
    T made = create.apply(kind.cast(provider), options);
    options.checkAllRead();
    return made;
  }

  private <P extends Named> void collect(Class<P> kind, ServiceLoader<P> loader) {
    Map<String, Named> byName = new TreeMap<>();
    var providers = loader.iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        P provider = providers.next();
        put(kind, byName, provider);
      } catch (ServiceConfigurationError | LinkageError e) {
        problems.add("a " + words(kind) + " could not be loaded: " + e.getMessage());
      }
    }
    found.put(kind, byName);
  }

  private static void put(Class<? extends Named> kind, Map<String, Named> byName, Named provider) {
    Named other = byName.putIfAbsent(provider.name(), provider);
    if (other != null && other.getClass() != provider.getClass()) {
      throw new IllegalStateException(
          "two "
              + words(kind)
              + "s are called '"
              + provider.name()
              + "': "
              + other.getClass().getName()
              + " from "
              + origin(other)
              + " and "
              + provider.getClass().getName()
              + " from "
              + origin(provider)
              + "; remove one");
    }
  }
}
