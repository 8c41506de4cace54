package dev.vae.core.internal.vector.product;

import dev.vae.core.internal.vector.lanes.Lanes;
import dev.vae.core.internal.vector.lanes.Transposition;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;

/**
 * A matrix product in tiles. The left operand is read in place, transposed or not; so is the right
 * one if its rows are rows in memory, unless no cache holds it; else a first phase lays it out in
 * panels.
 *
 * <p>Where that promises to be faster, the product is computed transposed, {@code (A·B)ᵀ = Bᵀ·Aᵀ},
 * and a last phase turns the result; the sums are the same. So vectors run along many rows instead
 * of few columns, in the gradient of the weights to a latent code, or the smaller operand is laid
 * out in panels, in the gradient of a small batch.
 */
public final class MatrixProduct implements Product {
  /** Multiply-adds of vectors that turning a number of the result takes the time of. */
  private static final double TURNING = 2;

  /** Likewise for laying out a number in panels. */
  private static final double PACKING = 1.5;

  /** Columns of a large right operand that are laid out at a time. */
  private static final int STRIP = 256;

  /** So many strips at least, for several threads to have some. */
  private static final int STRIPS = 8;

  /** Rows from which on a large right operand is better laid out than read in place. */
  private static final int ROWS = 16;

  /** Summed numbers from which on rows side by side no longer fit the first-level cache, */
  private static final int DEEP = 256;

  /** and rows from which on laying them out takes next to nothing. */
  private static final int MANY = 64;

  private static final int L = Lanes.SPECIES.length();

  private final ProductSpec spec;
  private final boolean transposed;
  private final BlockPartition blocks;
  private final IndexedProduct tiles;
  private final int panels;
  private final int panelSize;
  private final int panelsPerTask;
  private final int packed;
  private final int transposedSize;
  private final int rowsPerTurn;

  public MatrixProduct(ProductSpec given) {
    transposed = isBetterTransposed(given);
    spec = transposed ? transposed(given) : joined(given);
    int m = spec.m();
    int n = spec.n();
    int k = spec.k();
    panels = IndexedProduct.panels(n);
    int strip = strip(spec, panels);
    tiles = tiles(spec, strip);
    panelSize = k * MicroKernels.COLUMNS;
    packed =
        spec.batch() > 0 && m > 0 && spec.transposeB()
            ? (spec.sharedB() ? 1 : spec.batch()) * panels
            : 0;
    panelsPerTask = Math.max(1, (1 << 16) / Math.max(1, panelSize));
    blocks =
        strip > 0
            ? BlockPartition.strips(m, panels, strip)
            : BlockPartition.of(spec.batch(), m, panels, k);
    transposedSize = transposed ? -Math.floorDiv(-m * n, 16) * 16 : 0;
    rowsPerTurn = Math.max(1, (1 << 14) / Math.max(1, m));
  }

  /**
   * How many panels are laid out at a time, of a right operand that no cache holds: read in place,
   * panel by panel, every one of its rows would be another page of memory. Likewise where many rows
   * of both operands are read side by side, as for gradients of weights: the first-level cache does
   * not hold them all, and those that are a power of two apart push one another out of it. (3 to 25
   * % of the time of such products; not known, and so not done, where registers are longer.) 0 for
   * others.
   */
  private static int strip(ProductSpec s, int panels) {
    boolean far = (long) s.n() * s.k() >= BlockPartition.FAR;
    boolean deep = s.transposeA() && s.k() >= DEEP && s.m() >= MANY && panels >= STRIPS / 2;
    boolean one = s.batch() == 1 && !s.transposeB() && s.m() >= ROWS;
    return one && (far || deep && !MicroKernels.HIGH)
        ? Math.max(1, Math.min(STRIP / MicroKernels.COLUMNS, panels / STRIPS))
        : 0;
  }

  private static IndexedProduct tiles(ProductSpec s, int strip) {
    int m = s.m();
    int k = s.k();
    boolean t = s.transposeA();
    return new IndexedProduct(
        m,
        k,
        s.n(),
        i -> t ? i : i * k,
        i -> i * s.n(),
        i -> t ? i * m : i,
        s.n(),
        s.transposeB(),
        strip);
  }

