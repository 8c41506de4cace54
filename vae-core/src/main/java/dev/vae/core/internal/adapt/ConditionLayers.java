package dev.vae.core.internal.adapt;

import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.VaeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes a spec conditional. */
final class ConditionLayers {
  private static final Spec LAYER = Spec.of("condition");

  /** Layers that give flat rows the shape of the data's. */
  private static final Set<String> SHAPING =
      Set.of(
          "conv2d",
          "convTranspose2d",
          "maxPool",
          "averagePool",
          "upsample",
          "gru",
          "lstm",
          "selfAttention",
          "positionalEncoding");

  private static final Set<String> FIRST = Set.of("unflatten", "perColumn");

  private ConditionLayers() {}

  /**
   * The spec with layers that show encoder and decoder the condition, unless it has any: where the
   * decoder begins, and where the encoder does, behind what first puts rows in shape.
   *
   * @param width how many values the condition has
   */
  static VaeSpec in(VaeSpec spec, int width) {
    VaeSpec conditional = spec.withCondition(width);
    if (has(spec.encoder()) || has(spec.decoder())) {
      return conditional;
    }
    List<Spec> encoder = new ArrayList<>(spec.encoder());
    if (spec.event().rank() > 1 && !encoder.isEmpty() && isShaping(encoder.get(0))) {
      encoder.add(0, unflatten(spec.event()));
    }
    int first = 0;
    while (first < encoder.size() && FIRST.contains(encoder.get(first).name())) {
      first++;
    }
    encoder.add(first, LAYER);
    List<Spec> decoder = new ArrayList<>(spec.decoder());
    decoder.add(0, LAYER);
    return conditional.withLayers(encoder, decoder);
  }

  /** Whether a layer takes flat rows for images or sequences of the data's shape. */
  static boolean isShaping(Spec layer) {
    return SHAPING.contains(layer.name()) && !layer.options().containsKey("steps");
  }

  private static Spec unflatten(Shape event) {
    List<Integer> lengths = event.dims().stream().map(d -> d.factor()).toList();
    return Spec.of("unflatten").with("shape", lengths);
  }

  private static boolean has(Object options) {
    if (options instanceof Spec spec) {
      return spec.name().equals(LAYER.name())
          || spec.options().values().stream().anyMatch(ConditionLayers::has);
    }
    return options instanceof List<?> list && list.stream().anyMatch(ConditionLayers::has);
  }
}
