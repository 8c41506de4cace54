package dev.vae.core.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes 16x16 blocks where vectors have 16 lanes, by exchanging halves, quarters, pairs and
 * neighbours of pairs of rows. The exchanges are bit operations on integers, for which the
 * just-in-time compilers of Java 17 and 25 both have single instructions, in two small loops, which
 * they compile soon. Not to be touched where vectors have other lengths: it makes vectors of 16.
 */
final class TransposedBlock {
  /** Rows and columns of a block. */
  static final int SIDE = 16;

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;

  private static final VectorShuffle<Integer> SWAP_8 = VectorShuffle.fromOp(INTS, i -> i ^ 8);
  private static final VectorShuffle<Integer> SWAP_4 = VectorShuffle.fromOp(INTS, i -> i ^ 4);
  private static final VectorShuffle<Integer> SWAP_2 = VectorShuffle.fromOp(INTS, i -> i ^ 2);
  private static final VectorShuffle<Integer> SWAP_1 = VectorShuffle.fromOp(INTS, i -> i ^ 1);
  private static final IntVector LOW_8 = lanes(8, 0);
  private static final IntVector LOW_4 = lanes(4, 0);
  private static final IntVector LOW_2 = lanes(2, 0);
  private static final IntVector LOW_1 = lanes(1, 0);
  private static final IntVector HIGH_8 = lanes(8, 8);
  private static final IntVector HIGH_4 = lanes(4, 4);
  private static final IntVector HIGH_2 = lanes(2, 2);
  private static final IntVector HIGH_1 = lanes(1, 1);

  private TransposedBlock() {}

  /** Exchanges 8x8 and then 4x4 blocks. */
  static void quarters(float[] from, int at, int stride, float[] to, int toAt, int toStride) {
    for (int i = 0; i < 4; i++) {
      int row = at + i * stride;
      IntVector a = FloatVector.fromArray(FLOATS, from, row).reinterpretAsInts();
      IntVector b = FloatVector.fromArray(FLOATS, from, row + 4 * stride).reinterpretAsInts();
      IntVector c = FloatVector.fromArray(FLOATS, from, row + 8 * stride).reinterpretAsInts();
      IntVector d = FloatVector.fromArray(FLOATS, from, row + 12 * stride).reinterpretAsInts();
      IntVector e = a.and(LOW_8).or(c.rearrange(SWAP_8).and(HIGH_8));
      IntVector f = b.and(LOW_8).or(d.rearrange(SWAP_8).and(HIGH_8));
      IntVector g = a.rearrange(SWAP_8).and(LOW_8).or(c.and(HIGH_8));
      IntVector h = b.rearrange(SWAP_8).and(LOW_8).or(d.and(HIGH_8));
      a = e.and(LOW_4).or(f.rearrange(SWAP_4).and(HIGH_4));
      b = e.rearrange(SWAP_4).and(LOW_4).or(f.and(HIGH_4));
      c = g.and(LOW_4).or(h.rearrange(SWAP_4).and(HIGH_4));
      d = g.rearrange(SWAP_4).and(LOW_4).or(h.and(HIGH_4));
      row = toAt + i * toStride;
      a.reinterpretAsFloats().intoArray(to, row);
      b.reinterpretAsFloats().intoArray(to, row + 4 * toStride);
      c.reinterpretAsFloats().intoArray(to, row + 8 * toStride);
      d.reinterpretAsFloats().intoArray(to, row + 12 * toStride);
    }
  }

  /** Exchanges 2x2 blocks and then single numbers, in place. */
  static void neighbours(float[] x, int at, int stride) {
    for (int i = 0; i < 4; i++) {
      int row = at + 4 * i * stride;
      IntVector a = FloatVector.fromArray(FLOATS, x, row).reinterpretAsInts();
      IntVector b = FloatVector.fromArray(FLOATS, x, row + stride).reinterpretAsInts();
      IntVector c = FloatVector.fromArray(FLOATS, x, row + 2 * stride).reinterpretAsInts();
      IntVector d = FloatVector.fromArray(FLOATS, x, row + 3 * stride).reinterpretAsInts();
      IntVector e = a.and(LOW_2).or(c.rearrange(SWAP_2).and(HIGH_2));
      IntVector f = b.and(LOW_2).or(d.rearrange(SWAP_2).and(HIGH_2));
      IntVector g = a.rearrange(SWAP_2).and(LOW_2).or(c.and(HIGH_2));
      IntVector h = b.rearrange(SWAP_2).and(LOW_2).or(d.and(HIGH_2));
      a = e.and(LOW_1).or(f.rearrange(SWAP_1).and(HIGH_1));
      b = e.rearrange(SWAP_1).and(LOW_1).or(f.and(HIGH_1));
      c = g.and(LOW_1).or(h.rearrange(SWAP_1).and(HIGH_1));
      d = g.rearrange(SWAP_1).and(LOW_1).or(h.and(HIGH_1));
      a.reinterpretAsFloats().intoArray(x, row);
      b.reinterpretAsFloats().intoArray(x, row + stride);
      c.reinterpretAsFloats().intoArray(x, row + 2 * stride);
      d.reinterpretAsFloats().intoArray(x, row + 3 * stride);
    }
  }

  /** All bits set in the lanes whose number has {@code bit} as {@code value} says. */
  private static IntVector lanes(int bit, int value) {
    int[] lanes = new int[SIDE];
    for (int i = 0; i < SIDE; i++) {
      lanes[i] = (i & bit) == value ? -1 : 0;
    }
    return IntVector.fromArray(INTS, lanes, 0);
  }
}
