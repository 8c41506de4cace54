package dev.vae.serve.call;

import dev.vae.core.VaeException;

/** A request that cannot be answered, and why. */
public final class Refusal extends VaeException {
  private static final long serialVersionUID = 1;

  private final int status;

  private Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  /** Returns one that is wrong in itself. */
  public static Refusal badRequest(String message) {
    return new Refusal(400, message);
  }

  /** Returns one of what is not here. */
  public static Refusal notFound(String message) {
    return new Refusal(404, message);
  }

  /** Returns one with another status of HTTP. */
  public static Refusal of(int status, String message) {
    return new Refusal(status, message);
  }

  /** Returns the status of HTTP. */
  public int status() {
    return status;
  }
}
