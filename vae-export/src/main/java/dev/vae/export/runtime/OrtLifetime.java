package dev.vae.export.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;

/**
 * Keeps onnxruntime alive until the process is gone. By itself it frees its environment in a
 * shutdown hook, whatever threads are at work; a session that is being made or run just then takes
 * the process down, or fails. A second reference, never given back, keeps the environment.
 */
final class OrtLifetime {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();
  private static final boolean KEPT = keep();

  private OrtLifetime() {}

  static OrtEnvironment environment() {
    return ENVIRONMENT;
  }

  /** Whether the environment outlives the shutdown hook. */
  static boolean kept() {
    return KEPT;
  }

  private static boolean keep() {
    try {
      // the Java binding gives out one reference for all; the library counts them
      var handle = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
      handle.setAccessible(true);
      var create =
          OrtEnvironment.class.getDeclaredMethod(
              "createHandle", long.class, int.class, String.class);
      create.setAccessible(true);
      int warnings = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue();
      create.invoke(null, handle.getLong(null), warnings, OrtEnvironment.DEFAULT_NAME);
      return true;
    } catch (ReflectiveOperationException | RuntimeException another) {
      return false; // a version of onnxruntime that is built otherwise: as it is by itself
    }
  }
}
