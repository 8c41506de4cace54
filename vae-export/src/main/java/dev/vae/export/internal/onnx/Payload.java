package dev.vae.export.internal.onnx;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes whose number is known before they are written, so that a file can be streamed. */
interface Payload {

  /** Returns how many bytes. */
  long size();

  /** Writes exactly {@link #size} bytes. */
  void writeTo(OutputStream out) throws IOException;
}
