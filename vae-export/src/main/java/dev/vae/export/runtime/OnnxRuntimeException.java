package dev.vae.export.runtime;

import dev.vae.core.VaeException;

/** Something that onnxruntime refuses or fails to do; the message is its own, with the file. */
public final class OnnxRuntimeException extends VaeException {
  private static final long serialVersionUID = 1;

  OnnxRuntimeException(String message, Throwable cause) {
    super(message, cause);
  }
}
