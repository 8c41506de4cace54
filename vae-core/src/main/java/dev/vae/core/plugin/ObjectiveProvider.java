package dev.vae.core.plugin;

/** Makes Objectives of one name; found by ServiceLoader. */
public interface ObjectiveProvider extends NamedProvider {

  /**
   * Makes one from its options. Options that are not read are an error, reported by name.
   *
   * @throws IllegalArgumentException if an option is missing or impossible
   */
  Objective create(Options options);
}
