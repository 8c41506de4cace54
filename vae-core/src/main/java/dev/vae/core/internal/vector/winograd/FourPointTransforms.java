package dev.vae.core.internal.vector.winograd;

import dev.vae.core.internal.vector.lanes.Lanes;
import dev.vae.core.internal.vector.winograd.WinogradTransform.Lines;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The matrices of tiles with four points, {@link dev.vae.core.kernel.WinogradForm} F32 and F23:
 * what {@link SparseMatrix} does, with every number read once for all it goes into. See {@link
 * WinogradTransform}.
 */
final class FourPointTransforms {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int L = SPECIES.length();

  private FourPointTransforms() {}

  /** Bᵀ of both. */
  static void image(
      Lines l,
      int lineFrom,
      int lineTo,
      int length,
      int first,
      int to,
      int continued,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset) {
    for (int line = lineFrom; line < lineTo; line++) {
      int from = line * l.xStep() + first;
      int into = line * l.yStep() + to;
      int x0 = xOffset + l.xs()[from + 0];
      int x1 = xOffset + l.xs()[from + 1];
      int x2 = xOffset + l.xs()[from + 2];
      int x3 = xOffset + l.xs()[from + 3];
      int y0 = yOffset + l.ys()[into + 0];
      int y1 = yOffset + l.ys()[into + 1];
      int y2 = yOffset + l.ys()[into + 2];
      int y3 = yOffset + l.ys()[into + 3];
      for (int i = 0; i < length; i += L) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, x, x0 + i);
        FloatVector a1 = FloatVector.fromArray(SPECIES, x, x1 + i);
        FloatVector a2 = FloatVector.fromArray(SPECIES, x, x2 + i);
        FloatVector a3 = FloatVector.fromArray(SPECIES, x, x3 + i);
        a0.sub(a2).intoArray(y, y0 + i);
        a1.add(a2).intoArray(y, y1 + i);
        a2.sub(a1).intoArray(y, y2 + i);
        a3.sub(a1).intoArray(y, y3 + i);
      }
    }
  }

  /** B of both. */
  static void imageGradient(
      Lines l,
      int lineFrom,
      int lineTo,
      int length,
      int first,
      int to,
      int continued,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset) {
    for (int line = lineFrom; line < lineTo; line++) {
      int from = line * l.xStep() + first;
      int into = line * l.yStep() + to;
      int x0 = xOffset + l.xs()[from + 0];
      int x1 = xOffset + l.xs()[from + 1];
      int x2 = xOffset + l.xs()[from + 2];
      int x3 = xOffset + l.xs()[from + 3];
      int y0 = yOffset + l.ys()[into + 0];
      int y1 = yOffset + l.ys()[into + 1];
      int y2 = yOffset + l.ys()[into + 2];
      int y3 = yOffset + l.ys()[into + 3];
      for (int i = 0; continued == 0 && i < length; i += L) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, x, x0 + i);
        FloatVector a1 = FloatVector.fromArray(SPECIES, x, x1 + i);
        FloatVector a2 = FloatVector.fromArray(SPECIES, x, x2 + i);
        FloatVector a3 = FloatVector.fromArray(SPECIES, x, x3 + i);
        a0.intoArray(y, y0 + i);
        a1.sub(a2).sub(a3).intoArray(y, y1 + i);
        a1.sub(a0).add(a2).intoArray(y, y2 + i);
        a3.intoArray(y, y3 + i);
      }
      for (int i = 0; continued == 1 && i < length; i += L) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, x, x0 + i);
        FloatVector a1 = FloatVector.fromArray(SPECIES, x, x1 + i);
        FloatVector a2 = FloatVector.fromArray(SPECIES, x, x2 + i);
        FloatVector a3 = FloatVector.fromArray(SPECIES, x, x3 + i);
        FloatVector.fromArray(SPECIES, y, y0 + i).add(a0).intoArray(y, y0 + i);
        a1.sub(a2).sub(a3).intoArray(y, y1 + i);
        a1.sub(a0).add(a2).intoArray(y, y2 + i);
        a3.intoArray(y, y3 + i);
      }
      for (int i = 0; continued == 2 && i < length; i += L) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, x, x0 + i);
        FloatVector a1 = FloatVector.fromArray(SPECIES, x, x1 + i);
        FloatVector a2 = FloatVector.fromArray(SPECIES, x, x2 + i);
        FloatVector a3 = FloatVector.fromArray(SPECIES, x, x3 + i);
        FloatVector.fromArray(SPECIES, y, y0 + i).add(a0).intoArray(y, y0 + i);
        FloatVector.fromArray(SPECIES, y, y1 + i).add(a1).sub(a2).sub(a3).intoArray(y, y1 + i);
        a1.sub(a0).add(a2).intoArray(y, y2 + i);
        a3.intoArray(y, y3 + i);
      }
    }
  }

  /** Aᵀ of F32. */
  static void threeOutputs(
      Lines l,
      int lineFrom,
      int lineTo,
      int length,
      int first,
      int to,
      int continued,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset) {
    for (int line = lineFrom; line < lineTo; line++) {
      int from = line * l.xStep() + first;
      int into = line * l.yStep() + to;
      int x0 = xOffset + l.xs()[from + 0];
      int x1 = xOffset + l.xs()[from + 1];
      int x2 = xOffset + l.xs()[from + 2];
      int x3 = xOffset + l.xs()[from + 3];
      int y0 = yOffset + l.ys()[into + 0];
      int y1 = yOffset + l.ys()[into + 1];
      int y2 = yOffset + l.ys()[into + 2];
      for (int i = 0; i < length; i += L) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, x, x0 + i);
        FloatVector a1 = FloatVector.fromArray(SPECIES, x, x1 + i);
        FloatVector a2 = FloatVector.fromArray(SPECIES, x, x2 + i);
        FloatVector a3 = FloatVector.fromArray(SPECIES, x, x3 + i);
        a0.add(a1).add(a2).intoArray(y, y0 + i);
        a1.sub(a2).intoArray(y, y1 + i);
        a1.add(a2).add(a3).intoArray(y, y2 + i);
      }
    }
  }

  /** Aᵀ of F23. */
  static void twoOutputs(
      Lines l,
      int lineFrom,
      int lineTo,
      int length,
      int first,
      int to,
      int continued,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset) {
    for (int line = lineFrom; line < lineTo; line++) {
      int from = line * l.xStep() + first;
      int into = line * l.yStep() + to;
      int x0 = xOffset + l.xs()[from + 0];
      int x1 = xOffset + l.xs()[from + 1];
      int x2 = xOffset + l.xs()[from + 2];
      int x3 = xOffset + l.xs()[from + 3];
      int y0 = yOffset + l.ys()[into + 0];
      int y1 = yOffset + l.ys()[into + 1];
      for (int i = 0; i < length; i += L) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, x, x0 + i);
        FloatVector a1 = FloatVector.fromArray(SPECIES, x, x1 + i);
        FloatVector a2 = FloatVector.fromArray(SPECIES, x, x2 + i);
        FloatVector a3 = FloatVector.fromArray(SPECIES, x, x3 + i);
        a0.add(a1).add(a2).intoArray(y, y0 + i);
        a1.sub(a2).add(a3).intoArray(y, y1 + i);
      }
    }
  }

  /** A of F32. */
  static void threeGradients(
      Lines l,
      int lineFrom,
      int lineTo,
      int length,
      int first,
      int to,
      int continued,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset) {
    for (int line = lineFrom; line < lineTo; line++) {
      int from = line * l.xStep() + first;
      int into = line * l.yStep() + to;
      int x0 = xOffset + l.xs()[from + 0];
      int x1 = xOffset + l.xs()[from + 1];
      int x2 = xOffset + l.xs()[from + 2];
      int y0 = yOffset + l.ys()[into + 0];
      int y1 = yOffset + l.ys()[into + 1];
      int y2 = yOffset + l.ys()[into + 2];
      int y3 = yOffset + l.ys()[into + 3];
      for (int i = 0; i < length; i += L) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, x, x0 + i);
        FloatVector a1 = FloatVector.fromArray(SPECIES, x, x1 + i);
        FloatVector a2 = FloatVector.fromArray(SPECIES, x, x2 + i);
        a0.intoArray(y, y0 + i);
        a0.add(a1).add(a2).intoArray(y, y1 + i);
        a0.sub(a1).add(a2).intoArray(y, y2 + i);
        a2.intoArray(y, y3 + i);
      }
    }
  }

  /** A of F23. */
  static void twoGradients(
      Lines l,
      int lineFrom,
      int lineTo,
      int length,
      int first,
      int to,
      int continued,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset) {
    for (int line = lineFrom; line < lineTo; line++) {
      int from = line * l.xStep() + first;
      int into = line * l.yStep() + to;
      int x0 = xOffset + l.xs()[from + 0];
      int x1 = xOffset + l.xs()[from + 1];
      int y0 = yOffset + l.ys()[into + 0];
      int y1 = yOffset + l.ys()[into + 1];
      int y2 = yOffset + l.ys()[into + 2];
      int y3 = yOffset + l.ys()[into + 3];
      for (int i = 0; i < length; i += L) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, x, x0 + i);
        FloatVector a1 = FloatVector.fromArray(SPECIES, x, x1 + i);
        a0.intoArray(y, y0 + i);
        a0.add(a1).intoArray(y, y1 + i);
        a0.sub(a1).intoArray(y, y2 + i);
        a1.intoArray(y, y3 + i);
      }
    }
  }
}
