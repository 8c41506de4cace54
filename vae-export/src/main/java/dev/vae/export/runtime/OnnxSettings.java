package dev.vae.export.runtime;

import java.util.Objects;

/**
 * Settings of onnxruntime sessions: device and threads.
 *
 * @param device where
 * @param threads how many threads one call may use on the processor; 0 leaves it to onnxruntime,
 *     which takes one for each core
 */
public record OnnxSettings(OnnxSession.Device device, int threads) {

  /** Checks that the number of threads is not negative. */
  public OnnxSettings {
    Objects.requireNonNull(device, "device");
    if (threads < 0) {
      throw new IllegalArgumentException("threads must be at least 0, not " + threads);
    }
  }

  /** Returns settings for this device, with as many threads as onnxruntime thinks best. */
  public static OnnxSettings on(OnnxSession.Device device) {
    return new OnnxSettings(device, 0);
  }

  /** Returns the same with this many threads for each call; a server takes 1 and many callers. */
  public OnnxSettings threads(int number) {
    return new OnnxSettings(device, number);
  }
}
