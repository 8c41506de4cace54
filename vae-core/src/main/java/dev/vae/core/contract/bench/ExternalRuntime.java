package dev.vae.core.contract.bench;

import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import java.util.Map;

/**
 * Another way to run a computation than our own engine, which must come to the same results; found
 * by ServiceLoader. vae-export offers one that exports to ONNX and runs in onnxruntime: with it on
 * the path, contracts check that a plugin's export is right.
 */
public interface ExternalRuntime {

  /** Returns the name, for messages. */
  String name();

  /**
   * Returns the outputs by name.
   *
   * @param inputs the values of all inputs and noise streams, row-major
   * @param rows the number of rows N
   */
  Map<String, float[]> run(
      Computation computation, Variables variables, Map<String, float[]> inputs, int rows);
}
