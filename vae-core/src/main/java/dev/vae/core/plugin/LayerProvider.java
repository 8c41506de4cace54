package dev.vae.core.plugin;

/** Makes Layers of one name; found by ServiceLoader. */
public interface LayerProvider extends NamedProvider {

  /**
   * Makes one from its options. Options that are not read are an error, reported by name.
   *
   * @throws IllegalArgumentException if an option is missing or impossible
   */
  Layer create(Options options);
}
