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
      Bundle bundle = Bundle.read(folder);
      try {
        return load(bundle, options);
      } catch (OnnxRuntimeException e) {
        Bundle now = Bundle.read(folder);
        if (now.equals(bundle)) {
          throw e;
        }
        return load(now, options); // another was exported meanwhile
      }
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

  private static ServedModel load(Bundle bundle, ServingOptions options) {
    // many callers, each on its own thread
    OnnxSettings settings = OnnxSettings.on(OnnxSession.Device.CPU).threads(1);
    return bundle.kind().equals(Bundle.COLUMNS)
        ? TableOperations.of("bundle", BundleEngine.open(bundle.folder(), settings), options)
        : RowsBundle.load(bundle.folder(), settings, options);
  }
}
