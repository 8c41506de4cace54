package dev.vae.core.internal.portable;

import dev.vae.core.kernel.KernelProvider;
import dev.vae.core.kernel.Kernels;
import java.util.Optional;

/** Offers the portable kernels, on every machine. */
public final class PortableProvider implements KernelProvider {

  /** For ServiceLoader. */
  public PortableProvider() {}

  @Override
  public String name() {
    return "portable";
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }

  @Override
  public Kernels kernels() {
    return new PortableKernels();
  }
}
