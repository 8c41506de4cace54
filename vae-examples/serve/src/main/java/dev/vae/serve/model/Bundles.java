package dev.vae.serve.model;

import dev.vae.export.runtime.Bundle;
import dev.vae.export.runtime.OnnxRuntimeException;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.export.runtime.OnnxSettings;
import java.nio.file.Path;

/** Folders of exported ONNX files as models that are served, by onnxruntime. */
final class Bundles {
  private Bundles() {}

  /**
   * Opens a bundle.
   *
   * @throws IllegalArgumentException if its files cannot be read, or what runs them is not here
   */
  static ServedModel load(Path folder, ServingOptions options) {
    try {
      // many callers, each on its own thread
      OnnxSettings settings = OnnxSettings.on(OnnxSession.Device.CPU).threads(1);
      return Bundle.read(folder).kind().equals(Bundle.COLUMNS)
          ? TableOperations.of("bundle", BundleEngine.open(folder, settings), options)
          : RowsBundle.load(folder, settings, options);
    } catch (OnnxRuntimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          folder
              + " holds exported ONNX files: to serve them, vae-export and onnxruntime must be"
              + " there beside vae-serve",
          e);
    }
  }
}
