package dev.vae.core.internal.compile;

/**
 * How a row-major index over {@code dims} finds its element in an array: {@code offset + sum of
 * index · stride}. A stride of 0 repeats an element.
 */
record Strides(int[] dims, int[] strides, int offset) {

  /** Dense, row-major. */
  static Strides dense(int[] dims) {
    int[] strides = new int[dims.length];
    int stride = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= dims[i];
    }
    return new Strides(dims, strides, 0);
  }

  /** A dense array of {@code from}, stretched to {@code to}. */
  static Strides stretched(int[] from, int[] to) {
    int[] dense = dense(from).strides;
    int[] strides = new int[to.length];
    for (int i = 1; i <= from.length; i++) {
      strides[to.length - i] = from[from.length - i] == 1 ? 0 : dense[from.length - i];
    }
    return new Strides(to, strides, 0);
  }

  int elements() {
    int n = 1;
    for (int d : dims) {
      n *= d;
    }
    return n;
  }

  /** Reads in row-major order of {@code dims} into consecutive places. */
  void gather(float[] from, int at, float[] to, int toAt) {
    walk(from, at, to, toAt, false);
  }

  /** Writes consecutive numbers to the places of {@code dims} in row-major order. */
  void scatter(float[] from, int at, float[] to, int toAt) {
    walk(to, toAt, from, at, true);
  }

  private void walk(float[] strided, int at, float[] dense, int denseAt, boolean scatter) {
    int n = elements();
    int[] index = new int[dims.length];
    int place = at + offset;
    for (int i = 0; i < n; i++) {
      if (scatter) {
        strided[place] = dense[denseAt + i];
      } else {
        dense[denseAt + i] = strided[place];
      }
      for (int d = dims.length - 1; d >= 0; d--) {
        place += strides[d];
        if (++index[d] < dims[d]) {
          break;
        }
        place -= strides[d] * dims[d];
        index[d] = 0;
      }
    }
  }
}
