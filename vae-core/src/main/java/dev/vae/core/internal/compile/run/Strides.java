package dev.vae.core.internal.compile.run;

/**
 * How a row-major index over {@code dims} finds its element in an array: {@code offset + sum of
 * index · stride}. A stride of 0 repeats an element. Axes that lie as one are one, and axes of
 * length 1 are none.
 */
public record Strides(int[] dims, int[] strides, int offset) {
  /** More axes than this are not left when a graph's movements are merged. */
  static final int RANK = 16;

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

  /** The places {@code from, from + step, ...} along one axis of a dense array. */
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

  /** How many elements there are. */
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

  /** Copies elements {@code from} to {@code from + count} to consecutive places. */
  void read(float[] strided, int at, int from, int count, float[] dense, int denseAt, int[] index) {
    walk(strided, at, from, count, dense, denseAt, index, true);
  }

  /** Copies consecutive numbers to the places of elements {@code from} to {@code from + count}. */
  void write(
      float[] strided, int at, int from, int count, float[] dense, int denseAt, int[] index) {
    walk(strided, at, from, count, dense, denseAt, index, false);
  }

  private void walk(
      float[] strided,
      int at,
      int from,
      int count,
      float[] dense,
      int denseAt,
      int[] index,
      boolean read) {
    int last = rank() - 1;
    if (last < 0 || count == 0) {
      if (count > 0 && read) {
        java.util.Arrays.fill(dense, denseAt, denseAt + count, strided[at + offset]);
      } else if (count > 0) {
        strided[at + offset] = dense[denseAt];
      }
      return;
    }
    int place = at + offset;
    int rest = from;
    for (int d = last; d >= 0; d--) {
      index[d] = rest % dims[d];
      rest /= dims[d];
      place += index[d] * strides[d];
    }
    int to = denseAt + count;
    int i = denseAt;
    while (true) {
      int run = Math.min(dims[last] - index[last], to - i);
      if (read) {
        readRun(strided, place, strides[last], dense, i, run);
      } else {
        writeRun(strided, place, strides[last], dense, i, run);
      }
      i += run;
      if (i == to) {
        return;
      }
      place -= index[last] * strides[last];
      index[last] = 0;
      int d = last - 1;
      while (true) {
        place += strides[d];
        if (++index[d] < dims[d]) {
          break;
        }
        place -= strides[d] * dims[d];
        index[d--] = 0;
      }
    }
  }

  private static void readRun(float[] x, int at, int step, float[] y, int yAt, int n) {
    if (step == 1) {
      System.arraycopy(x, at, y, yAt, n);
    } else if (step == 0) {
      java.util.Arrays.fill(y, yAt, yAt + n, x[at]);
    } else {
      for (int i = 0; i < n; i++) {
        y[yAt + i] = x[at + i * step];
      }
    }
  }

  private static void writeRun(float[] x, int at, int step, float[] y, int yAt, int n) {
    if (step == 1) {
      System.arraycopy(y, yAt, x, at, n);
    } else {
      for (int i = 0; i < n; i++) {
        x[at + i * step] = y[yAt + i];
      }
    }
  }
}
