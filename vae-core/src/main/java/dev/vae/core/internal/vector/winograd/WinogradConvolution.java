package dev.vae.core.internal.vector.winograd;

import dev.vae.core.internal.vector.convolution.Convolutions;
import dev.vae.core.internal.vector.convolution.ForwardConvolution;
import dev.vae.core.internal.vector.convolution.Window;
import dev.vae.core.internal.vector.lanes.Transposition;
import dev.vae.core.internal.vector.product.IndexedProduct;
import dev.vae.core.internal.vector.product.MicroKernels;
import dev.vae.core.internal.vector.product.SerialProduct;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.Winograd;
import java.util.Arrays;
import java.util.Optional;

/**
 * A convolution or transposed convolution as {@link Winograd} defines it. First the weights go to
 * the nodes; then each task takes some images to their points, multiplies those of each pair of
 * nodes with a matrix of weights, and goes back.
 */
public final class WinogradConvolution implements Product {
  /** Floats of points and products that a task works in, so that they stay in the cache. */
  private static final int CACHED = 1 << 17;

  /** Tasks to have, if there are images enough. */
  private static final int TASKS = 8;

  private final ConvolutionSpec spec;
  private final Winograd w;
  private final boolean forward;
  private final WinogradKernel kernel;
  private final Window window;
  private final Product plain;
  private final int perTask;
  private final int depth;
  private final int columns;
  private final int parts;
  private final boolean panels;
  private final int width;
  private final int read;
  private final int written;
  private final int between;
  private final Some some;
  private final Some last;
  private final int tiles;

  /** What is prepared for a number of images: ways in and out, a product for each pair of nodes. */
  private record Some(int images, TileTransform in, IndexedProduct[] products, TileTransform out) {}

  public WinogradConvolution(ConvolutionSpec s) {
    spec = s;
    forward = s.kind() == ConvolutionSpec.Kind.FORWARD;
    w = new Winograd(s);
    kernel = new WinogradKernel(s, w);
    window = ForwardConvolution.window(s);
    plain = Convolutions.plain(s.withImages(1));
    depth = forward ? w.depth() : s.outputs();
    panels = !forward && s.channels() % MicroKernels.COLUMNS == 0;
    width = panels ? MicroKernels.COLUMNS : s.channels();
    parts = forward || panels ? 1 : s.strideHeight() * s.strideWidth();
    columns = forward ? s.outputs() : panels ? w.depth() : s.channels();
    int image = s.height() * s.width() * s.channels();
    int output = s.outputHeight() * s.outputWidth() * s.outputs();
    read = forward ? image : output;
    written = forward ? output : image;
    between = new WinogradPasses(s, w, 1).scratchSize();
    int wanted = CACHED / (w.points() * (depth + parts * columns));
    int most = -Math.floorDiv(-s.images(), TASKS);
    perTask = Math.max(1, Math.min(wanted > 4 ? wanted / 4 * 4 : wanted, most));
    some = some(perTask);
    last = some(s.images() - (blocks() - 1) * perTask);
    tiles = Arrays.stream(some.products).mapToInt(IndexedProduct::work).max().orElse(0);
  }

  private Some some(int images) {
    WinogradPasses passes = new WinogradPasses(spec, w, images);
    TileTransform in = forward ? passes.image() : passes.outputs();
    TileTransform out = forward ? passes.toOutputs() : passes.toImage();
    IndexedProduct[] products = new IndexedProduct[Winograd.PAIRS];
    for (int pair = 0; pair < Winograd.PAIRS; pair++) {
      int rows = images * w.count(pair);
      int apart = parts * columns;
      products[pair] =
          new IndexedProduct(
              rows, depth, columns, r -> r * depth, r -> r * apart, k -> k, columns, panels);
    }
    return new Some(images, in, products, out);
  }

  @Override
  public int scratch(int threads) {
    return shared() + threads * scratchSize();
  }

  private int transposed() {
    return forward
        ? 0
        : spec.kernelHeight() * spec.kernelWidth() * spec.channels() * spec.outputs();
  }

  /** Matrices, and weights with outputs for rows. */
  private int shared() {
    return Product.aligned(Winograd.PAIRS * kernel.matrix() + transposed());
  }

  /** Tiles, points, products; what is between the passes and an image, or the plain sum's room. */
  private int scratchSize() {
    int points = perTask * w.points() * (depth + parts * columns);
    int image = Math.max(between + Product.aligned(image()), plain.scratch(1));
    return Product.aligned(Math.max(kernel.scratchSize(), tiles + points + image));
  }

  private int image() {
    return window.at(window.rows(), 0);
  }

