package dev.vae.core.internal.jars;

import java.util.ServiceLoader;

/** Somewhere that ServiceLoader can look. */
public interface ServiceSource {

  /** Returns a loader of one kind of service. */
  <P> ServiceLoader<P> services(Class<P> kind);

  /** Whether a class that was found is this source's own, not one that it inherits. */
  default boolean owns(Class<?> type) {
    return true;
  }
}
