package dev.vae.core.trace;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.spec.VaeSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The way from the decoder's features to the likelihood's parameters, as {@link VaeSpec.Output}
 * says.
 */
record DecoderHeads(VaeSpec spec, Context pass) {

  /**
   * Returns the parameters by name.
   *
   * @param features {@code [c·N, ...]}
   * @param heads the shape of each parameter of a row
   */
  Map<String, Tensor> of(Tensor features, Map<String, Shape> heads) {
    return switch (spec.output()) {
      case DENSE -> dense(flat(features), heads);
      case DIRECT -> split(flat(features), heads);
      case CHANNELS -> channels(features, heads);
    };
  }

  private Map<String, Tensor> dense(Tensor features, Map<String, Shape> heads) {
    Map<String, Tensor> given = new LinkedHashMap<>();
    int inputs = features.shape().dim(1).factor();
    Initializer uniform = Initializer.uniform(1 / Math.sqrt(Math.max(1, inputs)));
    heads.forEach(
        (name, shape) -> {
          try (Graph.Scope scope = pass.graph().scope(name)) {
            int outputs = shape.elements();
            Tensor weight = pass.parameter("weight", Shape.of(inputs, outputs), uniform);
            Tensor bias = pass.parameter("bias", Shape.of(outputs), uniform);
            given.put(name, shaped(features.matmul(weight).add(bias), shape));
          }
        });
    return given;
  }

  private Map<String, Tensor> split(Tensor features, Map<String, Shape> heads) {
    int there = features.shape().dim(1).factor();
    int wanted = heads.values().stream().mapToInt(Shape::elements).sum();
    if (there != wanted) {
      throw new IllegalArgumentException(
          "the decoder gives "
              + Messages.count(there, "value")
              + " a row, the likelihood '"
              + spec.likelihood().name()
              + "' needs "
              + wanted
              + " as "
              + heads
              + "; change the decoder's last layer, or leave out \"output\": \"direct\"");
    }
    Map<String, Tensor> given = new LinkedHashMap<>();
    int at = 0;
    for (var head : heads.entrySet()) {
      int size = head.getValue().elements();
      given.put(head.getKey(), shaped(features.slice(1, at, at + size), head.getValue()));
      at += size;
    }
    return given;
  }

  /** Each place's values in turn: those of the first head, then those of the second, and so on. */
  private Map<String, Tensor> channels(Tensor features, Map<String, Shape> heads) {
    Shape row = features.shape().sub(1, features.shape().rank());
    int there = row.dim(-1).factor();
    int places = row.sub(0, row.rank() - 1).elements();
    Map<String, Integer> sizes = new LinkedHashMap<>();
    heads.forEach(
        (name, shape) -> {
          if (shape.elements() % places != 0 || shape.elements() % spec.width() != 0) {
            throw new IllegalArgumentException(
                "\"output\": \"channels\" cannot give head '"
                    + name
                    + "' "
                    + shape
                    + " of likelihood '"
                    + spec.likelihood().name()
                    + "', which is not the same for each of the decoder's "
                    + places
                    + " places; take \"output\": \"dense\"");
          }
          sizes.put(name, shape.elements() / places);
        });
    int wanted = sizes.values().stream().mapToInt(Integer::intValue).sum();
    if (there != wanted) {
      throw new IllegalArgumentException(
          "the decoder gives "
              + there
              + " values at each place, the likelihood '"
              + spec.likelihood().name()
              + "' needs "
              + wanted
              + " as "
              + sizes
              + "; change the decoder's last layer, or take \"output\": \"dense\"");
    }
    Map<String, Tensor> given = new LinkedHashMap<>();
    int at = 0;
    for (var head : sizes.entrySet()) {
      Tensor own = features.slice(-1, at, at + head.getValue());
      given.put(head.getKey(), shaped(own, heads.get(head.getKey())));
      at += head.getValue();
    }
    return given;
  }

  private static Tensor shaped(Tensor flat, Shape shape) {
    return flat.reshape(shape.withLeading(flat.shape().dim(0)));
  }

  /** Returns the values of a row as one axis. */
  static Tensor flat(Tensor t) {
    Shape rest = t.shape().sub(1, t.shape().rank());
    return t.reshape(Shape.of(t.shape().dim(0), Dim.of(rest.elements())));
  }
}
