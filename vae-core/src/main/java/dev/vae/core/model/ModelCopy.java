package dev.vae.core.model;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Variables;
import dev.vae.core.internal.store.WeightArrays;

/** A model once more, with weights of its own. */
final class ModelCopy {
  private ModelCopy() {}

  /** Copies the weights of one moment. */
  static Vae of(Vae vae, Engine engine) {
    return vae.variables()
        .reading(
            () -> {
              Variables from = vae.variables();
              Vae copy =
                  Vae.builder(vae.spec())
                      .schema(vae.schema())
                      .plugins(vae.plugins())
                      .engine(engine)
                      .seed(vae.seed())
                      .stored(WeightArrays.arrays(from), "the model that is copied")
                      .build();
              from.all().forEach((name, v) -> copy(v, copy.variables().get(name)));
              vae.provenance().forEach(copy::putProvenance);
              return copy;
            });
  }

  private static void copy(Variables.Variable from, Variables.Variable to) {
    System.arraycopy(from.array(), from.at(), to.array(), to.at(), from.size());
  }
}
