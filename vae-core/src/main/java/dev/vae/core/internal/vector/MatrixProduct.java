package dev.vae.core.internal.vector;

import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;

/**
 * A matrix product in tiles. The left operand is read in place, transposed or not; so is the right
 * one if its rows are rows in memory, else a first phase lays it out in panels.
 *
 * <p>Where the result has few columns, much of every vector would go to waste. If the left operand
 * is stored transposed, as for the gradient of weights, the product is computed turned, {@code
 * (A·B)ᵀ = Bᵀ·Aᵀ}, so that vectors run along the many rows, and a last phase turns the result. The
 * sums are the same.
 */
final class MatrixProduct implements Product {
  /** Multiply-adds of vectors that turning a number of the result takes the time of. */
  private static final int TURNING = 4;

  private static final int L = Lanes.SPECIES.length();

  private final ProductSpec spec;
  private final boolean turned;
  private final Blocks blocks;
  private final Sweep sweep;
  private final int panels;
  private final int panelSize;
  private final int panelsPerTask;
  private final int packed;
  private final int turnedSize;
  private final int rowsPerTurn;

  MatrixProduct(ProductSpec given) {
    turned = isBetterTurned(given);
    spec = turned ? turned(given) : joined(given);
    int m = spec.m();
    int n = spec.n();
    int k = spec.k();
    sweep = new Sweep(spec);
    panels = Grid.panels(n);
    panelSize = k * Tiles.COLUMNS;
    packed =
        spec.batch() > 0 && m > 0 && spec.transposeB()
            ? (spec.sharedB() ? 1 : spec.batch()) * panels
            : 0;
    panelsPerTask = Math.max(1, (1 << 16) / Math.max(1, panelSize));
    blocks = Blocks.of(spec.batch(), m, panels, k);
    turnedSize = turned ? -Math.floorDiv(-m * n, 16) * 16 : 0;
    rowsPerTurn = Math.max(1, (1 << 14) / Math.max(1, m));
  }

  /** A batch of which all share B is one product with more rows. */
  private static ProductSpec joined(ProductSpec s) {
    boolean one = s.batch() > 1 && s.sharedB() && !s.sharedA() && !s.transposeA();
    return one ? ProductSpec.of(s.batch() * s.m(), s.n(), s.k(), false, s.transposeB()) : s;
  }

  private static ProductSpec turned(ProductSpec s) {
    return ProductSpec.of(s.n(), s.m(), s.k(), !s.transposeB(), false);
  }

  private static boolean isBetterTurned(ProductSpec s) {
    return s.transposeA()
        && s.batch() == 1
        && cost(s.n(), s.m(), s.k()) + (double) TURNING * s.m() * s.n() < cost(s.m(), s.n(), s.k());
  }

  /** Multiply-adds of vectors; tiles of one vector alone take half as long again. */
  private static double cost(int m, int n, int k) {
    int rows = -Math.floorDiv(-m, 4) * 4;
    return (double) k * rows * (n > L ? -Math.floorDiv(-n, L) : 1.5);
  }

  @Override
  public int scratch(int threads) {
    return packed * panelSize + turnedSize + threads * Sweep.WORK;
  }

  @Override
  public int phases() {
    return packed > 0 || turned ? 2 : 1;
  }

  @Override
  public int tasks(int phase) {
    if (turned && phase == 1) {
      return -Math.floorDiv(-spec.n(), rowsPerTurn);
    }
    return packed > 0 && phase == 0 ? -Math.floorDiv(-packed, panelsPerTask) : blocks.tasks();
  }

  @Override
  public void run(int phase, int task, int thread, Buffers x, Done done) {
    if (turned && phase == 1) {
      turn(task, thread, x, done);
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
      multiply(block, thread, x, done);
    }
  }

  private void pack(int panel, Buffers x) {
    int k = spec.k();
    int first = panel % panels * Tiles.COLUMNS;
    Panels.transpose(
        x.b,
        x.bAt + (panel / panels * spec.n() + first) * k,
        k,
        k,
        Math.min(Tiles.COLUMNS, spec.n() - first),
        x.scratch,
        x.scratchAt + panel * panelSize);
  }

  private void multiply(int block, int thread, Buffers x, Done done) {
    int n = spec.n();
    int k = spec.k();
    int item = blocks.item(block);
    int from = blocks.rowFrom(block);
    int to = blocks.rowTo(block);
    int panelFrom = blocks.panelFrom(block);
    int panelTo = blocks.panelTo(block);
    int aAt = x.aAt + (spec.sharedA() ? 0 : item * spec.m() * k);
    int bItem = spec.sharedB() ? 0 : item;
    int result = item * spec.m() * n;
    int work = x.scratchAt + packed * panelSize + turnedSize + thread * Sweep.WORK;
    if (turned) {
      float[] s = x.scratch;
      int sAt = x.scratchAt;
      sweep.run(from, to, panelFrom, panelTo, x.b, x.bAt, x.a, x.aAt, s, sAt, s, work);
      return;
    }
    int cAt = x.cAt + result;
    float[] right = packed > 0 ? x.scratch : x.b;
    int bAt = packed > 0 ? x.scratchAt + bItem * panels * panelSize : x.bAt + bItem * k * n;
    sweep.run(from, to, panelFrom, panelTo, x.a, aAt, right, bAt, x.c, cAt, x.scratch, work);
    int first = panelFrom * Tiles.COLUMNS;
    int columns = Math.min(n, panelTo * Tiles.COLUMNS) - first;
    if (columns == n) {
      done.range(thread, result + from * n, (to - from) * n);
    } else {
      for (int i = from; i < to; i++) {
        done.range(thread, result + i * n + first, columns);
      }
    }
  }

  /** Columns of the turned result become rows. */
  private void turn(int task, int thread, Buffers x, Done done) {
    int m = spec.n();
    int n = spec.m();
    int from = task * rowsPerTurn;
    int count = Math.min(rowsPerTurn, m - from);
    Transposition.run(x.scratch, x.scratchAt + from, m, n, count, x.c, x.cAt + from * n, n);
    done.range(thread, from * n, count * n);
  }
}
