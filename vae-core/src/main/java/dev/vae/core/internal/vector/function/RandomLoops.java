package dev.vae.core.internal.vector.function;

import static dev.vae.core.internal.portable.Coefficients.*;
import static dev.vae.core.internal.vector.lanes.Lanes.INTS;
import static dev.vae.core.internal.vector.lanes.Lanes.LENGTH;
import static dev.vae.core.internal.vector.lanes.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.*;

import dev.vae.core.internal.portable.Threefry;
import dev.vae.core.internal.vector.lanes.Transposition;
import dev.vae.core.kernel.RandomKey;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * ScalarRandom's numbers. The blocks of all rows are taken one after the other in batches, a block
 * in each lane, so that short rows fill the vectors as well as long ones.
 */
public final class RandomLoops {
  private RandomLoops() {}

  /** Work space for some blocks; word or number w of block i is at {@code w * BLOCKS + i}. */
  static final class Batch {
    static final int BLOCKS = 64;

    final int[] block = new int[BLOCKS];
    final int[] rowLow = new int[BLOCKS];
    final int[] rowHigh = new int[BLOCKS];
    final int[] words = new int[4 * BLOCKS];
    final float[] work = new float[BLOCKS];
    final float[] numbers = new float[4 * BLOCKS];

    /** The numbers in the order of their positions. */
    final float[] ordered = new float[4 * BLOCKS];
  }

  /** Fills rows, numbered from the first on, or as they are given. */
  public static void fill(
      RandomKey key,
      int mark,
      long[] numbers,
      int rowNumbersOffset,
      long firstRow,
      int rows,
      int from,
      int width,
      float[] y,
      int yOffset) {
    if (rows <= 0 || width <= 0) {
      return;
    }
    Batch batch = Scratch.own().batch;
    int first = from / 4;
    int last = (from + width - 1) / 4;
    int row = 0;
    int block = first;
    while (row < rows) {
      int count = 0;
      int startRow = row;
      int startBlock = block;
      while (count < Batch.BLOCKS && row < rows) {
        batch.block[count] = block | mark;
        long number = numbers == null ? firstRow + row : numbers[rowNumbersOffset + row];
        batch.rowLow[count] = (int) number;
        batch.rowHigh[count] = (int) (number >>> 32);
        count++;
        if (block++ == last) {
          block = first;
          row++;
        }
      }
      int whole = (count + LENGTH - 1) / LENGTH * LENGTH;
      ThreefryLoop.encrypt(
          key, batch.block, batch.rowLow, batch.rowHigh, whole, batch.words, Batch.BLOCKS);
      if (mark == Threefry.NORMAL) {
        normal(batch, 0, whole);
        normal(batch, 2 * Batch.BLOCKS, whole);
      } else {
        uniform(batch.words, batch.numbers);
      }
      Transposition.run(batch.numbers, 0, Batch.BLOCKS, 4, whole, batch.ordered, 0, 4);
      int done = 0;
      for (int r = startRow, b = startBlock; done < count; r++, b = first) {
        int run = Math.min(count - done, last - b + 1);
        int at = b * 4 - from;
        int begin = Math.max(0, -at);
        int end = Math.min(4 * run, width - at);
        System.arraycopy(
            batch.ordered, 4 * done + begin, y, yOffset + r * width + at + begin, end - begin);
        done += run;
      }
    }
  }

  private static void uniform(int[] words, float[] y) {
    FloatVector unit = broadcast(SPECIES, 0x1p-23f);
    FloatVector half = broadcast(SPECIES, 0x1p-24f);
    for (int i = 0; i < 4 * Batch.BLOCKS; i += LENGTH) {
      IntVector word = IntVector.fromArray(INTS, words, i).lanewise(LSHR, 9);
      FloatVector v = (FloatVector) word.convert(I2F, 0);
      v.fma(unit, half).intoArray(y, i);
    }
  }

  /** Pairs of words from a offset on, and those behind them, become pairs of numbers. */
  private static void normal(Batch batch, int from, int n) {
    unit(batch.words, from, batch.work, n);
    LogLoops.log(batch.work, 0, batch.work, 0, n);
    boxMuller(batch.work, batch.words, from + Batch.BLOCKS, batch.numbers, from, n);
  }

  private static void unit(int[] words, int from, float[] y, int n) {
    FloatVector unit = broadcast(SPECIES, 0x1p-31f);
    FloatVector half = broadcast(SPECIES, 0x1p-32f);
    for (int i = 0; i < n; i += LENGTH) {
      IntVector word = IntVector.fromArray(INTS, words, from + i).lanewise(LSHR, 1);
      FloatVector v = (FloatVector) word.convert(I2F, 0);
      v.fma(unit, half).intoArray(y, i);
    }
  }

  /** Constants are vectors: of an operation with a number Java 17 makes an object now and then. */
  private static void boxMuller(
      float[] log, int[] angles, int from, float[] y, int yOffset, int n) {
    FloatVector one = broadcast(SPECIES, 1);
    FloatVector minusHalf = broadcast(SPECIES, -0.5f);
    FloatVector s3 = broadcast(SPECIES, SIN_3);
    FloatVector s5 = broadcast(SPECIES, SIN_5);
    FloatVector s7 = broadcast(SPECIES, SIN_7);
    FloatVector c4 = broadcast(SPECIES, COS_4);
    FloatVector c6 = broadcast(SPECIES, COS_6);
    FloatVector c8 = broadcast(SPECIES, COS_8);
    FloatVector turn = broadcast(SPECIES, TURN);
    FloatVector minusTwo = broadcast(SPECIES, -2);
    IntVector eighth = IntVector.broadcast(INTS, 1 << 29);
    IntVector zero = IntVector.broadcast(INTS, 0);
    IntVector ones = IntVector.broadcast(INTS, 1);
    IntVector twos = IntVector.broadcast(INTS, 2);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector radius = FloatVector.fromArray(SPECIES, log, i).mul(minusTwo).sqrt();
      IntVector angle = IntVector.fromArray(INTS, angles, from + i);
      IntVector q = angle.add(eighth).lanewise(ASHR, 30);
      FloatVector r = (FloatVector) angle.sub(q.lanewise(LSHL, 30)).convert(I2F, 0);
      r = r.mul(turn);
      FloatVector z = r.mul(r);
      FloatVector sin = r.mul(z).fma(s7.fma(z, s5).fma(z, s3), r);
      FloatVector cos = z.mul(z).fma(c8.fma(z, c6).fma(z, c4), z.fma(minusHalf, one));
      VectorMask<Float> even = q.and(ones).compare(EQ, zero).cast(SPECIES);
      IntVector sineSign = q.and(twos).lanewise(LSHL, 30);
      IntVector cosineSign = q.add(ones).and(twos).lanewise(LSHL, 30);
      IntVector sine = cos.blend(sin, even).reinterpretAsInts().lanewise(XOR, sineSign);
      IntVector cosine = sin.blend(cos, even).reinterpretAsInts().lanewise(XOR, cosineSign);
      radius.mul(cosine.reinterpretAsFloats()).intoArray(y, yOffset + i);
      radius.mul(sine.reinterpretAsFloats()).intoArray(y, yOffset + Batch.BLOCKS + i);
    }
  }
}
