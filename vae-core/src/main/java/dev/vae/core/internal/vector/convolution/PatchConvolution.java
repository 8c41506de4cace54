package dev.vae.core.internal.vector.convolution;

import dev.vae.core.internal.vector.lanes.Lanes;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Product;
import java.util.Arrays;

/**
 * A transposed convolution to images of few channels whose kernel is whole strides long. Seen from
 * an output position, its channels times the weights are a patch of the image as large as the
 * kernel, and a few vectors hold it; sums are added to patch by patch. An image position gets its
 * taps in the order of kernel rows and columns, which is from the last output position to the
 * first.
 *
 * <p>An image is counted in blocks of stride · stride positions, a band of them at a time is under
 * way. Sums lie block by block, the bands that a patch covers side by side: then patches of
 * neighbours overlap in memory as they do in the image. A band takes the place in there of the one
 * that is done, which is why there are weights for each turn of the bands.
 */
public final class PatchConvolution implements Product {
  private static final int L = Lanes.LENGTH;

  /** Images that are summed up side by side, so that no sum waits for its last addition. */
  private static final int SIDE_BY_SIDE = PatchSums.EIGHT;

  private final ConvolutionSpec spec;
  private final ImageBlocks images;

  /** Blocks that a patch covers, down and across. */
  private final int bands;

  private final int blocks;

  /** The blocks of an image. */
  private final int firstBand;

  private final int lastBand;
  private final int firstBlock;
  private final int lastBlock;

  /** Floats of a row of a block, of a block, of the blocks below one another, and of a patch. */
  private final int line;

  private final int block;
  private final int column;
  private final int patch;

  /** The positions of an image row in a band, counted from its first block. */
  private final int[] positions;

  /** For each turn of the bands 1 for sums that stay when one is done, 0 for its own. */
  private final float[][] others;

  /** Floats of the bands under way. */
  private final int sums;

  PatchConvolution(ConvolutionSpec s) {
    spec = s;
    bands = s.kernelHeight() / s.strideHeight();
    blocks = s.kernelWidth() / s.strideWidth();
    firstBand = s.padTop() / s.strideHeight();
    lastBand = Math.floorDiv(s.height() - 1 + s.padTop(), s.strideHeight());
    firstBlock = s.padLeft() / s.strideWidth();
    lastBlock = Math.floorDiv(s.width() - 1 + s.padLeft(), s.strideWidth());
    line = s.strideWidth() * s.channels();
    block = s.strideHeight() * line;
    column = bands * block;
    patch = blocks * column;
    sums = Product.aligned(Math.max(0, lastBlock - firstBlock + 2 * blocks - 1) * column);
    int left = firstBlock * s.strideWidth() - s.padLeft();
    positions = new int[s.width() * s.channels()];
    Arrays.setAll(
        positions,
        i -> (i - left * s.channels()) / line * column + (i - left * s.channels()) % line);
    others = new float[bands][sums];
    for (int i = 0; i < bands * sums; i++) {
      others[i / sums][i % sums] = i % sums / block % bands == i / sums ? 0 : 1;
    }
    long work = (long) s.outputHeight() * s.outputWidth() * s.outputs() * patch;
    images = new ImageBlocks(s.images(), work, sums, SIDE_BY_SIDE);
  }

  /** Whether this is the way for a transposed convolution of one group. */
  public static boolean suits(ConvolutionSpec s) {
    return s.kernelHeight() % s.strideHeight() == 0
        && s.kernelWidth() % s.strideWidth() == 0
        && s.kernelHeight() * s.kernelWidth() * s.channels() % Lanes.LENGTH == 0
        && s.kernelHeight() / s.strideHeight() * (s.kernelWidth() / s.strideWidth()) * s.outputs()
            <= BLOCK;
  }

  /** Weights for each turn of the bands, and after them the sums of products with zeros. */
  private int weights() {
    return Product.aligned(bands * patch * (spec.outputs() + 1));
  }

  @Override
  public int scratch(int threads) {
    return weights() + threads * SIDE_BY_SIDE * sums;
  }

