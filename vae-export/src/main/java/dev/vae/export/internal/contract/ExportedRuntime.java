package dev.vae.export.internal.contract;

import dev.vae.core.contract.bench.ExternalRuntime;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import dev.vae.export.OnnxExporter;
import dev.vae.export.runtime.OnnxSession;
import java.util.Map;

/** Exports a computation and runs it in onnxruntime, for the contract kit. */
public final class ExportedRuntime implements ExternalRuntime {
  /** Found by ServiceLoader. */
  public ExportedRuntime() {}

  @Override
  public String name() {
    return "onnxruntime";
  }

  @Override
  public Map<String, float[]> run(
      Computation computation, Variables variables, Map<String, float[]> inputs, int rows) {
    byte[] model = new OnnxExporter("contract").export(computation, variables).toBytes();
    try (OnnxSession session = OnnxSession.open(model, OnnxSession.Device.CPU)) {
      return session.run(inputs, rows);
    }
  }
}
