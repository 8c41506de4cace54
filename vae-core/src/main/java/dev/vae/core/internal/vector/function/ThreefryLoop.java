package dev.vae.core.internal.vector.function;

import static dev.vae.core.internal.vector.lanes.Lanes.INTS;
import static dev.vae.core.internal.vector.lanes.Lanes.LENGTH;
import static jdk.incubator.vector.VectorOperators.*;

import dev.vae.core.internal.portable.Threefry;
import dev.vae.core.kernel.RandomKey;
import jdk.incubator.vector.IntVector;

/**
 * Threefry's block function, a block in each lane, two of its 20 rounds at a time. Rotations are
 * two shifts: the Vector API of Java 17 makes its own of calls that the just-in-time compiler stops
 * inlining half-way, after which every vector is an object. Nor does it always get to the end of
 * four rounds in one loop. Each method adds words of the key, zeros where none follow, and so has
 * too much code to be inlined: all rounds in one piece were too much as well.
 */
final class ThreefryLoop {
  private ThreefryLoop() {}

  /**
   * Encrypts n counters (block, low row, high row, stream); word w of block i goes to {@code
   * words[w * stride + i]}. n is a whole number of vectors.
   */
  static void encrypt(
      RandomKey key, int[] block, int[] rowLow, int[] rowHigh, int n, int[] words, int stride) {
    int k0 = (int) key.seed();
    int k1 = (int) (key.seed() >>> 32);
    int k2 = (int) key.step();
    int k3 = (int) (key.step() >>> 32);
    int k4 = Threefry.PARITY ^ k0 ^ k1 ^ k2 ^ k3;
    for (int i = 0; i < n; i++) {
      words[i] = block[i] + k0;
      words[stride + i] = rowLow[i] + k1;
      words[2 * stride + i] = rowHigh[i] + k2;
      words[3 * stride + i] = key.stream() + k3;
    }
    first(words, stride, n, 0, 0, 0, 0);
    second(words, stride, n, k1, k2, k3, k4 + 1);
    third(words, stride, n, 0, 0, 0, 0);
    fourth(words, stride, n, k2, k3, k4, k0 + 2);
    first(words, stride, n, 0, 0, 0, 0);
    second(words, stride, n, k3, k4, k0, k1 + 3);
    third(words, stride, n, 0, 0, 0, 0);
    fourth(words, stride, n, k4, k0, k1, k2 + 4);
    first(words, stride, n, 0, 0, 0, 0);
    second(words, stride, n, k0, k1, k2, k3 + 5);
  }

  /** Rounds 1 and 2, 9 and 10, 17 and 18. */
  private static void first(int[] words, int stride, int n, int ka, int kb, int kc, int kd) {
    IntVector keyA = IntVector.broadcast(INTS, ka);
    IntVector keyB = IntVector.broadcast(INTS, kb);
    IntVector keyC = IntVector.broadcast(INTS, kc);
    IntVector keyD = IntVector.broadcast(INTS, kd);
    for (int i = 0; i < n; i += LENGTH) {
      IntVector a = IntVector.fromArray(INTS, words, i);
      IntVector b = IntVector.fromArray(INTS, words, stride + i);
      IntVector c = IntVector.fromArray(INTS, words, 2 * stride + i);
      IntVector d = IntVector.fromArray(INTS, words, 3 * stride + i);
      a = a.add(b);
      b = b.lanewise(LSHL, 10).or(b.lanewise(LSHR, 22)).lanewise(XOR, a);
      c = c.add(d);
      d = d.lanewise(LSHL, 26).or(d.lanewise(LSHR, 6)).lanewise(XOR, c);
      a = a.add(d);
      d = d.lanewise(LSHL, 11).or(d.lanewise(LSHR, 21)).lanewise(XOR, a);
      c = c.add(b);
      b = b.lanewise(LSHL, 21).or(b.lanewise(LSHR, 11)).lanewise(XOR, c);
      a.add(keyA).intoArray(words, i);
      b.add(keyB).intoArray(words, stride + i);
      c.add(keyC).intoArray(words, 2 * stride + i);
      d.add(keyD).intoArray(words, 3 * stride + i);
    }
  }

