package dev.vae.core.internal.vector.convolution;

/**
 * Along one axis, the positions of an image that see the same taps of a strided convolution:
 * position {@code first + i · stride}, tap {@code offset + t · stride}, output {@code output + i −
 * t}.
 *
 * @param count how many positions
 * @param taps how many taps
 */
record StridePhase(int first, int stride, int count, int offset, int taps, int output) {

  /** Stripe {@code offset}, less than the stride, of an axis. */
  static StridePhase of(int length, int kernel, int stride, int pad, int offset) {
    int first = Math.floorMod(offset - pad, stride);
    int count = Math.max(0, -Math.floorDiv(first - length, stride));
    int taps = Math.max(0, -Math.floorDiv(offset - kernel, stride));
    return new StridePhase(first, stride, count, offset, taps, (first + pad - offset) / stride);
  }

  static StridePhase[] all(int length, int kernel, int stride, int pad) {
    StridePhase[] stripes = new StridePhase[stride];
    for (int i = 0; i < stride; i++) {
      stripes[i] = of(length, kernel, stride, pad, i);
    }
    return stripes;
  }

  /** The first output that any of the stripes needs. */
  static int from(StridePhase[] stripes) {
    int from = Integer.MAX_VALUE;
    for (StridePhase s : stripes) {
      if (s.count > 0 && s.taps > 0) {
        from = Math.min(from, s.output - (s.taps - 1));
      }
    }
    return from == Integer.MAX_VALUE ? 0 : from;
  }

  /** The end of the outputs that any of the stripes needs. */
  static int to(StridePhase[] stripes) {
    int to = from(stripes);
    for (StridePhase s : stripes) {
      if (s.count > 0 && s.taps > 0) {
        to = Math.max(to, s.output + s.count);
      }
    }
    return to;
  }
}
