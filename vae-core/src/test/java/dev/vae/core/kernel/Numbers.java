package dev.vae.core.kernel;

/** Floats to try functions on, and what they should give, in double precision. */
final class Numbers {
  /** Zeros, subnormals, edges of ranges, infinities, NaN. */
  static final float[] EDGES = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Math.nextDown(Float.MIN_NORMAL),
    1e-30f,
    -1e-10f,
    0.25f,
    0.5f,
    -0.5f,
    Math.nextDown(1f),
    1f,
    -1f,
    Math.nextUp(1f),
    Math.nextUp(-1f),
    1.5f,
    2f,
    -2f,
    2.5f,
    -2.5f,
    3f,
    7f,
    8f,
    -20f,
    87.33655f,
    -87.33655f,
    88.72283f,
    Math.nextUp(88.72283f),
    -103.97208f,
    -104f,
    1000f,
    -1000f,
    100_000f,
    Math.nextUp(100_000f),
    8388607.5f,
    8388608f,
    -8388607.5f,
    16777216f,
    16777217f,
    1e9f,
    -1e9f,
    1e30f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private Numbers() {}

  /** The edges and every {@code step}-th of all floats. */
  static float[] sample(int step) {
    int count = (int) ((1L << 32) / step);
    float[] x = new float[EDGES.length + count];
    System.arraycopy(EDGES, 0, x, 0, EDGES.length);
    for (int i = 0; i < count; i++) {
      x[EDGES.length + i] = Float.intBitsToFloat(i * step);
    }
    return x;
  }

  /** The function in double precision, by other means than the kernels'. */
  static double reference(UnaryFunction f, double x) {
    return switch (f) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case FLOOR -> Math.floor(x);
      case ROUND -> Math.rint(x);
      case EXP -> StrictMath.exp(x);
      case EXPM1 -> StrictMath.expm1(x);
      case LOG -> StrictMath.log(x);
      case LOG1P -> StrictMath.log1p(x);
      case SQRT -> StrictMath.sqrt(x);
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
      case TANH -> StrictMath.tanh(x);
      case SIGMOID -> {
        double e = StrictMath.exp(-Math.abs(x));
        yield (x >= 0 ? 1 : e) / (1 + e);
      }
      case SOFTPLUS -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
      case RELU -> Math.max(x, 0.0);
      case ERF -> erf(x);
      case LGAMMA -> logGamma(x);
      case DIGAMMA -> digamma(x);
    };
  }

  /** Its Maclaurin series below 3, the continued fraction of erfc above. */
  private static double erf(double x) {
    double a = Math.abs(x);
    if (!(a < 3)) {
      double fraction = 0;
      for (int k = 60; k > 0; k--) {
        fraction = k / 2.0 / (a + fraction);
      }
      double tail = StrictMath.exp(-a * a) / (StrictMath.sqrt(Math.PI) * (a + fraction));
      return Math.copySign(1 - (a > 10 ? 0 : tail), x);
    }
    double term = x;
    double sum = x;
    for (int k = 1; k < 80 && Math.abs(term) > 1e-20 * a; k++) {
      term *= -a * a / k;
      sum += term / (2 * k + 1);
    }
    return 2 / StrictMath.sqrt(Math.PI) * sum;
  }

  /** Stirling's series far out, reached by dividing factors away. */
  private static double logGamma(double x) {
    if (x <= 0 && x == Math.rint(x) || Double.isInfinite(x)) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < 0) {
      double sine = Math.abs(StrictMath.sin(Math.PI * (x - Math.rint(x))));
      return StrictMath.log(Math.PI / (sine * -x)) - logGamma(-x);
    }
    double shift = 0;
    while (x < 20) {
      shift += StrictMath.log(x++);
    }
    double z = 1 / (x * x);
    double tail = (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z / 1680))) / x;
    return (x - 0.5) * StrictMath.log(x) - x + StrictMath.log(2 * Math.PI) / 2 + tail - shift;
  }

  private static double digamma(double x) {
    if (x == Double.NEGATIVE_INFINITY || x < 0 && x == Math.rint(x)) {
      return Double.NaN;
    }
    if (x < 0) {
      double t = Math.PI * (x - Math.rint(x));
      return digamma(1 - x) - Math.PI * StrictMath.cos(t) / StrictMath.sin(t);
    }
    if (x == 0 || x == Double.POSITIVE_INFINITY) {
      return x == 0 ? -1 / x : x;
    }
    double sum = 0;
    while (x < 20) {
      sum -= 1 / x++;
    }
    double z = 1 / (x * x);
    double tail = z * (1.0 / 12 - z * (1.0 / 120 - z * (1.0 / 252 - z / 240)));
    return sum + StrictMath.log(x) - 0.5 / x - tail;
  }

  /** The function in double precision. */
  static double reference(BinaryFunction f, double a, double b) {
    return switch (f) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case POW -> StrictMath.pow(a, b);
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case EQUAL -> a == b ? 1 : 0;
      case LESS -> a < b ? 1 : 0;
      case LESS_EQUAL -> a <= b ? 1 : 0;
    };
  }

  /** How many floats two floats are apart; none if both are NaN, very many if one is. */
  static long steps(float a, float b) {
    if (Float.isNaN(a) || Float.isNaN(b)) {
      return Float.isNaN(a) && Float.isNaN(b) ? 0 : Long.MAX_VALUE;
    }
    if (a == 0 && b == 0) {
      return Float.floatToRawIntBits(a) == Float.floatToRawIntBits(b) ? 0 : Long.MAX_VALUE;
    }
    return Math.abs(ordinal(a) - ordinal(b));
  }

  private static long ordinal(float x) {
    int bits = Float.floatToRawIntBits(x);
    return bits < 0 ? -(long) (bits & Integer.MAX_VALUE) : bits;
  }
}
