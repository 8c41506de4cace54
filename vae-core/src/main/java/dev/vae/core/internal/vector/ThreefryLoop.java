package dev.vae.core.internal.vector;

import static dev.vae.core.internal.vector.Lanes.INTS;
import static dev.vae.core.internal.vector.Lanes.LENGTH;
import static jdk.incubator.vector.VectorOperators.*;

import dev.vae.core.internal.portable.Threefry;
import dev.vae.core.kernel.RandomKey;
import jdk.incubator.vector.IntVector;

/** Threefry's block function, a block in each lane, its 20 rounds written out. */
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
    for (int i = 0; i < n; i += LENGTH) {
      IntVector a = IntVector.fromArray(INTS, block, i).add(k0);
      IntVector b = IntVector.fromArray(INTS, rowLow, i).add(k1);
      IntVector c = IntVector.fromArray(INTS, rowHigh, i).add(k2);
      IntVector d = IntVector.broadcast(INTS, key.stream() + k3);

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

      a = a.add(k1);
      b = b.add(k2);
      c = c.add(k3);
      d = d.add(k4 + 1);

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

      a = a.add(k2);
      b = b.add(k3);
      c = c.add(k4);
      d = d.add(k0 + 2);

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

      a = a.add(k3);
      b = b.add(k4);
      c = c.add(k0);
      d = d.add(k1 + 3);

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

      a = a.add(k4);
      b = b.add(k0);
      c = c.add(k1);
      d = d.add(k2 + 4);

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

      a = a.add(k0);
      b = b.add(k1);
      c = c.add(k2);
      d = d.add(k3 + 5);

      a.intoArray(words, i);
      b.intoArray(words, stride + i);
      c.intoArray(words, 2 * stride + i);
      d.intoArray(words, 3 * stride + i);
    }
  }
}
