package dev.vae.core.internal.vector.winograd;

import dev.vae.core.kernel.WinogradForm;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** A matrix of {@link WinogradForm} applied to segments of many numbers, line by line. */
interface WinogradTransform {

  /**
   * Where the segments of lines are.
   *
   * @param count of lines
   * @param xs where those are that are read, {@code xStep} of them for each line
   * @param ys where those are that are written, {@code yStep} for each line
   */
  record Lines(int count, int[] xs, int xStep, int[] ys, int yStep) {
    Lines(int count, int[] xs, int[] ys) {
      this(count, xs, xs.length / count, ys, ys.length / count);
    }

    /** Positions, one after the other. */
    static int[] table(int count, IntUnaryOperator position) {
      int[] table = new int[count];
      Arrays.setAll(table, position);
      return table;
    }
  }

  /**
   * Applies it to some lines.
   *
   * @param length of a segment, a multiple of 16
   * @param first which segment of a line is the first to be read
   * @param to which is the first to be written
   * @param continued of how many that are written the sums go on from what is there
   */
  void run(
      Lines lines,
      int lineFrom,
      int lineTo,
      int length,
      int first,
      int to,
      int continued,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset);

  /** Returns Bᵀ: an image to points. */
  static WinogradTransform image(WinogradForm form) {
    return form.points() == 4 ? FourPointTransforms::image : new SparseMatrix(form.image());
  }

  /** Returns B: points to the gradient of an image. */
  static WinogradTransform imageGradient(WinogradForm form) {
    return form.points() == 4
        ? FourPointTransforms::imageGradient
        : new SparseMatrix(WinogradForm.transpose(form.image()));
  }

  /** Returns Aᵀ: points to outputs. */
  static WinogradTransform outputs(WinogradForm form) {
    return switch (form) {
      case F32 -> FourPointTransforms::threeOutputs;
      case F23 -> FourPointTransforms::twoOutputs;
      case F22, F12, F13 -> new SparseMatrix(form.output());
    };
  }

  /** Returns A: the gradient of outputs to points. */
  static WinogradTransform outputsGradient(WinogradForm form) {
    return switch (form) {
      case F32 -> FourPointTransforms::threeGradients;
      case F23 -> FourPointTransforms::twoGradients;
      case F22, F12, F13 -> new SparseMatrix(WinogradForm.transpose(form.output()));
    };
  }
}
