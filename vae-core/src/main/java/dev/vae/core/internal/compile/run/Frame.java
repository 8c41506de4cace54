package dev.vae.core.internal.compile.run;

/** What one thread needs to itself: tile registers, and where each slot of a group is just now. */
final class Frame {
  final int thread;
  final float[][] array;
  final int[] at;
  final float[] scalar;
  final int[] index = new int[Strides.RANK];

  /** The array with the tile registers, and where the first one begins. */
  float[] tiles;

  private final float[][] cycles;
  private int tilesOffset;

  /**
   * For groups of so many slots.
   *
   * @param thread the number of the thread
   */
  Frame(int thread, int slots) {
    this.thread = thread;
    array = new float[slots][];
    at = new int[slots];
    scalar = new float[slots];
    cycles = new float[slots][];
  }

  /** Says where the tile registers are. */
  void attach(float[] array, int at) {
    tiles = array;
    tilesOffset = at;
  }

  /** Room of at least a length for what a slot repeats. */
  float[] cycle(int slot, int length) {
    if (cycles[slot] == null || cycles[slot].length < length) {
      cycles[slot] = new float[length];
    }
    return cycles[slot];
  }

  int register(int r) {
    return tilesOffset + r * Tiling.TILE;
  }
}
