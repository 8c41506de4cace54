package dev.vae.core.internal.vector;

import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;

/**
 * A matrix product in tiles. The left operand is read in place, transposed or not; so is the right
 * one if its rows are rows in memory, else a first phase lays it out in panels.
 */
final class MatrixProduct implements Product {
  private final ProductSpec spec;
  private final Blocks blocks;
  private final Grid grid;
  private final int panels;
  private final int panelSize;
  private final int panelsPerTask;
  private final int packed;

  MatrixProduct(ProductSpec given) {
    spec = joined(given);
    int m = spec.m();
    int n = spec.n();
    int k = spec.k();
    grid =
        spec.transposeA()
            ? new Grid(m, k, i -> i, i -> i * n, i -> i * m, n, true)
            : Grid.plain(m, k, n);
    panels = Grid.panels(n);
    panelSize = k * Tiles.COLUMNS;
    packed =
        spec.batch() > 0 && m > 0 && spec.transposeB()
            ? (spec.sharedB() ? 1 : spec.batch()) * panels
            : 0;
    panelsPerTask = Math.max(1, (1 << 16) / Math.max(1, panelSize));
    blocks = Blocks.of(spec.batch(), m, panels, k);
  }

  /** A batch of which all share B is one product with more rows. */
  private static ProductSpec joined(ProductSpec s) {
    boolean one = s.batch() > 1 && s.sharedB() && !s.sharedA() && !s.transposeA();
    return one ? ProductSpec.of(s.batch() * s.m(), s.n(), s.k(), false, s.transposeB()) : s;
  }

  @Override
  public int scratch(int threads) {
    return packed * panelSize + threads * Tiles.WORK;
  }

  @Override
  public int phases() {
    return packed > 0 ? 2 : 1;
  }

  @Override
  public int tasks(int phase) {
    return phase < phases() - 1 ? -Math.floorDiv(-packed, panelsPerTask) : blocks.tasks();
  }

  @Override
  public void run(int phase, int task, int thread, Buffers x, Done done) {
    if (phase < phases() - 1) {
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
    int work = x.scratchAt + packed * panelSize + thread * Tiles.WORK;
    int cAt = x.cAt + result;
    if (packed > 0) {
      int panelsAt = x.scratchAt + bItem * panels * panelSize;
      grid.packed(from, to, panelFrom, panelTo, n, x.a, aAt, panelsAt, x.c, cAt, x.scratch, work);
    } else {
      int bAt = x.bAt + bItem * k * n;
      grid.inPlace(from, to, panelFrom, panelTo, n, x.a, aAt, x.b, bAt, x.c, cAt, x.scratch, work);
    }
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
}
