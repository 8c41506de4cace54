package dev.vae.core.kernel;

/**
 * Convolutions with fewer multiplications, and the order of their sums.
 *
 * <p>Winograd, Arithmetic Complexity of Computations (1980); Lavin and Gray, Fast Algorithms for
 * Convolutional Neural Networks (2015, arXiv:1509.09308). Along an axis, outputs {@code y(i) = Σ_t
 * g(t)·d(i + t)} are cut into tiles, see {@link WinogradForm}: {@code y = Aᵀ[(G g) ⊙ (Bᵀ d)]},
 * where ⊙ multiplies element by element. In two dimensions every matrix is applied along both axes;
 * over channels, ⊙ becomes matrix products, one for each pair of nodes. A stride is taken out
 * first: input position i of phase p is position {@code i·stride + p} of the padded image, and tap
 * t of phase p is position {@code t·stride + p} of the kernel, so that phases are channels of a
 * convolution without a stride. For 7 outputs and 2 taps along each axis it takes 100 products of
 * numbers where the sum as it stands takes 196.
 *
 * <p>The two gradients are the transposes of the same three matrices, with the same number of
 * multiplications: {@code ∂d = B[(G g) ⊙ (A ∂y)]} and {@code ∂g = Gᵀ[(Bᵀ d) ⊙ (A ∂y)]}.
 *
 * <p>The order of sums:
 *
 * <ul>
 *   <li>A matrix is applied as a chain of {@code fma(m(i,j), x(j), sum)} over ascending j from 0,
 *       without those j for which m is 0; positions beyond the image are 0. From d, ∂y and g it is
 *       applied to rows first, then to columns; towards y, ∂d and ∂g to columns first. Where tiles
 *       overlap in ∂d, the chain goes on from tile to tile, ascending.
 *   <li>Products of FORWARD sum over (phase row, phase column, channel), those of TRANSPOSE over
 *       outputs, both as {@link Product} says.
 *   <li>Products of WEIGHT sum over (point row, point column, image) in blocks of {@link
 *       Product#BLOCK}, by themselves for each {@link #round()} of images; the sums of all blocks
 *       of all rounds are added in ascending order.
 *   <li>Rounding errors are relative to the largest numbers of a tile, not of each sum. So if one
 *       number of an image's result (for WEIGHT: of the whole) is not a finite one smaller than
 *       {@link #LIMIT}, all of them are summed as {@link ConvolutionSpec} says instead; infinities
 *       then go where they belong.
 * </ul>
 */
public final class Winograd {
  /** Nodes of an axis: 0, 1, −1 and ∞. */
  public static final int NODES = 4;

  /** Pairs of nodes, each of which has a matrix product. */
  public static final int PAIRS = NODES * NODES;

  /** Results from here on are summed as they stand: 2^21. */
  public static final float LIMIT = 0x1p21f;

  /** Channels and outputs come in multiples of this. */
  private static final int LANES = 16;

  /**
   * Multiplications for each number that goes to or comes from points, below which it costs more.
   */
  private static final int ENOUGH = 16;

  /** Floats of an image's points and products: more would not stay in a cache. */
  private static final int POINTS = 1 << 20;

  /** Floats of a round's operands. */
  private static final int ROUND = 1 << 19;

  private final ConvolutionSpec spec;
  private final WinogradAxis rows;
  private final WinogradAxis columns;

  /** The way for a convolution that {@link #suits suits}. */
  public Winograd(ConvolutionSpec spec) {
    this.spec = spec;
    rows = new WinogradAxis(spec.kernelHeight() / spec.strideHeight(), spec.outputHeight());
    columns = new WinogradAxis(spec.kernelWidth() / spec.strideWidth(), spec.outputWidth());
  }

  /** Whether a convolution is done this way: its sizes alone decide, whatever number of images. */
  public static boolean suits(ConvolutionSpec s) {
    return s.images() > 0
        && s.groups() == 1
        && s.channels() > 0
        && s.outputs() > 0
        && s.channels() % LANES == 0
        && s.outputs() % LANES == 0
        && suits(s.kernelHeight(), s.strideHeight(), s.outputHeight())
        && suits(s.kernelWidth(), s.strideWidth(), s.outputWidth())
        && pays(s);
  }

  /** Whether the products are large enough for what it takes to go to points and back. */
  private static boolean pays(ConvolutionSpec s) {
    Winograd w = new Winograd(s);
    long sum = w.depth() + s.outputs();
    long product = (long) w.depth() * s.outputs();
    return product >= ENOUGH * sum && w.points() * sum <= POINTS;
  }

  private static boolean suits(int kernel, int stride, int outputs) {
    return outputs > 1 && (kernel == 2 * stride || kernel == 3 * stride);
  }

  /** Returns the vertical axis. */
  public WinogradAxis rows() {
    return rows;
  }

  /** Returns the horizontal axis. */
  public WinogradAxis columns() {
    return columns;
  }

  /** Points of an image. */
  public int points() {
    return rows.points() * columns.points();
  }

  /** Phases times channels. */
  public int depth() {
    return spec.strideHeight() * spec.strideWidth() * spec.channels();
  }

  /** Returns how many points of an image have a pair {@code row node · 4 + column node}. */
  public int count(int pair) {
    return rows.count(pair / NODES) * columns.count(pair % NODES);
  }

  /** Returns the pair of a point. */
  public int pair(int row, int column) {
    return rows.node(row) * NODES + columns.node(column);
  }

  /**
   * Returns how many points of an image come before those of a pair, when they are put pair by
   * pair.
   */
  public int before(int pair) {
    int before = 0;
    for (int i = 0; i < pair; i++) {
      before += count(i);
    }
    return before;
  }

  /**
   * Returns the position of a point, when points are put pair by pair, and row by row within a
   * pair.
   */
  public int position(int row, int column) {
    return before(pair(row, column))
        + rows.rank(row) * columns.count(columns.node(column))
        + columns.rank(column);
  }

  /** Returns how many images a sum for the weights is made of before it is added to the others. */
  public int round() {
    int image = points() * (depth() + spec.outputs());
    return Math.max(1, Math.min(spec.images(), ROUND / image));
  }

  /** Whether a number of a result is one that stays. */
  public static boolean holds(float y) {
    return Math.abs(y) < LIMIT;
  }
}
