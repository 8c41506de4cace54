package dev.vae.core.internal.portable;

import static dev.vae.core.internal.portable.Coefficients.TURN;

import dev.vae.core.kernel.RandomKey;

/** Random numbers of given distributions made of {@link Threefry}'s words. */
final class ScalarRandom {
  private ScalarRandom() {}

  /** Fills rows, numbered from the first on, or as they are given. */
  static void uniform(
      RandomKey key,
      long[] numbers,
      int rowNumbersOffset,
      long firstRow,
      int rows,
      int from,
      int width,
      float[] y,
      int yOffset) {
    int[] schedule = Threefry.schedule(key);
    int[] words = new int[4];
    for (int r = 0; r < rows; r++) {
      long row = numbers == null ? firstRow + r : numbers[rowNumbersOffset + r];
      for (int j = 0; j < width; j++) {
        int position = from + j;
        if (j == 0 || position % 4 == 0) {
          Threefry.block(schedule, key.stream(), Threefry.UNIFORM, row, position / 4, words);
        }
        y[yOffset + r * width + j] = uniform(words[position % 4]);
      }
    }
  }

  /** Box and Muller's method: words 0 and 1 of a block give two numbers, words 2 and 3 two more. */
  static void normal(
      RandomKey key,
      long[] numbers,
      int rowNumbersOffset,
      long firstRow,
      int rows,
      int from,
      int width,
      float[] y,
      int yOffset) {
    int[] schedule = Threefry.schedule(key);
    int[] words = new int[4];
    for (int r = 0; r < rows; r++) {
      long row = numbers == null ? firstRow + r : numbers[rowNumbersOffset + r];
      for (int j = 0; j < width; j++) {
        int position = from + j;
        if (j == 0 || position % 4 == 0) {
          Threefry.block(schedule, key.stream(), Threefry.NORMAL, row, position / 4, words);
        }
        int pair = position % 4 & 2;
        float radius = radius(words[pair]);
        int angle = words[pair + 1];
        y[yOffset + r * width + j] = radius * (position % 2 == 0 ? cosTurn(angle) : sinTurn(angle));
      }
    }
  }

  /** The middle of one of 2^23 equal parts of (0, 1), exactly. */
  static float uniform(int word) {
    return Math.fma((float) (word >>> 9), 0x1p-23f, 0x1p-24f);
  }

  /** sqrt(-2 log u) with u in [2^-32, 1], so at most 6.66. */
  static float radius(int word) {
    float u = Math.fma((float) (word >>> 1), 0x1p-31f, 0x1p-32f);
    return (float) Math.sqrt(-2f * ScalarLog.log(u));
  }

  /** The sine of an angle in units of 2^-32 of a turn: two bits of quadrant, the rest exact. */
  static float sinTurn(int angle) {
    int quadrant = angle + (1 << 29) >> 30;
    return ScalarTrig.quadrant((float) (angle - (quadrant << 30)) * TURN, quadrant);
  }

  /** The cosine of an angle in units of 2^-32 of a turn. */
  static float cosTurn(int angle) {
    return sinTurn(angle + (1 << 30));
  }
}
