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
  }

  /** Says where the tile registers are. */
  void attach(float[] array, int at) {
    tiles = array;
    tilesOffset = at;
  }

  int register(int r) {
    return tilesOffset + r * Tiling.TILE;
  }
}
