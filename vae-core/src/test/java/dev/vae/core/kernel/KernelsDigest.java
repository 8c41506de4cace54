package dev.vae.core.kernel;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/** One number for all the bits that kernels give, over many arguments, lengths and offsets. */
final class KernelsDigest {
  private final Kernels kernels;
  private final MessageDigest digest;
  private final StringBuilder parts = new StringBuilder();

  private KernelsDigest(Kernels kernels) {
    this.kernels = kernels;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Prints the description of the kernels that the JVM chose, and their digest. */
  public static void main(String[] args) {
    Kernels kernels = KernelSelector.get();
    System.out.println(kernels.description());
    System.out.print(of(kernels));
  }

  /** A line for each function, so that a difference has a name. */
  static String of(Kernels kernels) {
    return new KernelsDigest(kernels).run();
  }

  private String run() {
    float[] x = Numbers.sample(299_993);
    float[] z = new float[x.length];
    float[] y = new float[x.length];
    Random random = new Random(1);
    for (int i = 0; i < x.length; i++) {
      z[i] = i % 3 == 0 ? x[random.nextInt(x.length)] : (float) random.nextGaussian() * 4;
    }
    for (UnaryFunction f : UnaryFunction.values()) {
      kernels.apply(f, x, 0, y, 0, x.length);
      add(f.name(), y, x.length);
      kernels.apply(f, z, 0, y, 0, z.length);
      add(f.name(), y, x.length);
    }
    for (BinaryFunction f : BinaryFunction.values()) {
      kernels.apply(f, x, 0, z, 0, y, 0, x.length);
      add(f.name(), y, x.length);
      kernels.apply(f, z, 1, 1.7f, y, 0, 2046);
      kernels.apply(f, -0.3f, z, 1, y, 2046, 207);
      add(f.name(), y, 2046 + 207);
    }
    for (PairFunction f : PairFunction.values()) {
      kernels.apply(f, z, 1, x, 0, z, 2, y, 0, 2046);
      add(f.name(), y, 2046);
    }
    kernels.where(x, 0, z, 0, x, 0, y, 0, x.length);
    add("where", y, x.length);
    kernels.addRelu(x, 0, z, 0, y, 0, x.length);
    add("addRelu", y, x.length);
    kernels.wherePositive(x, 0, z, 0, y, 0, x.length);
    add("wherePositive", y, x.length);
    for (int n : new int[] {1, 15, 64, 1_003, x.length / 4}) {
      kernels.addQuarters(x, x.length - 4 * n, y, 0, n);
      add("addQuarters " + n, y, n);
    }
    kernels.multiplyAdd(z, 0, z, 0, z, 0, y, 0, x.length);
    add("multiplyAdd", y, x.length);
    for (int n = 0; n < 100; n++) {
      y[2 * n] = kernels.sum(z, 7 * n, n);
      y[2 * n + 1] = kernels.max(z, 7 * n, n);
    }
    add("reductions", y, 200);
    for (int n : new int[] {16, 64, 208}) {
      int[] columns = {2, 0, 6, 5, 3};
      float[] there = new float[7 * 250];
      for (int i = 0; i < there.length; i++) {
        there[i] = i % 5 == 0 ? 0 : 1;
      }
      float[] row = {0.5f, 9, -1.25f, 3, 9, 1, 2.7f};
      float[] values = new float[there.length];
      for (int i = 0; i < there.length; i++) {
        values[i] = i / 250 == 3 || i / 250 == 5 ? i % 4 : i * 0.37f % 7 - 3;
      }
      kernels.meanSquares(row, columns, 3, 2, values, there, 250, 17, n, y, 1);
      add("meanSquares " + n, Arrays.copyOfRange(y, 1, n + 1), n);
    }
    adam();
    random();
    return parts.toString();
  }

  private void adam() {
    float[][] s = new float[4][207];
    for (int step = 1; step < 5; step++) {
      kernels.normal(new RandomKey(5, step, 6), 0, 1, 0, 207, s[3], 0);
      Kernels.AdamStep adam = new Kernels.AdamStep(0.9f, 0.999f, 0.01f, 1f / step, 1e-8f);
      kernels.adam(s[0], 0, s[1], 0, s[2], 0, s[3], 0, 207, adam);
    }
    add("adam", s[0], 207);
  }

  private void random() {
    float[] y = new float[30_000];
    for (int width : new int[] {1, 3, 4, 7, 20, 207, 2046}) {
      for (int from : new int[] {0, 1, 6, 1021}) {
        int rows = Math.min(128, y.length / width);
        RandomKey key = new RandomKey(-77, width, from);
        kernels.uniform(key, (1L << 32) - 5, rows, from, width, y, 0);
        add("uniform", y, rows * width);
        kernels.normal(key, (1L << 32) - 5, rows, from, width, y, 0);
        add("normal", y, rows * width);
      }
    }
  }

  private void add(String name, float[] y, int n) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * n);
    for (int i = 0; i < n; i++) {
      bytes.putInt(Float.floatToIntBits(y[i]));
    }
    byte[] hash = digest.digest(bytes.array());
    parts.append(name).append(' ').append(HexFormat.of().formatHex(hash)).append('\n');
  }
}
