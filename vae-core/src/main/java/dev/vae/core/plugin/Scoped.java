package dev.vae.core.plugin;

import dev.vae.core.graph.Graph;
import dev.vae.core.internal.scope.ScopedCalls;

/** Parts that are traced in the scopes in which they were made. */
final class Scoped {
  private Scoped() {}

  /** A posterior whose inferences are traced where they were made. */
  static Posterior posterior(Posterior part) {
    return (features, latent, pass) ->
        whereMade(Inference.class, part.infer(features, latent, pass), pass);
  }

  /** A likelihood whose distributions are traced where they were made. */
  static Likelihood likelihood(Likelihood part) {
    return ScopedCalls.proxy(
        Likelihood.class,
        (method, arguments) -> {
          Object result = ScopedCalls.call(part, method, arguments);
          if (result instanceof Distribution distribution) {
            for (Object argument : arguments) {
              if (argument instanceof Context pass) {
                return whereMade(Distribution.class, distribution, pass);
              }
            }
          }
          return result;
        });
  }

  @SuppressWarnings("NullAway") // null of what is null, which the contract kit speaks of
  private static <T> T whereMade(Class<T> type, T made, Context pass) {
    Graph graph = pass.graph();
    String path = graph.scopePath();
    return made == null ? null : ScopedCalls.of(type, made, () -> graph.reopen(path));
  }
}
