package dev.vae.export.internal.onnx;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns a graph into ONNX's wire format: field numbers are those of {@code onnx.proto}. The version
 * of the intermediate representation is the one that came with the operator set.
 */
public final class ModelWriter {
  /** The version of the operators, if not said. */
  public static final int OPSET = 17;

  /** The latest version of the operators that files are written for. */
  public static final int LATEST_OPSET = 22;

  private static final int EXTERNAL = 1;

  private static final int ATTRIBUTE_TYPE = 20;

  private ModelWriter() {}

  /** Returns the version of the file format that came with an operator set. */
  public static int irVersion(int opset) {
    return opset < 19 ? 8 : opset < 21 ? 9 : 10;
  }

  /**
   * Returns the whole file.
   *
   * @param external the tensors that are in a file of their own, empty for none
   */
  public static ProtoMessage model(
      GraphDef graph,
      int opset,
      String producerVersion,
      Map<String, String> metadata,
      ExternalTensors external) {
    ProtoMessage model =
        new ProtoMessage()
            .varint(1, irVersion(opset))
            .text(2, "vae")
            .text(3, producerVersion)
            .text(4, "dev.vae")
            .varint(5, 1)
            .textIfAny(6, graph.doc())
            .nested(7, graph(graph, external))
            .nested(8, new ProtoMessage().text(1, "").varint(2, opset));
    metadata.forEach(
        (key, value) -> model.nested(14, new ProtoMessage().text(1, key).text(2, value)));
    return model;
  }

  private static ProtoMessage graph(GraphDef graph, ExternalTensors external) {
    ProtoMessage m = new ProtoMessage();
    graph.nodes().forEach(node -> m.nested(1, node(node)));
    m.text(2, graph.name());
    graph.initializers().forEach(tensor -> m.nested(5, tensor(tensor, external)));
    m.textIfAny(10, graph.doc());
    graph.inputs().forEach(value -> m.nested(11, value(value)));
    graph.outputs().forEach(value -> m.nested(12, value(value)));
    graph.values().forEach(value -> m.nested(13, value(value)));
    return m;
  }

  private static ProtoMessage node(Node node) {
    ProtoMessage m = new ProtoMessage();
    node.inputs().forEach(input -> m.text(1, input));
    node.outputs().forEach(output -> m.text(2, output));
    m.text(3, node.name()).text(4, node.type());
    node.attributes().forEach((name, value) -> m.nested(5, attribute(name, value)));
    return m;
  }

  private static ProtoMessage attribute(String name, Attribute attribute) {
    ProtoMessage m = new ProtoMessage().text(1, name);
    if (attribute instanceof Attribute.Real real) {
      m.float32(2, real.value());
    } else if (attribute instanceof Attribute.Whole whole) {
      m.varint(3, whole.value());
    } else if (attribute instanceof Attribute.Text text) {
      m.text(4, text.value());
    } else if (attribute instanceof Attribute.Subgraph branch) {
      m.nested(6, graph(branch.graph(), ExternalTensors.NONE));
    } else if (attribute instanceof Attribute.Wholes wholes) {
      m.varints(8, wholes.values());
    }
    return m.varint(ATTRIBUTE_TYPE, attribute.code());
  }

  private static ProtoMessage tensor(TensorData tensor, ExternalTensors external) {
    ProtoMessage m = new ProtoMessage().varints(1, tensor.dims()).varint(2, tensor.type().code());
    if (tensor instanceof TensorData.Strings strings) {
      strings.values().forEach(text -> m.text(6, text));
      return m.text(8, tensor.name());
    }
    m.text(8, tensor.name());
    if (!external.has(tensor)) {
      return m.nested(9, tensor.raw());
    }
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("location", external.file());
    place.put("offset", external.offset(tensor));
    place.put("length", tensor.raw().size());
    place.forEach(
        (key, value) ->
            m.nested(13, new ProtoMessage().text(1, key).text(2, String.valueOf(value))));
    return m.varint(14, EXTERNAL);
  }

  private static ProtoMessage value(ValueInfo value) {
    ProtoMessage shape = new ProtoMessage();
    value.dims().forEach(dim -> shape.nested(1, dim(dim)));
    ProtoMessage tensor = new ProtoMessage().varint(1, value.type().code()).nested(2, shape);
    return new ProtoMessage()
        .text(1, value.name())
        .nested(2, new ProtoMessage().nested(1, tensor))
        .textIfAny(3, value.doc());
  }

  private static ProtoMessage dim(String dim) {
    boolean number = dim.chars().allMatch(Character::isDigit);
    return number
        ? new ProtoMessage().varint(1, Long.parseLong(dim))
        : new ProtoMessage().text(2, dim);
  }
}
