package dev.vae.layers.layer;

import dev.vae.core.graph.Graph;
import dev.vae.core.graph.ShapeException;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Pass;
import dev.vae.core.plugin.Spec;
import java.util.ArrayList;
import java.util.List;

/**
 * What nested layers make of x, added to x (He et al. 2015). Options: {@code layers}; {@code
 * shortcut}, layers that x goes through where the nested ones change its shape.
 */
public final class Residual implements LayerProvider {
  /** Found by ServiceLoader. */
  public Residual() {}

  private record Nested(String scope, Layer layer) {}

  @Override
  public String name() {
    return "residual";
  }

  @Override
  public Layer create(Options options) {
    List<Nested> layers = nested(options, "layers", "");
    List<Nested> shortcut = nested(options, "shortcut", "shortcut.");
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("'residual' needs option 'layers', a list of layers");
    }
    return (x, pass) -> {
      Tensor inner = run(layers, x, pass);
      Tensor direct = run(shortcut, x, pass);
      if (!inner.shape().equals(direct.shape())) {
        throw new ShapeException(
            "residual in "
                + pass.graph().scopePath()
                + ": its layers make "
                + inner.shape()
                + ", which cannot be added to "
                + direct.shape()
                + "; give a shortcut that makes the same shape");
      }
      return direct.add(inner);
    };
  }

  private static List<Nested> nested(Options options, String option, String prefix) {
    List<Nested> result = new ArrayList<>();
    for (Spec spec : options.specs(option)) {
      String scope = prefix + result.size() + "." + spec.name();
      result.add(new Nested(scope, options.plugins().layer(spec)));
    }
    return result;
  }

  private static Tensor run(List<Nested> layers, Tensor x, Pass pass) {
    Tensor h = x;
    for (Nested nested : layers) {
      try (Graph.Scope scope = pass.scope(nested.scope())) {
        h = nested.layer().forward(h, pass);
      }
    }
    return h;
  }
}
