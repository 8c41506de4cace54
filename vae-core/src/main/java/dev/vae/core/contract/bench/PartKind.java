package dev.vae.core.contract.bench;

import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.NamedProvider;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.ObjectiveProvider;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Posterior;
import dev.vae.core.plugin.PosteriorProvider;
import dev.vae.core.plugin.Prior;
import dev.vae.core.plugin.PriorProvider;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.VaeSpec;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A kind of plugin.
 *
 * @param provider what is found
 * @param put gives a model's spec this part
 * @param get the part of a model's spec
 * @param make makes the part
 */
public record PartKind<T>(
    Class<? extends NamedProvider> provider,
    BiConsumer<VaeSpec.Builder, Spec> put,
    Function<VaeSpec, Spec> get,
    BiFunction<Plugins, Spec, T> make) {

  public static final PartKind<Layer> LAYER =
      new PartKind<>(
          LayerProvider.class,
          VaeSpec.Builder::encoder,
          model -> model.encoder().get(0),
          Plugins::layer);

  public static final PartKind<Likelihood> LIKELIHOOD =
      new PartKind<>(
          LikelihoodProvider.class,
          VaeSpec.Builder::likelihood,
          VaeSpec::likelihood,
          Plugins::likelihood);

  public static final PartKind<Posterior> POSTERIOR =
      new PartKind<>(
          PosteriorProvider.class,
          VaeSpec.Builder::posterior,
          VaeSpec::posterior,
          Plugins::posterior);

  public static final PartKind<Prior> PRIOR =
      new PartKind<>(PriorProvider.class, VaeSpec.Builder::prior, VaeSpec::prior, Plugins::prior);

  public static final PartKind<Objective> OBJECTIVE =
      new PartKind<>(
          ObjectiveProvider.class,
          VaeSpec.Builder::objective,
          VaeSpec::objective,
          Plugins::objective);

  /** Returns what comes back when the part is written as JSON and read again. */
  public Spec roundTrip(Spec part) {
    VaeSpec.Builder model = VaeSpec.builder().latent(2).event(1);
    put.accept(model, part);
    return get.apply(VaeSpec.fromJson(model.build().toJson()));
  }
}
