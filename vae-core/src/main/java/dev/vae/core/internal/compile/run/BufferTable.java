package dev.vae.core.internal.compile.run;

/**
 * Where the values of every buffer are: an array for each, and the offset of its first element.
 * Inputs, variables and constants stay where their owners put them, all else is in one arena.
 */
public final class BufferTable {
  /** Floats before the first vector: G1 puts large arrays 48 bytes before a 64-byte boundary. */
  public static final int PADDING = 12;

  final float[][] array;
  final int[] at;

  /** For so many buffers. */
  public BufferTable(int buffers) {
    array = new float[buffers][];
    at = new int[buffers];
  }

  /** Says where a buffer is. */
  public void put(int buffer, float[] values, int first) {
    array[buffer] = values;
    at[buffer] = first;
  }

  /** Returns the array a buffer is in. */
  public float[] array(int buffer) {
    return array[buffer];
  }

  /** Returns the offset of a buffer's first element. */
  public int at(int buffer) {
    return at[buffer];
  }
}
