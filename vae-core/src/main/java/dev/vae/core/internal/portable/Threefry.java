package dev.vae.core.internal.portable;

import dev.vae.core.kernel.RandomKey;

/**
 * The counter-based generator Threefry-4x32 with 20 rounds (Salmon, Moraes, Dror and Shaw,
 * "Parallel random numbers: as easy as 1, 2, 3", SC 2011): a block of four 32-bit words is a keyed
 * bijection of a 128-bit counter.
 *
 * <p>Key: seed (64 bits) and step (64 bits). Counter: block, row (64 bits), stream. All bits of a
 * {@link RandomKey} and of the row take part, and no two positions share a counter. Position p of a
 * row is word {@code p % 4} of block {@code p / 4}; bit 31 of the block word sets the distributions
 * apart.
 */
public final class Threefry {
  /** Skein's key schedule constant for 32-bit words. */
  public static final int PARITY = 0x1BD11BDA;

  /** Rotations: even entries for the first pair of words, odd ones for the second. */
  static final int[] ROTATIONS = {10, 26, 11, 21, 13, 27, 23, 5, 6, 20, 17, 11, 25, 10, 18, 20};

  /** Marks the blocks that uniform numbers are made of. */
  public static final int UNIFORM = 0;

  /** Marks the blocks that normal numbers are made of. */
  public static final int NORMAL = 1 << 31;

  private Threefry() {}

  /** The five words that the rounds add: those of the key, seed and step, and their parity. */
  static int[] schedule(RandomKey key) {
    return schedule(
        (int) key.seed(), (int) (key.seed() >>> 32), (int) key.step(), (int) (key.step() >>> 32));
  }

  static int[] schedule(int key0, int key1, int key2, int key3) {
    return new int[] {key0, key1, key2, key3, PARITY ^ key0 ^ key1 ^ key2 ^ key3};
  }

  /** Fills {@code words} with the four words of a block. */
  static void block(int[] schedule, int stream, int mark, long row, int block, int[] words) {
    words[0] = block | mark;
    words[1] = (int) row;
    words[2] = (int) (row >>> 32);
    words[3] = stream;
    encrypt(schedule, words);
  }

  /** Replaces the counter in {@code x} by its image under the key. */
  static void encrypt(int[] key, int[] x) {
    inject(key, 0, x);
    for (int round = 0; round < 20; round++) {
      int first = 1 + 2 * (round % 2);
      int second = 4 - first;
      int r = 2 * (round % 8);
      x[0] += x[first];
      x[first] = Integer.rotateLeft(x[first], ROTATIONS[r]) ^ x[0];
      x[2] += x[second];
      x[second] = Integer.rotateLeft(x[second], ROTATIONS[r + 1]) ^ x[2];
      if (round % 4 == 3) {
        inject(key, (round + 1) / 4, x);
      }
    }
  }

  private static void inject(int[] key, int count, int[] x) {
    for (int i = 0; i < 4; i++) {
      x[i] += key[(count + i) % 5];
    }
    x[3] += count;
  }
}
