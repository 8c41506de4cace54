package dev.vae.core.kernel;

/**
 * The loops the engine is made of, over plain float arrays. Every implementation gives the same
 * bits for the same arguments: the order of every sum and the steps of every function are part of
 * the contract.
 *
 * <p>Arrays come with the position of their first element. Source and destination of an
 * element-wise loop may be the same place, or must not overlap. Implementations keep no state and
 * are used by several threads at once.
 */
public interface Kernels {

  /** Returns the name by which {@code --kernels} chooses, such as {@code vector}. */
  String name();

  /** Returns one line for logs: name, vector width, why. */
  String description();

  /** Computes {@code y[i] = f(x[i])}. */
  void apply(UnaryFunction f, float[] x, int xOffset, float[] y, int yOffset, int n);

  /** Computes {@code y[i] = f(a[i], b[i])}. */
  void apply(
      BinaryFunction f,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int n);

  /** Computes {@code y[i] = f(a[i], b)}. */
  void apply(BinaryFunction f, float[] a, int aOffset, float b, float[] y, int yOffset, int n);

  /** Computes {@code y[i] = f(a, b[i])}. */
  void apply(BinaryFunction f, float a, float[] b, int bOffset, float[] y, int yOffset, int n);

  /** Computes {@code y[i] = c[i] != 0 ? a[i] : b[i]}. */
  void where(
      float[] c,
      int cOffset,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] y,
      int yOffset,
      int n);

  /** Computes {@code y[i] = fma(a[i], b[i], c[i])}, one rounding. */
  void multiplyAdd(
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      float[] y,
      int yOffset,
      int n);

  /** Computes {@code y[i] = f(a[i], b[i], c[i])}, the same bits as one after the other. */
  default void apply(
      PairFunction f,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      float[] y,
      int yOffset,
      int n) {
    for (int i = 0; i < n; i++) {
      float first = a[aOffset + i];
      float second = b[bOffset + i];
      float third = c[cOffset + i];
      y[yOffset + i] =
          switch (f) {
            case ADD_ADD -> (first + second) + third;
            case MUL_MUL -> (first * second) * third;
            case SUB_MUL -> (first - second) * third;
            case MUL_SUB -> third - first * second;
          };
    }
  }

  /** Computes {@code y[i] = relu(a[i] + b[i])}, the same bits as one after the other. */
  default void addRelu(
      float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int n) {
    apply(BinaryFunction.ADD, a, aOffset, b, bOffset, y, yOffset, n);
    apply(UnaryFunction.RELU, y, yOffset, y, yOffset, n);
  }

  /** Computes {@code y[i] = c[i] > 0 ? a[i] : 0}, as the derivative of relu has it. */
  default void wherePositive(
      float[] c, int cOffset, float[] a, int aOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = c[cOffset + i] > 0 ? a[aOffset + i] : 0;
    }
  }

  /**
   * Adds up the quarters of 4 n values, {@code y[i] = (x[i] + x[i + 2n]) + (x[i + n] + x[i + 3n])}:
   * what adding the second half to the first gives, done twice.
   */
  default void addQuarters(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      int at = xOffset + i;
      y[yOffset + i] = (x[at] + x[at + 2 * n]) + (x[at + n] + x[at + 3 * n]);
    }
  }

  /**
   * Computes {@code p[i] = softplus(x[i])} and {@code s[i] = sigmoid(x[i])}, the same bits as one
   * after the other; both are made of exp(−|x|). x and s may be the same place, p is another.
   */
  default void softplusSigmoid(
      float[] x, int xOffset, float[] p, int pOffset, float[] s, int sOffset, int n) {
    apply(UnaryFunction.SOFTPLUS, x, xOffset, p, pOffset, n);
    apply(UnaryFunction.SIGMOID, x, xOffset, s, sOffset, n);
  }

  /**
   * Returns the sum of n numbers in the one order: 16 lanes, lane l adding x[l], x[l+16], ... from
   * 0 (missing elements of the last round add nothing), then lanes combined as ((l, l+8), (l, l+4),
   * (l, l+2), (l, l+1)).
   */
  float sum(float[] x, int xOffset, int n);

  /** Returns the largest of n numbers; NaN if any is NaN; minus infinity for none. */
  float max(float[] x, int xOffset, int n);

  /**
   * Computes the sum of each of some rows that follow one another, {@code y[r] = sum(x, r · width,
   * width)}: the same bits, without a call for each where rows are short, as those of the levels of
   * a category are.
   */
  default void sumRows(float[] x, int xOffset, int width, float[] y, int yOffset, int rows) {
    if (width > 0 && width <= ShortRows.LONGEST_SUM) {
      ShortRows.sum(x, xOffset, width, y, yOffset, rows);
      return;
    }
    for (int r = 0; r < rows; r++) {
      y[yOffset + r] = sum(x, xOffset + r * width, width);
    }
  }

  /** Computes the largest number of each of some rows likewise, as {@link #max} gives it. */
  default void maxRows(float[] x, int xOffset, int width, float[] y, int yOffset, int rows) {
    if (width > 0 && width <= ShortRows.LONGEST) {
      ShortRows.max(x, xOffset, width, y, yOffset, rows);
      return;
    }
    for (int r = 0; r < rows; r++) {
      y[yOffset + r] = max(x, xOffset + r * width, width);
    }
  }

  /**
   * Copies rows that begin {@code apart} from one another to where they follow one another, {@code
   * y[r · width + i] = x[r · apart + i]}. The two do not overlap.
   */
  default void copyRows(
      float[] x, int xOffset, int apart, int width, float[] y, int yOffset, int rows) {
    ShortRows.copy(x, xOffset, apart, width, y, yOffset, rows);
  }

  /**
   * Repeats numbers that are {@code apart}, {@code y[r · width + i] = x[r · apart]}. The two do not
   * overlap.
   */
  default void repeatNumbers(
      float[] x, int xOffset, int apart, int width, float[] y, int yOffset, int rows) {
    ShortRows.repeat(x, xOffset, apart, width, y, yOffset, rows);
  }

  /**
   * Computes how far a row is from n others: the mean, over the columns that both have, of what
   * their values add. Numbers add the square of their difference, levels {@code otherLevel} where
   * they are not the same. Where there is no such column it is NaN. Sums go by {@code columns},
   * each step one fma: {@code sum = fma(there · apart, apart, sum)}.
   *
   * @param row its values, by column
   * @param columns which of them it has: numbers, then levels
   * @param numbers how many of these are numbers
   * @param values of other rows: that of row i and column c is at {@code c · stride + i}, finite
   * @param there 1 where there is such a value, else 0
   * @param from the first of the other rows
   * @param n how many, a multiple of 16
   */
  default void meanSquares(
      float[] row,
      int[] columns,
      int numbers,
      float otherLevel,
      float[] values,
      float[] there,
      int stride,
      int from,
      int n,
      float[] y,
      int yOffset) {
    float[] both = new float[n];
    float[] sum = new float[n];
    for (int k = 0; k < columns.length; k++) {
      float own = row[columns[k]];
      int at = columns[k] * stride + from;
      for (int i = 0; i < n; i++) {
        float apart = own - values[at + i];
        sum[i] =
            k < numbers
                ? Math.fma(there[at + i] * apart, apart, sum[i])
                : sum[i] + (apart == 0 ? 0 : there[at + i] * otherLevel);
        both[i] += there[at + i];
      }
    }
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = sum[i] / both[i];
    }
  }

  /**
   * Takes one Adam step (Kingma and Ba 2015, algorithm 1) in place, every multiply-add one fma:
   * {@code m = fma(1 − β1, g − m, m)}, {@code v = fma(1 − β2, fma(g, g, −v), v)}, {@code w =
   * fma(−rate, m / fma(sqrt(v), scale, epsilon), w)}, where rate and scale carry the bias
   * corrections.
   */
  void adam(
      float[] w,
      int wOffset,
      float[] m,
      int mOffset,
      float[] v,
      int vOffset,
      float[] g,
      int gOffset,
      int n,
      AdamStep step);

  /** The numbers of {@link #adam} that are the same for all weights. */
  record AdamStep(float beta1, float beta2, float rate, float scale, float epsilon) {}

  /**
   * Fills with uniform numbers in (0, 1): element (r, j) of the row-major {@code [rows, width]}
   * output depends only on the key, on the row {@code firstRow + r} and on the position {@code from
   * + j}.
   */
  void uniform(RandomKey key, long firstRow, int rows, int from, int width, float[] y, int yOffset);

  /**
   * Fills rows of any numbers likewise: row r is {@code rowNumbers[rowNumbersOffset + r]}.
   *
   * @param rows how many
   */
  void uniform(
      RandomKey key,
      long[] rowNumbers,
      int rowNumbersOffset,
      int rows,
      int from,
      int width,
      float[] y,
      int yOffset);

  /**
   * Fills with standard normal numbers, addressed as in {@link #uniform(RandomKey, long, int, int,
   * int, float[], int)}.
   */
  void normal(RandomKey key, long firstRow, int rows, int from, int width, float[] y, int yOffset);

  /** Fills rows of any numbers likewise: row r is {@code rowNumbers[rowNumbersOffset + r]}. */
  void normal(
      RandomKey key,
      long[] rowNumbers,
      int rowNumbersOffset,
      int rows,
      int from,
      int width,
      float[] y,
      int yOffset);

  /** Returns a matrix product made ready for its sizes. */
  Product product(ProductSpec spec);

  /** Returns a convolution, or one of its two transposes, made ready for its sizes. */
  Product convolution(ConvolutionSpec spec);
}
