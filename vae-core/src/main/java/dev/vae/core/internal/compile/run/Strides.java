package dev.vae.core.internal.compile.run;

import dev.vae.core.kernel.Kernels;

/**
 * How a row-major index over {@code dims} finds its element in an array: {@code offset + sum of
 * index · stride}. A stride of 0 repeats an element. Axes that lie as one are one, and axes of
 * length 1 are none.
 */
public record Strides(int[] dims, int[] strides, int offset) {
  /** More axes than this are not left when a graph's movements are merged. */
  static final int RANK = 16;

  /** Runs up to this long are written number by number. */
  private static final int SHORT = 12;

  /** Merges axes where it can. */
  public static Strides of(int[] dims, int[] strides, int offset) {
    int[] d = new int[dims.length];
    int[] s = new int[dims.length];
    int n = 0;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == 1) {
        continue;
      }
      if (n > 0 && s[n - 1] == (long) strides[i] * dims[i]) {
        d[n - 1] *= dims[i];
        s[n - 1] = strides[i];
      } else {
        d[n] = dims[i];
        s[n++] = strides[i];
      }
    }
    if (n > RANK) {
      throw new IllegalArgumentException("a tensor of " + n + " axes is more than " + RANK);
    }
    return new Strides(java.util.Arrays.copyOf(d, n), java.util.Arrays.copyOf(s, n), offset);
  }

  /** Returns the offsets {@code from, from + step, ...} along one axis of a dense array. */
  public static Strides along(int[] whole, int axis, int from, int step, int length) {
    int[] strides = new int[whole.length];
    int stride = 1;
    for (int i = whole.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= whole[i];
    }
    int[] dims = whole.clone();
    dims[axis] = length;
    int offset = from * strides[axis];
    strides[axis] *= step;
    return of(dims, strides, offset);
  }

  int rank() {
    return dims.length;
  }

  /** Returns how many elements there are. */
  public int elements() {
    int n = 1;
    for (int d : dims) {
      n *= d;
    }
    return n;
  }

  /** Whether elements lie one after the other. */
  boolean isDense() {
    return rank() == 0 || rank() == 1 && strides[0] == 1;
  }

  /** Whether there is one element only, repeated. */
  boolean isScalar() {
    for (int s : strides) {
      if (s != 0) {
        return false;
      }
    }
    return true;
  }

  /** Copies elements {@code from} to {@code from + count} to consecutive offsets. */
  void read(
      Kernels kernels,
      float[] strided,
      int at,
      int from,
      int count,
      float[] dense,
      int denseOffset,
      int[] index) {
    int offset = at + seek(from, index);
    for (int i = 0; i < count; ) {
      int n = repeat(i, count, dense, denseOffset, index);
      if (n == 0) {
        int length = length(count - i, index);
        int runs = runs(count - i, index);
        int apart = apart();
        int to = denseOffset + i;
        switch (runs * length <= SHORT ? -1 : step()) {
          case 0 -> kernels.repeatNumbers(strided, offset, apart, length, dense, to, runs);
          case 1 -> kernels.copyRows(strided, offset, apart, length, dense, to, runs);
          default -> readRuns(strided, offset, apart, step(), dense, to, length, runs);
        }
        n = runs * length;
      }
      i += n;
      if (i < count) {
        offset = isBlock(n, index) ? next(offset, index) : at + seek(from + i, index);
      }
    }
  }

  /** Copies consecutive numbers to the offsets of elements {@code from} to {@code from + count}. */
  void write(
      float[] strided, int at, int from, int count, float[] dense, int denseOffset, int[] index) {
    for (int i = 0; i < count; ) {
      int offset = at + seek(from + i, index);
      int length = length(count - i, index);
      int runs = runs(count - i, index);
      int apart = apart();
      for (int run = 0; run < runs; run++) {
        writeRun(
            strided, offset + run * apart, step(), dense, denseOffset + i + run * length, length);
      }
      i += runs * length;
    }
  }

  /** Sets the index of an element; its offset. */
  private int seek(int element, int[] index) {
    int at = offset;
    int rest = element;
    for (int d = rank() - 1; d >= 0; d--) {
      index[d] = rest % dims[d];
      rest /= dims[d];
      at += index[d] * strides[d];
    }
    return at;
  }

  /** Whether elements from an index on were the last two axes as a whole, of three or more. */
  private boolean isBlock(int n, int[] index) {
    int last = rank() - 1;
    return last > 1 && index[last] == 0 && index[last - 1] == 0 && n == dims[last] * dims[last - 1];
  }

  /** Goes on by the last two axes as a whole; the offset there, found without dividing. */
  private int next(int offset, int[] index) {
    int at = offset;
    int d = rank() - 3;
    while (d > 0 && index[d] == dims[d] - 1) {
      at -= index[d] * strides[d];
      index[d--] = 0;
    }
    index[d]++;
    return at + strides[d];
  }

  /**
   * Where an axis of stride 0 begins once more, all that it repeats is there already: copies that,
   * twice as much each time.
   *
   * @return how many elements, 0 if that is not so
   */
  private int repeat(int i, int count, float[] dense, int denseOffset, int[] index) {
    int size = 1;
    int d = rank() - 1;
    while (d >= 0 && index[d] == 0) {
      size *= dims[d--];
    }
    if (d < 0 || strides[d] != 0 || size > i || d == rank() - 1) {
      return 0;
    }
    int n = Math.min((dims[d] - index[d]) * size, count - i);
    int from = denseOffset + i - size;
    for (int done = 0; done < n; ) {
      int some = Math.min(size + done, n - done);
      System.arraycopy(dense, from, dense, denseOffset + i + done, some);
      done += some;
    }
    return n;
  }

  /** How many elements the next run along the last axis has. */
  private int length(int rest, int[] index) {
    int last = rank() - 1;
    return last < 0 ? rest : Math.min(dims[last] - index[last], rest);
  }

  /** How many such runs follow one another along the last axis but one. */
  private int runs(int rest, int[] index) {
    int last = rank() - 1;
    boolean whole = last > 0 && index[last] == 0 && rest >= dims[last];
    return whole ? Math.min(dims[last - 1] - index[last - 1], rest / dims[last]) : 1;
  }

  /** From element to element of a run. */
  private int step() {
    return rank() == 0 ? 0 : strides[rank() - 1];
  }

  /** From run to run. */
  private int apart() {
    return rank() < 2 ? 0 : strides[rank() - 2];
  }

  private static void readRuns(
      float[] x, int at, int apart, int step, float[] y, int yOffset, int length, int runs) {
    for (int run = 0; run < runs; run++) {
      int from = at + run * apart;
      int to = yOffset + run * length;
      for (int i = 0; i < length; i++) {
        y[to + i] = x[from + i * step];
      }
    }
  }

  private static void writeRun(float[] x, int at, int step, float[] y, int yOffset, int n) {
    if (step == 1 && n > SHORT) {
      System.arraycopy(y, yOffset, x, at, n);
    } else {
      for (int i = 0; i < n; i++) {
        x[at + i * step] = y[yOffset + i];
      }
    }
  }
}
