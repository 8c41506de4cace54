package dev.vae.export.internal.onnx;

import java.util.List;

/** Nodes in the order they can run in, and what goes in and out. */
public record GraphDef(
    String name,
    String doc,
    List<Node> nodes,
    List<TensorData> initializers,
    List<ValueInfo> inputs,
    List<ValueInfo> outputs) {}
