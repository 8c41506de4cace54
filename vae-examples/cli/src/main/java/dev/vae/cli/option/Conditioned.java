package dev.vae.cli.option;

import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.VaeSpec;
import dev.vae.layers.Layers;
import java.util.ArrayList;
import java.util.List;

/** Makes a model conditional. */
public final class Conditioned {
  private static final Spec LAYER = Spec.of("condition");

  /** Layers that give flat rows the shape of the data's. */
  private static final List<String> SHAPING =
      List.of(
          "conv2d",
          "convTranspose2d",
          "maxPool",
          "averagePool",
          "upsample",
          "gru",
          "lstm",
          "selfAttention",
          "positionalEncoding");

  private Conditioned() {}

  /**
   * The spec with layers that show encoder and decoder the condition, unless it has any: where the
   * decoder begins, and where the encoder does, behind what first puts rows in shape.
   *
   * @param condition null for none
   */
  public static VaeSpec on(Condition condition, VaeSpec spec) {
    if (condition == null) {
      return spec;
    }
    VaeSpec conditional = spec.withCondition(condition.width());
    if (has(spec.encoder()) || has(spec.decoder())) {
      return conditional;
    }
    List<Spec> encoder = new ArrayList<>(spec.encoder());
    boolean shaped =
        spec.hasEvent()
            && spec.event().rank() > 1
            && !encoder.isEmpty()
            && SHAPING.contains(encoder.get(0).name())
            && !encoder.get(0).options().containsKey("steps");
    if (shaped) {
      int[] lengths = spec.event().dims().stream().mapToInt(d -> d.factor()).toArray();
      encoder.add(0, Layers.unflatten(lengths));
    }
    int first = 0;
    while (first < encoder.size()
        && List.of("unflatten", "perColumn").contains(encoder.get(first).name())) {
      first++;
    }
    encoder.add(first, LAYER);
    List<Spec> decoder = new ArrayList<>(spec.decoder());
    decoder.add(0, LAYER);
    return conditional.withLayers(encoder, decoder);
  }

  private static boolean has(Object options) {
    if (options instanceof Spec spec) {
      return spec.name().equals(LAYER.name())
          || spec.options().values().stream().anyMatch(Conditioned::has);
    }
    return options instanceof List<?> list && list.stream().anyMatch(Conditioned::has);
  }
}
