package dev.vae.core;

/** A plugin, or kernels, that were found do not work. The message names them and their jar. */
public final class PluginException extends VaeException {
  private static final long serialVersionUID = 1L;

  /** A plugin that does not work, for a reason. */
  public PluginException(String message) {
    super(message);
  }

  /** A plugin that does not work, for a reason that something else reported. */
  public PluginException(String message, Throwable cause) {
    super(message, cause);
  }
}
