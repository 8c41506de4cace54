package dev.vae.export.internal.onnx;

import java.util.List;

/**
 * An input or output of a graph.
 *
 * @param dims each a number, or a symbol such as {@code N}
 * @param doc what it holds
 */
public record ValueInfo(String name, OnnxType type, List<String> dims, String doc) {

  /** A value of floats. */
  public ValueInfo(String name, List<String> dims, String doc) {
    this(name, OnnxType.FLOAT, dims, doc);
  }

  /** Returns this by another name. */
  ValueInfo as(String another) {
    return new ValueInfo(another, type, dims, doc);
  }
}
