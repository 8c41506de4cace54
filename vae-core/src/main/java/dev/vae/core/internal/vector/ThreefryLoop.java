package dev.vae.core.internal.vector;

import static dev.vae.core.internal.vector.Lanes.INTS;
import static dev.vae.core.internal.vector.Lanes.LENGTH;
import static jdk.incubator.vector.VectorOperators.*;

import dev.vae.core.internal.portable.Threefry;
import dev.vae.core.kernel.RandomKey;
import jdk.incubator.vector.IntVector;

/**
 * Threefry's block function, a block in each lane, four of its 20 rounds at a time: all of them in
 * one loop are more than the just-in-time compiler of Java 17 keeps free of objects.
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
    odd(words, stride, n, k1, k2, k3, k4 + 1);
    even(words, stride, n, k2, k3, k4, k0 + 2);
    odd(words, stride, n, k3, k4, k0, k1 + 3);
    even(words, stride, n, k4, k0, k1, k2 + 4);
    odd(words, stride, n, k0, k1, k2, k3 + 5);
  }

  /** Rounds 1 to 4, 9 to 12 and 17 to 20, and the words of the key that follow them. */
  private static void odd(int[] words, int stride, int n, int ka, int kb, int kc, int kd) {
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
      b = b.lanewise(ROL, 10).lanewise(XOR, a);
      c = c.add(d);
      d = d.lanewise(ROL, 26).lanewise(XOR, c);
      a = a.add(d);
      d = d.lanewise(ROL, 11).lanewise(XOR, a);
      c = c.add(b);
      b = b.lanewise(ROL, 21).lanewise(XOR, c);
      a = a.add(b);
      b = b.lanewise(ROL, 13).lanewise(XOR, a);
      c = c.add(d);
      d = d.lanewise(ROL, 27).lanewise(XOR, c);
      a = a.add(d);
      d = d.lanewise(ROL, 23).lanewise(XOR, a);
      c = c.add(b);
      b = b.lanewise(ROL, 5).lanewise(XOR, c);
      a.add(keyA).intoArray(words, i);
      b.add(keyB).intoArray(words, stride + i);
      c.add(keyC).intoArray(words, 2 * stride + i);
      d.add(keyD).intoArray(words, 3 * stride + i);
    }
  }

  /** Rounds 5 to 8 and 13 to 16, and the words of the key that follow them. */
  private static void even(int[] words, int stride, int n, int ka, int kb, int kc, int kd) {
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
      b = b.lanewise(ROL, 6).lanewise(XOR, a);
      c = c.add(d);
      d = d.lanewise(ROL, 20).lanewise(XOR, c);
      a = a.add(d);
      d = d.lanewise(ROL, 17).lanewise(XOR, a);
      c = c.add(b);
      b = b.lanewise(ROL, 11).lanewise(XOR, c);
      a = a.add(b);
      b = b.lanewise(ROL, 25).lanewise(XOR, a);
      c = c.add(d);
      d = d.lanewise(ROL, 10).lanewise(XOR, c);
      a = a.add(d);
      d = d.lanewise(ROL, 18).lanewise(XOR, a);
      c = c.add(b);
      b = b.lanewise(ROL, 20).lanewise(XOR, c);
      a.add(keyA).intoArray(words, i);
      b.add(keyB).intoArray(words, stride + i);
      c.add(keyC).intoArray(words, 2 * stride + i);
      d.add(keyD).intoArray(words, 3 * stride + i);
    }
  }
}