  @Override
  public int phases() {
    return 2;
  }

  @Override
  public int tasks(int phase) {
    return phase == 0 ? 1 : images.tasks();
  }

  @Override
  public void run(int phase, int task, int thread, Buffers x) {
    if (phase == 0) {
      takeWeights(x);
      return;
    }
    int first = images.first(task);
    int end = first + images.count(task);
    int sumsOffset = x.scratchOffset + weights() + thread * SIDE_BY_SIDE * sums;
    for (int image = first; image < end; image += SIDE_BY_SIDE) {
      sum(image, Math.min(SIDE_BY_SIDE, end - image), x, sumsOffset);
    }
  }

  private void takeWeights(Buffers x) {
    int outputs = spec.outputs();
    int zeros = x.scratchOffset + bands * patch * outputs;
    for (int turn = 0; turn < bands; turn++) {
      for (int lane = 0; lane < patch; lane++) {
        int band = Math.floorMod(lane / block - turn, bands);
        int row = band * spec.strideHeight() + lane % block / line;
        int position = lane / column * spec.strideWidth() + lane % line / spec.channels();
        int tap = (row * spec.kernelWidth() + position) * spec.channels() + lane % spec.channels();
        int at = x.scratchOffset + (turn * patch + lane - lane % L) * outputs + lane % L;
        float none = -0f;
        for (int output = 0; output < outputs; output++) {
          float w = x.b[x.bOffset + tap * outputs + output];
          x.scratch[at + output * L] = w;
          none = Math.fma(0, w, none);
        }
        x.scratch[zeros + turn * patch + lane] = none;
      }
    }
  }

  /** Some images from their last row to the first. */
  private void sum(int image, int count, Buffers x, int sumsOffset) {
    Arrays.fill(x.scratch, sumsOffset, sumsOffset + SIDE_BY_SIDE * sums, 0);
    for (int row = lastBand; row > firstBand - bands; row--) {
      sumRow(image, count, row, x, sumsOffset);
      int band = row + bands - 1;
      int turn = Math.floorMod(band, bands);
      for (int i = 0; i < count; i++) {
        int from = sumsOffset + i * sums + (blocks - 1) * column + turn * block;
        if (band <= lastBand) {
          write(image + i, band, x, from);
        }
        PatchSums.clear(others[turn], x.scratch, sumsOffset + i * sums);
      }
    }
  }

  private void sumRow(int image, int count, int row, Buffers x, int sumsOffset) {
    int outputs = spec.outputs();
    int turn = Math.floorMod(row, bands);
    int zeros = x.scratchOffset + bands * patch * outputs + turn * patch;
    int weightsOffset = x.scratchOffset + turn * patch * outputs;
    int size = spec.outputHeight() * spec.outputWidth() * outputs;
    boolean inside = row >= 0 && row < spec.outputHeight();
    for (int position = lastBlock; position > firstBlock - blocks; position--) {
      int to = sumsOffset + (position - firstBlock + blocks - 1) * column;
      if (!inside || position < 0 || position >= spec.outputWidth()) {
        for (int i = 0; i < count; i++) {
          PatchSums.add(patch, x.scratch, zeros, to + i * sums);
        }
        continue;
      }
      int from = x.aOffset + image * size + (row * spec.outputWidth() + position) * outputs;
      PatchSums.multiply(
          count, outputs, x.a, from, size, x.scratch, weightsOffset, patch, x.scratch, to, sums);
    }
  }

  /** Writes those positions of a band that are in the image. */
  private void write(int image, int band, Buffers x, int from) {
    int top = band * spec.strideHeight() - spec.padTop();
    int end = Math.min(spec.strideHeight(), spec.height() - top);
    float[] c = x.c;
    float[] sum = x.scratch;
    for (int row = Math.max(0, -top); row < end; row++) {
      int to = x.cOffset + (image * spec.height() + top + row) * positions.length;
      int at = from + row * line;
      for (int i = 0; i < positions.length; i++) {
        c[to + i] = sum[at + positions[i]];
      }
    }
  }
}
