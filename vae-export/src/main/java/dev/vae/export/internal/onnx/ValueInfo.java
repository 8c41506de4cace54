package dev.vae.export.internal.onnx;

import java.util.List;

/**
 * An input or output of a graph, of floats.
 *
 * @param dims each a number, or a symbol such as {@code N}
 * @param doc what it holds
 */
public record ValueInfo(String name, List<String> dims, String doc) {}
