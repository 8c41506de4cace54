package dev.vae.serve.call;

import dev.vae.core.VaeException;

/** A request that cannot be answered, and why. */
public final class RequestException extends VaeException {
  private static final long serialVersionUID = 1;

  private final int status;

  private RequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** Returns one that is wrong in itself. */
  public static RequestException badRequest(String message) {
    return new RequestException(400, message);
  }

  /** Returns one of what is not here. */
  public static RequestException notFound(String message) {
    return new RequestException(404, message);
  }

  /** Returns one with another status of HTTP. */
  public static RequestException of(int status, String message) {
    return new RequestException(status, message);
  }

  /** Returns the status of HTTP. */
  public int status() {
    return status;
  }
}
