package dev.vae.core.internal.compile.run;

/** What one thread needs to itself: tile registers, and where each slot of a group is just now. */
final class Frame {
  final int thread;
  final float[] tiles;
  final float[][] array;
  final int[] at;
  final float[] scalar;
  final int[] index = new int[Strides.RANK];

  /**
   * For groups of so many registers and slots.
   *
   * @param thread the number of the thread
   */
  Frame(int thread, int registers, int slots) {
    this.thread = thread;
    tiles = new float[Memory.PADDING + registers * Grid.TILE];
    array = new float[slots][];
    at = new int[slots];
    scalar = new float[slots];
  }

  static int register(int r) {
    return Memory.PADDING + r * Grid.TILE;
  }
}
