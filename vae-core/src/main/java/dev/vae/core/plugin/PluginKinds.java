package dev.vae.core.plugin;

import java.util.List;

/**
 * Kinds of plugins beside those of this package; found by ServiceLoader. A module that has parts to
 * be chosen by name, such as data sources, announces their provider interfaces with it; {@link
 * Plugins} then finds, lists and names such providers like all others. The interfaces must be in a
 * package that is exported.
 */
public interface PluginKinds {

  /** Returns the provider interfaces, such as {@code DataSourceProvider}. */
  List<Class<? extends NamedProvider>> kinds();
}
