package dev.vae.core.plugin;

/** Makes Likelihoods of one name; found by ServiceLoader. */
public interface LikelihoodProvider extends NamedProvider {

  /**
   * Makes one from its options. Options that are not read are an error, reported by name.
   *
   * @throws IllegalArgumentException if an option is missing or impossible
   */
  Likelihood create(Options options);
}
