package dev.vae.core.kernel;

/**
 * Prints the largest error of every function over every n-th float, n given as the argument; with 1
 * it takes about an hour. Errors are in units of the float nearest to the double-precision result.
 */
final class UlpSweep {
  private UlpSweep() {}

  /** Sweeps with the step given as the only argument. */
  public static void main(String[] args) {
    int step = Integer.parseInt(args[0]);
    Kernels kernels = KernelSelector.get();
    System.out.println(kernels.description());
    for (UnaryFunction f : UnaryFunction.values()) {
      sweep(kernels, f, step);
    }
  }

  private static void sweep(Kernels kernels, UnaryFunction f, int step) {
    float[] x = new float[1 << 14];
    float[] y = new float[x.length];
    double worst = 0;
    float worstAt = 0;
    long wrong = 0;
    for (long next = 0; next < 1L << 32; ) {
      int n = 0;
      while (n < x.length && next < 1L << 32) {
        x[n++] = Float.intBitsToFloat((int) next);
        next += step;
      }
      kernels.apply(f, x, 0, y, 0, n);
      for (int i = 0; i < n; i++) {
        double exact = Numbers.reference(f, x[i]);
        float expected = (float) exact;
        if (expected == 0 || !Float.isFinite(expected) || !Float.isFinite(y[i])) {
          wrong += Numbers.steps(expected, y[i]) <= 2 ? 0 : 1;
          continue;
        }
        double error = Math.abs(y[i] - exact) / Math.ulp(expected);
        if (error > worst) {
          worst = error;
          worstAt = x[i];
        }
      }
    }
    System.out.printf("%-9s %.3f ulp at %s; special values wrong: %d%n", f, worst, worstAt, wrong);
  }
}
