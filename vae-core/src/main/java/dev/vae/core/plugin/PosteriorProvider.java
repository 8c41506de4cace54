package dev.vae.core.plugin;

/** Makes Posteriors of one name; found by ServiceLoader. */
public interface PosteriorProvider extends NamedProvider {

  /**
   * Makes one from its options. Options that are not read are an error, reported by name.
   *
   * @throws IllegalArgumentException if an option is missing or impossible
   */
  Posterior create(Options options);
}