  /** Rounds 3 and 4, 11 and 12, 19 and 20, and the words of the key that follow them. */
  private static void second(int[] words, int stride, int n, int ka, int kb, int kc, int kd) {
    IntVector keyA = IntVector.broadcast(INTS, ka);
    IntVector keyB = IntVector.broadcast(INTS, kb);
    IntVector keyC = IntVector.broadcast(INTS, kc);
    IntVector keyD = IntVector.broadcast(INTS, kd);
    for (int i = 0; i < n; i += LENGTH) {
      IntVector a = IntVector.fromArray(INTS, words, i);
      IntVector b = IntVector.fromArray(INTS, words, stride + i);
      IntVector c = IntVector.fromArray(INTS, words, 2 * stride + i);
      IntVector d = IntVector.fromArray(INTS, words, 3 * stride + i);
      a = a.add(b);
      b = b.lanewise(LSHL, 13).or(b.lanewise(LSHR, 19)).lanewise(XOR, a);
      c = c.add(d);
      d = d.lanewise(LSHL, 27).or(d.lanewise(LSHR, 5)).lanewise(XOR, c);
      a = a.add(d);
      d = d.lanewise(LSHL, 23).or(d.lanewise(LSHR, 9)).lanewise(XOR, a);
      c = c.add(b);
      b = b.lanewise(LSHL, 5).or(b.lanewise(LSHR, 27)).lanewise(XOR, c);
      a.add(keyA).intoArray(words, i);
      b.add(keyB).intoArray(words, stride + i);
      c.add(keyC).intoArray(words, 2 * stride + i);
      d.add(keyD).intoArray(words, 3 * stride + i);
    }
  }

  /** Rounds 5 and 6, 13 and 14. */
  private static void third(int[] words, int stride, int n, int ka, int kb, int kc, int kd) {
    IntVector keyA = IntVector.broadcast(INTS, ka);
    IntVector keyB = IntVector.broadcast(INTS, kb);
    IntVector keyC = IntVector.broadcast(INTS, kc);
    IntVector keyD = IntVector.broadcast(INTS, kd);
    for (int i = 0; i < n; i += LENGTH) {
      IntVector a = IntVector.fromArray(INTS, words, i);
      IntVector b = IntVector.fromArray(INTS, words, stride + i);
      IntVector c = IntVector.fromArray(INTS, words, 2 * stride + i);
      IntVector d = IntVector.fromArray(INTS, words, 3 * stride + i);
      a = a.add(b);
      b = b.lanewise(LSHL, 6).or(b.lanewise(LSHR, 26)).lanewise(XOR, a);
      c = c.add(d);
      d = d.lanewise(LSHL, 20).or(d.lanewise(LSHR, 12)).lanewise(XOR, c);
      a = a.add(d);
      d = d.lanewise(LSHL, 17).or(d.lanewise(LSHR, 15)).lanewise(XOR, a);
      c = c.add(b);
      b = b.lanewise(LSHL, 11).or(b.lanewise(LSHR, 21)).lanewise(XOR, c);
      a.add(keyA).intoArray(words, i);
      b.add(keyB).intoArray(words, stride + i);
      c.add(keyC).intoArray(words, 2 * stride + i);
      d.add(keyD).intoArray(words, 3 * stride + i);
    }
  }

  /** Rounds 7 and 8, 15 and 16, and the words of the key that follow them. */
  private static void fourth(int[] words, int stride, int n, int ka, int kb, int kc, int kd) {
    IntVector keyA = IntVector.broadcast(INTS, ka);
    IntVector keyB = IntVector.broadcast(INTS, kb);
    IntVector keyC = IntVector.broadcast(INTS, kc);
    IntVector keyD = IntVector.broadcast(INTS, kd);
    for (int i = 0; i < n; i += LENGTH) {
      IntVector a = IntVector.fromArray(INTS, words, i);
      IntVector b = IntVector.fromArray(INTS, words, stride + i);
      IntVector c = IntVector.fromArray(INTS, words, 2 * stride + i);
      IntVector d = IntVector.fromArray(INTS, words, 3 * stride + i);
      a = a.add(b);
      b = b.lanewise(LSHL, 25).or(b.lanewise(LSHR, 7)).lanewise(XOR, a);
      c = c.add(d);
      d = d.lanewise(LSHL, 10).or(d.lanewise(LSHR, 22)).lanewise(XOR, c);
      a = a.add(d);
      d = d.lanewise(LSHL, 18).or(d.lanewise(LSHR, 14)).lanewise(XOR, a);
      c = c.add(b);
      b = b.lanewise(LSHL, 20).or(b.lanewise(LSHR, 12)).lanewise(XOR, c);
      a.add(keyA).intoArray(words, i);
      b.add(keyB).intoArray(words, stride + i);
      c.add(keyC).intoArray(words, 2 * stride + i);
      d.add(keyD).intoArray(words, 3 * stride + i);
    }
  }
}
