package dev.vae.core.internal.compile.run;

import dev.vae.core.kernel.BinaryFunction;
import dev.vae.core.kernel.Kernels;
import java.util.Arrays;

/**
 * A sum or maximum at the end of a group, taken tile by tile. Its order follows from the grid
 * alone: a tile's rows are summed by {@link Kernels#sum}, or its columns by adding the lower half
 * of its rows to the upper until one is left, task by task; partial results are then combined in
 * ascending order.
 */
public final class GroupReduction {
  private final Spec spec;
  private final Kernels kernels;
  private final Tiling grid;
  private final boolean direct;
  private final int halves;
  private float[] out;
  private int outOffset;
  private float[] partial;
  private int partialOffset;

  /** What is reduced, and where to. */
  public record Spec(Kind kind, boolean max, int slot, int buffer) {}

  /** Over what. */
  public enum Kind {
    /** Over everything. */
    ALL,
    /** Over each row. */
    ROWS,
    /** Down each column. */
    COLUMNS
  }

  /**
   * For a grid.
   *
   * @param halves a tile register for adding halves
   */
  GroupReduction(Spec spec, Kernels kernels, Tiling grid, int halves) {
    this.spec = spec;
    this.kernels = kernels;
    this.grid = grid;
    this.halves = halves;
    this.direct =
        switch (spec.kind) {
          case ALL -> false;
          case ROWS -> grid.pieces() == 1;
          case COLUMNS -> grid.tasksDown() == 1;
        };
  }

  int scratch() {
    if (direct) {
      return 0;
    }
    return spec.kind == Kind.COLUMNS
        ? Math.multiplyExact(grid.tasksDown(), grid.width())
        : Math.multiplyExact(grid.tiles(), grid.pieces());
  }

  void attach(BufferTable memory, float[] scratch, int scratchOffset) {
    out = memory.array[spec.buffer];
    outOffset = memory.at[spec.buffer];
    partial = direct ? out : scratch;
    partialOffset = direct ? outOffset : scratchOffset;
  }

  /** Takes in a tile. */
  void tile(Frame f, int tile, int piece, int count) {
    float[] x = f.array[spec.slot];
    int at = f.at[spec.slot];
    switch (spec.kind) {
      case ALL -> partial[partialOffset + tile * grid.pieces() + piece] = whole(x, at, count);
      case ROWS -> {
        if (direct) {
          int w = grid.width();
          int first = tile * grid.tileRows();
          if (spec.max) {
            kernels.maxRows(x, at, w, out, outOffset + first, count / w);
          } else {
            kernels.sumRows(x, at, w, out, outOffset + first, count / w);
          }
        } else {
          partial[partialOffset + tile * grid.pieces() + piece] = whole(x, at, count);
        }
      }
      case COLUMNS -> columns(f, x, at, tile, piece, count);
    }
  }

  private float whole(float[] x, int at, int n) {
    return spec.max ? kernels.max(x, at, n) : kernels.sum(x, at, n);
  }

  private void columns(Frame f, float[] x, int at, int tile, int piece, int count) {
    int w = grid.pieces() > 1 ? count : grid.width();
    int sum = partialOffset + tile / grid.down() * grid.width() + piece * Tiling.TILE;
    boolean first = tile % grid.down() == 0;
    int rows = count / w;
    float[] now = x;
    int nowOffset = at;
    int own = f.register(halves);
    while (rows > 1) {
      if (rows % 4 == 0 && !spec.max) {
        rows /= 4;
        kernels.addQuarters(now, nowOffset, f.tiles, own, rows * w);
        now = f.tiles;
        nowOffset = own;
        continue;
      }
      int upper = (rows + 1) / 2;
      int lower = rows - upper;
      combine(now, nowOffset, now, nowOffset + upper * w, f.tiles, own, lower * w);
      if (upper > lower && (now != f.tiles || nowOffset != own)) {
        System.arraycopy(now, nowOffset + lower * w, f.tiles, own + lower * w, w);
      }
      now = f.tiles;
      nowOffset = own;
      rows = upper;
    }
    if (first) {
      System.arraycopy(now, nowOffset, partial, sum, w);
    } else {
      combine(partial, sum, now, nowOffset, partial, sum, w);
    }
  }

  private void combine(
      float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n) {
    kernels.apply(
        spec.max ? BinaryFunction.MAX : BinaryFunction.ADD, a, aOffset, b, bOffset, y, yOffset, n);
  }

  /** Combines partial results when all tiles are done. */
  void finish(int outputs) {
    float none = spec.max ? Float.NEGATIVE_INFINITY : 0;
    if (grid.elements() == 0) {
      Arrays.fill(out, outOffset, outOffset + outputs, none);
      return;
    }
    if (direct) {
      return;
    }
    switch (spec.kind) {
      case ALL -> out[outOffset] = whole(partial, partialOffset, grid.tiles() * grid.pieces());
      case ROWS -> {
        int p = grid.pieces();
        for (int r = 0; r < grid.rows(); r++) {
          out[outOffset + r] = whole(partial, partialOffset + r * p, p);
        }
      }
      case COLUMNS -> {
        int w = grid.width();
        combine(partial, partialOffset, partial, partialOffset + w, out, outOffset, w);
        for (int t = 2; t < grid.tasksDown(); t++) {
          combine(out, outOffset, partial, partialOffset + t * w, out, outOffset, w);
        }
      }
    }
  }
}
