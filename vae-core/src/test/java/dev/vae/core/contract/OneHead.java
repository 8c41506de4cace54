package dev.vae.core.contract;

import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Support;
import java.util.Map;
import java.util.function.BiFunction;

/** A likelihood called {@code tested}, with one head of the event's shape. */
record OneHead(Support support, BiFunction<Tensor, Context, Distribution> maker)
    implements Likelihood, LikelihoodProvider {
  @Override
  public String name() {
    return "tested";
  }

  @Override
  public Likelihood create(Options options) {
    return this;
  }

  @Override
  public Map<String, Shape> heads(Shape event) {
    return Map.of("h", event);
  }

  @Override
  public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
    return maker.apply(heads.get("h"), pass);
  }
}
