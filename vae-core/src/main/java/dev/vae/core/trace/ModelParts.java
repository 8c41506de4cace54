package dev.vae.core.trace;

import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Posterior;
import dev.vae.core.plugin.Prior;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.VaeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The parts of a model, made from its spec. */
public record ModelParts(
    List<Part> encoder,
    List<Part> decoder,
    Posterior posterior,
    Prior prior,
    Likelihood likelihood,
    Objective objective) {

  /** A layer and the scope it works in, such as {@code 0.dense}. */
  record Part(String scope, Layer layer) {}

  public static ModelParts of(VaeSpec spec, Plugins plugins) {
    return new ModelParts(
        layers("encoder", spec.encoder(), plugins),
        layers("decoder", spec.decoder(), plugins),
        make("posterior", spec.posterior(), plugins::posterior),
        make("prior", spec.prior(), plugins::prior),
        make("likelihood", spec.likelihood(), plugins::likelihood),
        make("objective", spec.objective(), plugins::objective));
  }

  private static List<Part> layers(String stack, List<Spec> specs, Plugins plugins) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      Layer layer = make(stack + "." + i, specs.get(i), plugins::layer);
      parts.add(new Part(i + "." + specs.get(i).name(), layer));
    }
    return parts;
  }

  private static <T> T make(String place, Spec spec, Function<Spec, T> maker) {
    try {
      return maker.apply(spec);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }
}
