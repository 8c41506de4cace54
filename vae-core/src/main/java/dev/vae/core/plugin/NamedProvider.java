package dev.vae.core.plugin;

/** Something that is chosen by name in JSON and on the command line. */
public interface NamedProvider {

  /** Returns the name, in camelCase, such as {@code layerNorm}. */
  String name();
}
