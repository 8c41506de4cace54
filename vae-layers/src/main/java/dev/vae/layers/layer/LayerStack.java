package dev.vae.layers.layer;

import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Spec;
import java.util.ArrayList;
import java.util.List;

/** A stack of layers inside a layer, each in a scope of its own such as {@code 0.dense}. */
final class LayerStack {
  private record Part(String scope, Layer layer) {}

  private final List<Part> parts = new ArrayList<>();

  private LayerStack() {}

  /** Those of an option, none if it is absent; scopes begin with the prefix. */
  static LayerStack of(Options options, String option, String prefix) {
    LayerStack nested = new LayerStack();
    for (Spec spec : options.specs(option)) {
      String scope = prefix + nested.parts.size() + "." + spec.name();
      nested.parts.add(new Part(scope, options.plugins().layer(spec)));
    }
    return nested;
  }

  /** Those of the option {@code layers}, which must be there. */
  static LayerStack required(Options options, String layer) {
    LayerStack nested = of(options, "layers", "");
    if (nested.parts.isEmpty()) {
      throw new IllegalArgumentException("'" + layer + "' needs option 'layers', a list of layers");
    }
    return nested;
  }

  Tensor run(Tensor x, Context pass) {
    Tensor h = x;
    for (Part part : parts) {
      try (Graph.Scope scope = pass.scope(part.scope())) {
        h = part.layer().forward(h, pass);
      }
    }
    return h;
  }
}
