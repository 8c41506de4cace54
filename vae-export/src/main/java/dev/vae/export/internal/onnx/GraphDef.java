package dev.vae.export.internal.onnx;

import java.util.List;

/**
 * Nodes in the order they can run in, and what goes in and out.
 *
 * @param values the shapes of values between, for those who read the graph and for runtimes, which
 *     cannot tell how lengths of a reshaped batch belong together
 */
public record GraphDef(
    String name,
    String doc,
    List<Node> nodes,
    List<TensorData> initializers,
    List<ValueInfo> inputs,
    List<ValueInfo> outputs,
    List<ValueInfo> values) {}
