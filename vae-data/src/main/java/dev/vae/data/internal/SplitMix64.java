package dev.vae.data.internal;

/**
 * The generator SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014): a counter that advances by the golden ratio, each value scrambled by
 * {@link #mix}. Integers only, so every machine gives the same numbers. Not safe for several
 * threads.
 */
public final class SplitMix64 {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  /** Starts from a state; use {@link #of} to make one from several numbers. */
  public SplitMix64(long state) {
    this.state = state;
  }

  /** Returns the generator of a seed and further numbers, such as epoch or row: {@link #key}. */
  public static SplitMix64 of(long seed, long... more) {
    return new SplitMix64(key(seed, more));
  }

  /**
   * Returns one number made of several: k = mix(k + golden + next), from k = mix(seed + golden).
   */
  public static long key(long seed, long... more) {
    long key = mix(seed + GOLDEN);
    for (long next : more) {
      key = mix(key + GOLDEN + next);
    }
    return key;
  }

  /** Returns the scrambling function, a bijection of 64 bits (variant 13 of Stafford's mixers). */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Returns the next 64 bits. */
  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /**
   * Returns an integer from 0 below the bound, all equally likely (Lemire 2019, with rejection).
   */
  public int below(int bound) {
    long product = (nextLong() >>> 32) * bound;
    int low = (int) product;
    if (Integer.compareUnsigned(low, bound) < 0) {
      int threshold = Integer.remainderUnsigned(-bound, bound);
      while (Integer.compareUnsigned(low, threshold) < 0) {
        product = (nextLong() >>> 32) * bound;
        low = (int) product;
      }
    }
    return (int) (product >>> 32);
  }

  /** Returns a multiple of 2^-53 in [0, 1). */
  public double uniform() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /** Returns a number between two others, all equally likely. */
  public double between(double low, double high) {
    return low + (high - low) * uniform();
  }

  /**
   * Returns roughly normal with mean 0 and deviation 1, between −3.5 and 3.5: the sum of four
   * uniform numbers, centred and scaled. No function whose last bit could differ between machines.
   */
  public double bell() {
    return (uniform() + uniform() + uniform() + uniform() - 2) * 1.7320508075688772;
  }

  /** Fills {@code order[0..n)} with 0..n−1 and shuffles it from the end (Fisher and Yates). */
  public void permutation(int[] order, int n) {
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = below(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
  }
}
