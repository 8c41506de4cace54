package dev.vae.core.plugin;

import dev.vae.core.graph.Graph;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/**
 * Parts whose calls are all traced in a scope of their own, whoever calls, and whenever: what a
 * part asks for in {@code draw} is the same parameter as in {@code mean}, under the same name.
 */
public final class Scoped {
  private Scoped() {}

  /**
   * Returns a part, every method of which opens a scope first and closes it last.
   *
   * @param type the interface; all of its methods are called in the scope
   * @param part what is called
   * @param scope opens the scope
   */
  public static <T> T calls(Class<T> type, T part, Supplier<Graph.Scope> scope) {
    return proxy(
        type,
        (method, arguments) -> {
          try (Graph.Scope open = scope.get()) {
            return call(part, method, arguments);
          }
        });
  }

  /** A posterior whose inferences are traced where they were made. */
  static Posterior posterior(Posterior part) {
    return (features, latent, pass) ->
        whereMade(Inference.class, part.infer(features, latent, pass), pass);
  }

  /** A likelihood whose distributions are traced where they were made. */
  static Likelihood likelihood(Likelihood part) {
    return proxy(
        Likelihood.class,
        (method, arguments) -> {
          Object result = call(part, method, arguments);
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
    return made == null ? null : calls(type, made, () -> graph.reopen(path));
  }

  private interface Handler {
    Object call(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> handler.call(method, arguments));
    return type.cast(proxy);
  }

  private static Object call(Object part, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(part, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
