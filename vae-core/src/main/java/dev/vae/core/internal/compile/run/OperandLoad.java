package dev.vae.core.internal.compile.run;

import dev.vae.core.kernel.Kernels;
import java.util.Arrays;

/**
 * An operand of a group, read from a buffer through strides. A dense operand is read in place, a
 * single number goes to the scalar forms of kernels, a pattern that repeats is laid out once for
 * all tiles of a thread, and anything else is copied tile by tile.
 */
final class OperandLoad {
  private enum Way {
    DENSE,
    /** One number for all. */
    SCALAR,
    /** One number for each row, and tiles within a row. */
    ROW_SCALAR,
    /** The same row again and again, tiles of one row or less: read in place. */
    ROW,
    /** The same row again and again, tiles of several rows: laid out once. */
    ROWS,
    /** The same elements again and again, wherever tiles end: laid out once, and a tile longer. */
    CYCLE,
    ANY
  }

  /** Elements that repeat are laid out once if they are at most so many. */
  private static final int LONGEST_CYCLE = 4 * Tiling.TILE;

  final int slot;
  private final int buffer;
  private final Strides strides;
  private final Kernels kernels;
  private final Way way;
  private final int period;
  private final Tiling grid;
  private final int register;
  private float[] array;
  private int base;

  /**
   * Decides how to read.
   *
   * @param asArray whether some use takes an array even of a scalar
   * @param register a tile register of this load's own
   */
  OperandLoad(int slot, int buffer, Strides strides, Kernels kernels, Tiling grid, int register) {
    this.kernels = kernels;
    this.slot = slot;
    this.buffer = buffer;
    this.strides = strides;
    this.grid = grid;
    this.way = way(strides, grid);
    this.period = way == Way.CYCLE ? period(strides) : 0;
    this.register = register;
  }

  private static Way way(Strides s, Tiling grid) {
    if (s.isDense()) {
      return s.rank() == 0 ? Way.SCALAR : Way.DENSE;
    }
    if (s.isScalar()) {
      return Way.SCALAR;
    }
    boolean rows = s.rank() == 2 && s.dims()[1] == grid.width();
    if (rows && s.strides()[0] == 0 && s.strides()[1] == 1) {
      return grid.withinRow() ? Way.ROW : Way.ROWS;
    }
    if (rows && s.strides()[1] == 0 && grid.withinRow()) {
      return Way.ROW_SCALAR;
    }
    return cycles(s, grid) ? Way.CYCLE : Way.ANY;
  }

  /** Whether elements repeat, and so often that laying them out is less than copying them. */
  private static boolean cycles(Strides s, Tiling grid) {
    if (s.strides()[0] != 0 || grid.elements() == 0) {
      return false;
    }
    int period = period(s);
    int inTask = Math.min(grid.elements(), grid.down() * grid.across() * Tiling.TILE);
    return period <= LONGEST_CYCLE && inTask >= 2 * (period + Tiling.TILE);
  }

  private static int period(Strides s) {
    return s.elements() / s.dims()[0];
  }

  /** Whether the slot is a single number in every tile. */
  boolean scalar() {
    return way == Way.SCALAR || way == Way.ROW_SCALAR;
  }

  void attach(BufferTable memory) {
    array = memory.array[buffer];
    base = memory.at[buffer] + strides.offset();
  }

  /** Before the tiles of a task. */
  void begin(Frame f, boolean asArray) {
    int own = f.register(register);
    switch (way) {
      case DENSE, ROW -> f.array[slot] = array;
      case SCALAR -> {
        f.scalar[slot] = array[base];
        f.array[slot] = f.tiles;
        f.at[slot] = own;
        if (asArray) {
          Arrays.fill(f.tiles, own, own + Tiling.TILE, array[base]);
        }
      }
      case ROWS -> {
        f.array[slot] = f.tiles;
        f.at[slot] = own;
        int w = grid.width();
        System.arraycopy(array, base, f.tiles, own, w);
        repeat(f.tiles, own, w, w * Math.min(grid.tileRows(), grid.rows()));
      }
      case CYCLE -> {
        int length = period + Tiling.TILE;
        float[] laid = f.cycle(slot, length);
        strides.read(kernels, array, base - strides.offset(), 0, period, laid, 0, f.index);
        repeat(laid, 0, period, length);
        f.array[slot] = laid;
      }
      case ROW_SCALAR, ANY -> {
        f.array[slot] = f.tiles;
        f.at[slot] = own;
      }
    }
  }

  /** Repeats the first elements up to a length: each copy is as long as all before it. */
  private static void repeat(float[] array, int at, int period, int length) {
    for (int done = period; done < length; ) {
      int some = Math.min(done, length - done);
      System.arraycopy(array, at, array, at + done, some);
      done += some;
    }
  }

  /** Before a tile. */
  void tile(Frame f, boolean asArray, int tile, int piece, int from, int count) {
    switch (way) {
      case DENSE -> f.at[slot] = base + from;
      case ROW -> f.at[slot] = base + piece * Tiling.TILE;
      case CYCLE -> f.at[slot] = from % period;
      case ROW_SCALAR -> {
        float x = array[base + tile * strides.strides()[0]];
        f.scalar[slot] = x;
        if (asArray) {
          Arrays.fill(f.tiles, f.at[slot], f.at[slot] + count, x);
        }
      }
      case ANY -> {
        int to = f.at[slot];
        strides.read(kernels, array, base - strides.offset(), from, count, f.tiles, to, f.index);
      }
      case SCALAR, ROWS -> {}
    }
  }
}
