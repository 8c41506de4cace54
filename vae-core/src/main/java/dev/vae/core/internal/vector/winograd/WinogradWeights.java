package dev.vae.core.internal.vector.winograd;

import dev.vae.core.internal.vector.convolution.ForwardConvolution;
import dev.vae.core.internal.vector.convolution.WeightGradient;
import dev.vae.core.internal.vector.convolution.Window;
import dev.vae.core.internal.vector.product.IndexedProduct;
import dev.vae.core.internal.vector.product.MicroKernels;
import dev.vae.core.internal.vector.product.SerialProduct;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.Winograd;

/**
 * The gradient of a convolution's weights as {@link Winograd} defines it: round by round, images
 * and gradients of outputs go to their points, and then every pair of nodes has a product of its
 * own, added to those of earlier rounds. In the end the sums go back from the nodes to the taps.
 */
public final class WinogradWeights implements Product {
  /** Pieces that a pair's product is cut into. */
  private static final int CUTS = 2;

  private final ConvolutionSpec spec;
  private final Winograd w;
  private final WinogradKernel kernel;
  private final Window window;
  private final Product plain;
  private final int round;
  private final int rounds;
  private final int between;
  private final Some some;
  private final Some last;

  /** What is prepared for a number of images. */
  private record Some(
      int images, TileTransform left, TileTransform right, IndexedProduct[] products) {}

  public WinogradWeights(ConvolutionSpec s) {
    spec = s;
    w = new Winograd(s);
    kernel = new WinogradKernel(s, w);
    window = ForwardConvolution.window(s);
    plain = new WeightGradient(s, 1);
    between = new WinogradPasses(s, w, 1).scratchSize();
    round = w.round();
    rounds = -Math.floorDiv(-s.images(), round);
    some = some(round);
    last = some(s.images() - (rounds - 1) * round);
  }

  private Some some(int images) {
    WinogradPasses passes = new WinogradPasses(spec, w, images);
    IndexedProduct[] products = new IndexedProduct[Winograd.PAIRS];
    for (int pair = 0; pair < products.length; pair++) {
      products[pair] =
          new IndexedProduct(
              w.depth(),
              images * w.count(pair),
              spec.outputs(),
              i -> i,
              i -> i * spec.outputs(),
              i -> i * w.depth(),
              spec.outputs(),
              false);
    }
    return new Some(images, passes.image(), passes.outputs(), products);
  }

  private int left() {
    return round * w.points() * w.depth();
  }

  private int right() {
    return round * w.points() * spec.outputs();
  }

  private int sums() {
    return Winograd.PAIRS * kernel.matrix();
  }

  @Override
  public int scratch(int threads) {
    return flags()
        + Product.aligned(kernel.tasks())
        + Math.max(threads * scratchSize(), plain.scratch(1));
  }

  /** Behind sums and points: whether each task's part of the result is within the limit. */
  private int flags() {
    return sums() + left() + right();
  }

  /** What is between the passes, an image with its padding; or tiles. */
  private int scratchSize() {
    int copied = window.copied() ? window.size() : 0;
    int passes = between + copied;
    return Product.aligned(Math.max(Math.max(passes, IndexedProduct.WORK), kernel.scratchSize()));
  }

  @Override
  public int phases() {
    return 2 * rounds + 2;
  }

  @Override
  public int tasks(int phase) {
    if (phase < 2 * rounds) {
      return phase % 2 == 0 ? at(phase / 2).images : Winograd.PAIRS * CUTS;
    }
    return phase == 2 * rounds ? kernel.tasks() : 1;
  }

  private Some at(int roundNumber) {
    return roundNumber == rounds - 1 ? last : some;
  }

  @Override
  public void run(int phase, int task, int thread, Buffers x) {
    int flags = x.scratchOffset + flags();
    int rest = flags + Product.aligned(kernel.tasks());
    int work = rest + thread * scratchSize();
    if (phase < 2 * rounds) {
      if (phase % 2 == 0) {
        points(phase / 2, task, x, work);
      } else {
        multiply(phase / 2, task, x, work);
      }
    } else if (phase == 2 * rounds) {
      kernel.back(task, x.scratch, x.scratchOffset, x.c, x.cOffset, work);
      x.scratch[flags + task] = kernel.holds(task, x.c, x.cOffset) ? 1 : 0;
    } else {
      boolean holds = true;
      for (int i = 0; i < kernel.tasks(); i++) {
        holds &= x.scratch[flags + i] == 1;
      }
      if (!holds) {
        // alone, so from where the first thread's scratch begins: there is room for one
        SerialProduct.run(plain, x, x.aOffset, x.bOffset, x.cOffset, rest);
      }
    }
  }

  private void points(int roundNumber, int task, Buffers x, int work) {
    Some now = at(roundNumber);
    int image = roundNumber * round + task;
    int half = work;
    int leftOffset = x.scratchOffset + sums();
    int at = x.aOffset + image * spec.height() * spec.width() * spec.channels();
    int from = window.read(x.a, at, x.scratch, half + between);
    float[] a = window.copied() ? x.scratch : x.a;
    now.left.run(a, from, x.scratch, leftOffset + task * w.depth(), half);
    int output = spec.outputHeight() * spec.outputWidth() * spec.outputs();
    int rightOffset = leftOffset + left() + task * spec.outputs();
    now.right.run(x.b, x.bOffset + image * output, x.scratch, rightOffset, half);
  }

  private void multiply(int roundNumber, int task, Buffers x, int work) {
    Some now = at(roundNumber);
    int pair = task / CUTS;
    int tiles = -Math.floorDiv(-w.depth(), MicroKernels.ROWS);
    int from = tiles * (task % CUTS) / CUTS * MicroKernels.ROWS;
    int to = Math.min(w.depth(), tiles * (task % CUTS + 1) / CUTS * MicroKernels.ROWS);
    int panels = IndexedProduct.panels(spec.outputs());
    int before = now.images * w.before(pair);
    IndexedProduct product = now.products[pair];
    float[] s = x.scratch;
    int left = x.scratchOffset + sums() + before * w.depth();
    int right = x.scratchOffset + sums() + left() + before * spec.outputs();
    int sums = x.scratchOffset + pair * kernel.matrix();
    // a pair may have no point, as in images of two outputs across: its sum is 0
    for (int k = 0; k == 0 || k < product.depth(); k += BLOCK) {
      int kTo = Math.min(product.depth(), k + BLOCK);
      boolean add = roundNumber > 0 || k > 0;
      int at = right + k * spec.outputs();
      product.block(from, to, 0, panels, k, kTo, add, s, left, s, at, s, sums, s, work);
    }
  }
}
