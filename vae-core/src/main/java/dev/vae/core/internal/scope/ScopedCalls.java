package dev.vae.core.internal.scope;

import dev.vae.core.graph.Graph;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/**
 * Parts whose calls are all traced in a scope of their own, whoever calls, and whenever: what a
 * part asks for in {@code draw} is the same parameter as in {@code mean}, under the same name.
 */
public final class ScopedCalls {
  private ScopedCalls() {}

  /** What a method of a proxy does. */
  public interface Handler {
    Object call(Method method, Object[] arguments) throws Throwable;
  }

  /**
   * Returns a part, every method of which opens a scope first and closes it last.
   *
   * @param type the interface; all of its methods are called in the scope
   * @param part what is called
   * @param scope opens the scope
   */
  public static <T> T of(Class<T> type, T part, Supplier<Graph.Scope> scope) {
    return proxy(
        type,
        (method, arguments) -> {
          try (Graph.Scope open = scope.get()) {
            return call(part, method, arguments);
          }
        });
  }

  /** Returns an instance of an interface whose methods are all handled. */
  public static <T> T proxy(Class<T> type, Handler handler) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> handler.call(method, arguments));
    return type.cast(proxy);
  }

  /** Calls a method, and throws what it throws. */
  public static Object call(Object part, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(part, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