  /** A batch of which all share B is one product with more rows. */
  private static ProductSpec joined(ProductSpec s) {
    boolean one = s.batch() > 1 && s.sharedB() && !s.sharedA() && !s.transposeA();
    return one ? ProductSpec.of(s.batch() * s.m(), s.n(), s.k(), false, s.transposeB()) : s;
  }

  private static ProductSpec transposed(ProductSpec s) {
    return ProductSpec.of(s.n(), s.m(), s.k(), !s.transposeB(), !s.transposeA());
  }

  private static boolean isBetterTransposed(ProductSpec s) {
    return s.batch() == 1 && cost(transposed(s)) + TURNING * s.m() * s.n() < cost(s);
  }

  /** Multiply-adds of vectors; tiles of one vector alone take half as long again. */
  private static double cost(ProductSpec s) {
    double rows = -Math.floorDiv(-s.m(), 4) * 4;
    double packing = s.transposeB() ? PACKING * s.n() : 0;
    return s.k() * (rows * (s.n() > L ? -Math.floorDiv(-s.n(), L) : 1.5) + packing);
  }

  @Override
  public int scratch(int threads) {
    return packed * panelSize + transposedSize + threads * tiles.work();
  }

  @Override
  public int phases() {
    return 1 + (packed > 0 ? 1 : 0) + (transposed ? 1 : 0);
  }

  @Override
  public int tasks(int phase) {
    if (packed > 0 && phase == 0) {
      return -Math.floorDiv(-packed, panelsPerTask);
    }
    return transposed && phase == phases() - 1
        ? -Math.floorDiv(-spec.n(), rowsPerTurn)
        : blocks.tasks();
  }

  @Override
  public void run(int phase, int task, int thread, Buffers x) {
    if (transposed && phase == phases() - 1) {
      turn(task, x);
      return;
    }
    if (packed > 0 && phase == 0) {
      int to = Math.min(packed, (task + 1) * panelsPerTask);
      for (int panel = task * panelsPerTask; panel < to; panel++) {
        pack(panel, x);
      }
      return;
    }
    for (int block = blocks.from(task); block < blocks.from(task + 1); block++) {
      multiply(block, thread, x);
    }
  }

  private void pack(int panel, Buffers x) {
    int k = spec.k();
    int first = panel % panels * MicroKernels.COLUMNS;
    PackedRight.transpose(
        transposed ? x.a : x.b,
        (transposed ? x.aOffset : x.bOffset) + (panel / panels * spec.n() + first) * k,
        k,
        k,
        Math.min(MicroKernels.COLUMNS, spec.n() - first),
        x.scratch,
        x.scratchOffset + transposedSize + panel * panelSize);
  }

  private void multiply(int block, int thread, Buffers x) {
    int n = spec.n();
    int k = spec.k();
    int item = blocks.item(block);
    int from = blocks.rowFrom(block);
    int end = blocks.rowTo(block);
    int panelFrom = blocks.panelFrom(block);
    int panelTo = blocks.panelTo(block);
    float[] left = transposed ? x.b : x.a;
    int leftOffset =
        (transposed ? x.bOffset : x.aOffset) + (spec.sharedA() ? 0 : item * spec.m() * k);
    int rightItem = spec.sharedB() ? 0 : item;
    float[] right = packed > 0 ? x.scratch : transposed ? x.a : x.b;
    int rightOffset =
        packed > 0
            ? x.scratchOffset + transposedSize + rightItem * panels * panelSize
            : (transposed ? x.aOffset : x.bOffset) + rightItem * k * n;
    int result = item * spec.m() * n;
    float[] to = transposed ? x.scratch : x.c;
    int toOffset = transposed ? x.scratchOffset : x.cOffset + result;
    int work = x.scratchOffset + transposedSize + packed * panelSize + thread * tiles.work();
    tiles.run(
        from,
        end,
        panelFrom,
        panelTo,
        left,
        leftOffset,
        right,
        rightOffset,
        to,
        toOffset,
        x.scratch,
        work);
  }

  /** Columns of the transposed result become rows. */
  private void turn(int task, Buffers x) {
    int m = spec.n();
    int n = spec.m();
    int from = task * rowsPerTurn;
    int count = Math.min(rowsPerTurn, m - from);
    Transposition.run(x.scratch, x.scratchOffset + from, m, n, count, x.c, x.cOffset + from * n, n);
  }
}
