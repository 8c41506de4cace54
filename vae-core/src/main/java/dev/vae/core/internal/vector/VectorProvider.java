package dev.vae.core.internal.vector;

import dev.vae.core.kernel.KernelProvider;
import dev.vae.core.kernel.Kernels;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * Offers the vector kernels where {@code jdk.incubator.vector} was added at launch. This class
 * names no vector type and reaches the kernels by reflection, so it loads where the module is
 * absent; nothing about the module stands in our module descriptor, which would warn everyone who
 * compiles against us. The read edge is added here, at run time.
 */
public final class VectorProvider implements KernelProvider {
  private static final String MODULE = "jdk.incubator.vector";
  private static final String KERNELS = "dev.vae.core.internal.vector.VectorKernels";

  /** For ServiceLoader. */
  public VectorProvider() {}

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public int priority() {
    return 100;
  }

  @Override
  public Optional<String> unavailable() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return Optional.of(
          "the Vector API is not there; add the JVM flag --add-modules "
              + MODULE
              + " (without it numeric work takes 10 to 25 times as long)");
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> slow() {
    return slow(System.getProperty("java.vm.name", ""), System.getProperty("java.vm.info", ""));
  }

  /**
   * Vectors live in registers only where HotSpot's second compiler makes code of them; anywhere
   * else each is an object.
   *
   * @param name the system property {@code java.vm.name}
   * @param info the system property {@code java.vm.info}, such as {@code mixed mode, sharing}
   */
  static Optional<String> slow(String name, String info) {
    String without = null;
    if (info.contains("emulated-client")) {
      without = "this JVM was started without its second compiler; remove -XX:TieredStopAtLevel";
    } else if (info.contains("interpreted mode")) {
      without = "this JVM was started without its compilers; remove -Xint";
    } else if (name.contains("OpenJ9")) {
      without = "OpenJ9 makes an object of every vector; use a JDK with HotSpot";
    }
    return Optional.ofNullable(without);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the system property {@code vae.vector.bits} makes no sense
   */
  @Override
  public Kernels kernels() {
    unavailable()
        .ifPresent(
            reason -> {
              throw new IllegalStateException(reason);
            });
    ModuleLayer.boot().findModule(MODULE).ifPresent(VectorProvider.class.getModule()::addReads);
    try {
      return (Kernels) Class.forName(KERNELS).getDeclaredConstructor().newInstance();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException setting) {
        throw setting;
      }
      throw new IllegalStateException("the vector kernels do not start: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the vector kernels do not start: " + e, e);
    }
  }
}
