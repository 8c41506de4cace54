package dev.vae.export;

import dev.vae.export.internal.lower.ReducedWeights;
import dev.vae.export.internal.onnx.GraphDef;
import java.util.Locale;

/** The number format of weights in exported files. Inputs and outputs are the same for all. */
public enum OnnxPrecision {
  /** As they were trained. */
  FLOAT32,
  /** Halves, which runtimes make floats as they load a file: half the size, the same speed. */
  FLOAT16,
  /**
   * Bytes, in products with fixed weights (dense layers), which are computed as products of bytes:
   * what weights are multiplied with is rounded by its range in each run, so that a row's answer
   * depends a little on the rows beside it.
   */
  INT8;

  /** Returns how it is written in files and options, such as {@code float16}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  GraphDef of(GraphDef graph) {
    return switch (this) {
      case FLOAT32 -> graph;
      case FLOAT16 -> ReducedWeights.halves(graph);
      case INT8 -> ReducedWeights.bytes(graph);
    };
  }
}
