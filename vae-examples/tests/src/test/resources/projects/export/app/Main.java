package app;

import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.export.ParityReport;
import dev.vae.layers.Presets;
import java.nio.file.Path;

/** Core, layers and export: ONNX files, checked in onnxruntime. */
public final class Main {
  public static void main(String[] arguments) throws Exception {
    Vae vae = Vae.create(Presets.linear(Shape.of(4)), 1);
    VaeExporter exporter = VaeExporter.of(vae);
    Path folder = Path.of(arguments[0]);
    exporter.write(folder);
    ParityReport parity = exporter.check(folder, OnnxSession.Device.CPU);
    if (!parity.passed()) {
      throw new AssertionError(parity.toJson());
    }
    System.out.println(
        Main.class.getModule()
            + " with "
            + vae.engine().kernels()
            + " kernels: "
            + parity.comparisons().size()
            + " comparisons");
  }
}
