package app;

import dev.vae.export.runtime.OnnxSession;
import dev.vae.export.runtime.OnnxSettings;
import dev.vae.export.runtime.OnnxVae;
import java.nio.file.Path;
import java.util.Arrays;

/** Runs a bundle with the jars of vae-export, onnxruntime and Gson alone on the class path. */
public final class Main {
  public static void main(String[] arguments) throws Exception {
    try {
      Class.forName("dev.vae.core.model.Vae");
      throw new AssertionError("training code is on the path");
    } catch (ClassNotFoundException right) {
      // as it should be
    }
    OnnxSettings settings = OnnxSettings.on(OnnxSession.Device.AUTO).threads(1);
    try (OnnxVae vae = OnnxVae.open(Path.of(arguments[0]), settings)) {
      float[][] rows = {{1, 2, Float.NaN}, {0, 1, 2}};
      System.out.println("mean " + Arrays.deepToString(vae.encode(rows).mean()));
      System.out.println("decoded " + Arrays.deepToString(vae.decode(vae.encode(rows).mean())));
      System.out.println("drawn " + vae.reconstruct(rows, 1).length + " " + vae.sample(3, 1).length);
      System.out.println("score " + Arrays.toString(vae.score(rows).negLogLikelihood()));
      System.out.println("filled " + Arrays.deepToString(vae.impute(rows, 1).mean()));
      System.out.println("on " + vae.provider() + "; " + vae.fallback().orElse("as asked"));
      try {
        vae.encode(new float[][] {{1, 2}});
        throw new AssertionError("a short row passed");
      } catch (IllegalArgumentException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
    try {
      OnnxVae.open(Path.of(arguments[0], "elsewhere"));
      throw new AssertionError("a folder that is not there opened");
    } catch (dev.vae.export.runtime.OnnxRuntimeException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }
}
