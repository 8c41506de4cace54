package dev.vae.core.internal.vector.product;

import dev.vae.core.internal.vector.lanes.Lanes;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A product of few rows and columns over very many k, as the gradient of weights is that a long
 * sequence shares. A task takes some blocks of k for the whole result, so that both operands are
 * read once and from end to end; then the blocks' sums are added in ascending order, which is the
 * order of every product.
 */
public final class DeepProduct implements Product {
  /** Floats of the sums of all blocks at most. */
  private static final long SUMS = 1 << 22;

  /** Blocks of k from which on it pays. */
  private static final int BLOCKS = 6;

  /** Floats of a result, with which the operands' part in a block still fits a cache. */
  private static final int RESULT = 1 << 15;

  /** Multiply-adds worth a task. */
  private static final long ENOUGH = 2_000_000;

  /** Floats of the result that a task adds up. */
  private static final int PIECE = 1024;

  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int L = SPECIES.length();

  private final ProductSpec spec;
  private final Product whole;
  private final Product last;
  private final int blocks;
  private final int perTask;
  private final int size;
  private final int room;

  /** For a product that {@link #suits}. */
  public DeepProduct(ProductSpec s) {
    spec = s;
    blocks = blocks(s);
    whole = new MatrixProduct(block(s, BLOCK));
    last = new MatrixProduct(block(s, s.k() - (blocks - 1) * BLOCK));
    perTask = (int) Math.max(1, ENOUGH / ((long) s.m() * s.n() * BLOCK));
    size = Product.aligned(s.m() * s.n());
    room = Product.aligned(Math.max(whole.scratch(1), last.scratch(1)));
  }

  private static ProductSpec block(ProductSpec s, int k) {
    return ProductSpec.of(s.m(), s.n(), k, true, false);
  }

  private static int blocks(ProductSpec s) {
    return -Math.floorDiv(-s.k(), BLOCK);
  }

  /** Whether this is the way: both operands then have their k one after the other in memory. */
  public static boolean suits(ProductSpec s) {
    long result = (long) s.m() * s.n();
    return s.batch() == 1
        && s.transposeA()
        && !s.transposeB()
        && result > 0
        && result <= RESULT
        && blocks(s) >= BLOCKS
        && blocks(s) * (result + L) <= SUMS;
  }

  @Override
  public int scratch(int threads) {
    return blocks * size + threads * room;
  }

  @Override
  public int phases() {
    return 2;
  }

  @Override
  public int tasks(int phase) {
    return phase == 0
        ? -Math.floorDiv(-blocks, perTask)
        : -Math.floorDiv(-spec.m() * spec.n(), PIECE);
  }

  @Override
  public void run(int phase, int task, int thread, Buffers x) {
    if (phase == 1) {
      int from = task * PIECE;
      add(from, Math.min(spec.m() * spec.n(), from + PIECE), x);
      return;
    }
    Buffers y = new Buffers();
    y.a = x.a;
    y.b = x.b;
    y.c = x.scratch;
    y.scratch = x.scratch;
    y.scratchOffset = x.scratchOffset + blocks * size + thread * room;
    for (int block = task * perTask; block < Math.min(blocks, (task + 1) * perTask); block++) {
      y.aOffset = x.aOffset + block * BLOCK * spec.m();
      y.bOffset = x.bOffset + block * BLOCK * spec.n();
      y.cOffset = x.scratchOffset + block * size;
      SerialProduct.run(block == blocks - 1 ? last : whole, y);
    }
  }

  /** Adds up some numbers of the result, block by block. */
  private void add(int from, int to, Buffers x) {
    int at = x.scratchOffset;
    int i = from;
    for (; i + L <= to; i += L) {
      FloatVector sum = FloatVector.fromArray(SPECIES, x.scratch, at + i);
      for (int block = 1; block < blocks; block++) {
        sum = FloatVector.fromArray(SPECIES, x.scratch, at + block * size + i).add(sum);
      }
      sum.intoArray(x.c, x.cOffset + i);
    }
    for (; i < to; i++) {
      float sum = x.scratch[at + i];
      for (int block = 1; block < blocks; block++) {
        sum += x.scratch[at + block * size + i];
      }
      x.c[x.cOffset + i] = sum;
    }
  }
}
