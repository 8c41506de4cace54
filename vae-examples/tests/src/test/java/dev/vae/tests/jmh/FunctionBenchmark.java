package dev.vae.tests.jmh;

import dev.vae.core.kernel.KernelSelector;
import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.UnaryFunction;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Functions of one float, nanoseconds an element, over arrays that stay in the first-level cache.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class FunctionBenchmark {
  private static final int COUNT = 2048;

  @Param public UnaryFunction function;

  @Param({"vector", "portable"})
  public String kernels;

  private final float[] x = new float[COUNT];
  private final float[] y = new float[COUNT];
  private Kernels chosen;

  /** For JMH. */
  public FunctionBenchmark() {}

  @Setup
  public void prepare() {
    chosen = KernelSelector.byName(kernels);
    for (int i = 0; i < COUNT; i++) {
      x[i] = 0.01f + 4f * i / COUNT;
    }
    // all functions once, as a training step would: alone, a loop may be compiled for itself only
    for (int round = 0; round < 2000; round++) {
      for (UnaryFunction each : UnaryFunction.values()) {
        chosen.apply(each, x, 0, y, 0, COUNT);
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public float[] apply() {
    chosen.apply(function, x, 0, y, 0, COUNT);
    return y;
  }
}
