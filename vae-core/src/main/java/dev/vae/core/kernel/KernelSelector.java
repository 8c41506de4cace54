package dev.vae.core.kernel;

import dev.vae.core.PluginException;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Chooses the kernels: once, with a logged reason. The best that runs here is taken, unless the
 * system property {@code vae.kernels} names one.
 */
public final class KernelSelector {
  /** The system property that names the kernels to use. */
  public static final String PROPERTY = "vae.kernels";

  private static final System.Logger LOG = System.getLogger(KernelSelector.class.getName());

  private static volatile Kernels chosen;

  private KernelSelector() {}

  /**
   * Returns the kernels of this JVM, always the same object.
   *
   * @throws IllegalArgumentException if {@link #PROPERTY} names kernels that are unknown or cannot
   *     run here
   */
  public static Kernels get() {
    Kernels kernels = chosen;
    return kernels == null ? choose() : kernels;
  }

  private static synchronized Kernels choose() {
    if (chosen == null) {
      chosen = choose(System.getProperty(PROPERTY), providers());
    }
    return chosen;
  }

  static Kernels choose(String name, List<KernelProvider> providers) {
    return name == null || name.isBlank() ? best(providers) : byName(name.strip(), providers);
  }

  /**
   * Returns the kernels of a name.
   *
   * @throws IllegalArgumentException if the name is unknown or its kernels cannot run here; the
   *     message says what is there and what would help
   */
  public static Kernels byName(String name) {
    return byName(name, providers());
  }

  /** Returns the names found, with the reason where one cannot be used here. */
  public static Map<String, Optional<String>> available() {
    return providers().stream()
        .collect(
            Collectors.toMap(
                KernelProvider::name, KernelProvider::unavailable, (a, b) -> a, TreeMap::new));
  }

  static Kernels byName(String name, List<KernelProvider> providers) {
    KernelProvider provider =
        providers.stream()
            .filter(p -> p.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there are no kernels named '" + name + "', only " + names(providers)));
    provider
        .unavailable()
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException("kernels '" + name + "' cannot run: " + reason);
            });
    return provider.kernels();
  }

  /**
   * The first that runs, and runs well here, in order of priority; what stood before it is logged
   * with its reason. Where all that run are slow, the first of them.
   */
  static Kernels best(List<KernelProvider> providers) {
    boolean choice = providers.stream().anyMatch(p -> objection(p).isEmpty());
    for (KernelProvider provider : providers) {
      Optional<String> reason = choice ? objection(provider) : provider.unavailable();
      if (reason.isEmpty()) {
        Kernels kernels = provider.kernels();
        LOG.log(System.Logger.Level.DEBUG, "kernels {0}", kernels.description());
        return kernels;
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "kernels ''{0}'' are not used: {1}",
          provider.name(),
          reason.get());
    }
    throw new PluginException("no kernels run here, of " + names(providers));
  }

  private static Optional<String> objection(KernelProvider provider) {
    return provider.unavailable().or(provider::slow);
  }

  private static List<KernelProvider> providers() {
    List<KernelProvider> found = new ArrayList<>();
    ServiceLoader.load(KernelProvider.class, KernelSelector.class.getClassLoader())
        .forEach(found::add);
    return checked(found);
  }

  /** Sorted by priority, the highest first; a name that two providers share is an error. */
  static List<KernelProvider> checked(List<KernelProvider> found) {
    Map<String, KernelProvider> byName = new TreeMap<>();
    for (KernelProvider provider : found) {
      KernelProvider other = byName.put(provider.name(), provider);
      if (other != null) {
        throw new PluginException(
            "two kernels are named '"
                + provider.name()
                + "': "
                + origin(other)
                + " and "
                + origin(provider)
                + "; remove one of them");
      }
    }
    List<KernelProvider> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(KernelProvider::priority).reversed());
    return sorted;
  }

  private static String origin(KernelProvider provider) {
    CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
    String position = source == null ? "" : " from " + source.getLocation();
    return provider.getClass().getName() + position;
  }

  private static String names(List<KernelProvider> providers) {
    return providers.stream().map(KernelProvider::name).collect(Collectors.joining(", "));
  }
}
