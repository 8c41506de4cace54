package dev.vae.export.runtime;

/**
 * Something that onnxruntime refuses or fails to do, or a bundle that is not what it says; the
 * message names the file. It is not of the family of {@code dev.vae.core.VaeException}, as the
 * runtime works without that.
 */
public final class OnnxRuntimeException extends RuntimeException {
  private static final long serialVersionUID = 2;

  OnnxRuntimeException(String message) {
    super(message);
  }

  OnnxRuntimeException(String message, Throwable cause) {
    super(message, cause);
  }
}