  /** Phases of the weights. */
  private int before() {
    return forward ? 1 : 2;
  }

  /** Returns the matrices of the weights, which are the same for any number of images. */
  @Override
  public Optional<Preparation> preparation() {
    return Optional.of(new Preparation(before(), shared(), spec.withImages(1)));
  }

  /** A single image is shared out by pairs of nodes, in phases of its own. */
  private boolean single() {
    return spec.images() == 1;
  }

  @Override
  public int phases() {
    return before() + (single() ? 3 : 1);
  }

  @Override
  public int tasks(int phase) {
    if (phase >= before()) {
      return phase == before() + 1 ? Winograd.PAIRS : blocks();
    }
    return phase == before() - 1 ? kernel.tasks() : spec.kernelHeight() * spec.kernelWidth();
  }

  private int blocks() {
    return -Math.floorDiv(-spec.images(), perTask);
  }

  @Override
  public void run(int phase, int task, int thread, Buffers x) {
    int room = x.scratchOffset + shared();
    int work = room + thread * scratchSize();
    int transposedOffset = x.scratchOffset + Winograd.PAIRS * kernel.matrix();
    if (phase == before() && !single()) {
      convolve(task, x, work);
    } else if (phase == before()) {
      toPoints(some, 0, x, room);
    } else if (phase == before() + 1) {
      multiply(some, task, x, room, work);
    } else if (phase > before()) {
      fromPoints(some, 0, x, room);
    } else if (phase == 0 && !forward) {
      int block = spec.channels() * spec.outputs();
      int at = task * block;
      for (int first = at; first < at + block; first += width * spec.outputs()) {
        turn(x, x.bOffset + first, transposedOffset + first);
      }
    } else {
      float[] g = forward ? x.b : x.scratch;
      kernel.run(task, g, forward ? x.bOffset : transposedOffset, x.scratch, x.scratchOffset, work);
    }
  }

  /** Turns the weights of some channels, so that those of an output lie side by side. */
  private void turn(Buffers x, int from, int to) {
    int outputs = spec.outputs();
    Transposition.run(x.b, from, outputs, width, outputs, x.scratch, to, width);
  }

  private void convolve(int task, Buffers x, int work) {
    Some now = task == blocks() - 1 ? last : some;
    toPoints(now, task, x, work);
    for (int pair = 0; pair < Winograd.PAIRS; pair++) {
      multiply(now, pair, x, work, work);
    }
    fromPoints(now, task, x, work);
  }

  /** Where the products of a task's room begin. */
  private int products(Some now, int room) {
    return room + tiles + now.images * w.points() * depth;
  }

  /** Where that begins which is between passes; the images follow. */
  private int half(Some now, int room) {
    return products(now, room) + now.images * w.points() * parts * columns;
  }

  private void toPoints(Some now, int task, Buffers x, int room) {
    int half = half(now, room);
    int image = half + between;
    for (int i = 0; i < now.images; i++) {
      int from = x.aOffset + (task * perTask + i) * read;
      float[] a = forward && window.copied() ? x.scratch : x.a;
      from = forward ? window.read(x.a, from, x.scratch, image) : from;
      now.in.run(a, from, x.scratch, room + tiles + i * depth, half);
    }
  }

  private void fromPoints(Some now, int task, Buffers x, int room) {
    int first = task * perTask;
    int half = half(now, room);
    int image = half + between;
    for (int i = 0; i < now.images; i++) {
      int to = x.cOffset + (first + i) * written;
      int from = products(now, room) + i * parts * columns;
      if (forward) {
        now.out.run(x.scratch, from, x.c, to, half);
      } else {
        now.out.run(x.scratch, from, x.scratch, image, half);
        window.restore(x.scratch, image, x.c, to);
      }
      if (!WinogradRange.holds(x.c, to, written)) {
        SerialProduct.run(plain, x, x.aOffset + (first + i) * read, x.bOffset, to, half);
      }
    }
  }

  /** Multiplies the points of a pair of nodes, which are in a room of their own or of all. */
  private void multiply(Some now, int pair, Buffers x, int room, int work) {
    int many = IndexedProduct.panels(columns);
    float[] s = x.scratch;
    float[] weights = x.prepared();
    int before = now.images * w.before(pair);
    int rows = now.images * w.count(pair);
    int a = room + tiles + before * depth;
    int b = x.preparedOffset() + pair * kernel.matrix();
    int c = products(now, room) + before * parts * columns;
    for (int part = 0; part < parts; part++, b += depth * columns, c += columns) {
      now.products[pair].run(0, rows, 0, many, s, a, weights, b, s, c, s, work);
    }
  }
}
