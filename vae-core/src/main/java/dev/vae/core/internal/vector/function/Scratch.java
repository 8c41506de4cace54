package dev.vae.core.internal.vector.function;

/**
 * A thread's own small arrays: tiles between two passes, and the ends of loops that do not fill a
 * vector, so that they go through the same instructions as the rest. Nothing is kept in them from
 * call to call.
 */
public final class Scratch {
  /** Floats in a tile. */
  static final int TILE = 1024;

  /** Doubles in a tile. */
  static final int DOUBLES = 512;

  /** The largest number of lanes. */
  private static final int END = 16;

  private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

  public final float[] a = new float[END];
  public final float[] b = new float[END];
  public final float[] c = new float[END];
  public final float[] d = new float[END];
  final float[] beyond = new float[END];
  final float[] tile = new float[TILE];
  final double[] doubles = new double[DOUBLES];
  final double[] moreDoubles = new double[DOUBLES];
  final double[] evenMoreDoubles = new double[DOUBLES];

  /** For random numbers: counters, words and numbers of a batch of blocks. */
  final RandomLoops.Batch batch = new RandomLoops.Batch();

  private Scratch() {}

  public static Scratch own() {
    return OWN.get();
  }

  /** Copies n numbers to the start of {@code to}, and ones behind them. */
  public static void fill(float[] to, float[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = x[at + i];
    }
    for (int i = n; i < END; i++) {
      to[i] = 1;
    }
  }

  /** Copies n numbers back. */
  public static void drain(float[] from, float[] y, int at, int n) {
    for (int i = 0; i < n; i++) {
      y[at + i] = from[i];
    }
  }
}
