package dev.vae.core.internal.vector.winograd;

import dev.vae.core.internal.vector.winograd.WinogradTransform.Lines;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.Winograd;
import dev.vae.core.kernel.WinogradForm;

/**
 * G g, the weights at the nodes, and Gᵀ, the way back. Weights are [kernel row, kernel column,
 * block], matrices [row node, column node, phase row, phase column, block], where a block has a
 * number for each channel and output, in either order. A task has its piece of every block.
 */
final class WinogradKernel {
  /** Tasks to have, if blocks are long enough. */
  private static final int TASKS = 8;

  /** Floats of the shortest piece of a block. */
  private static final int PIECE = 128;

  private final int block;
  private final int piece;
  private final int rows;
  private final int columns;
  private final int width;
  private final SparseMatrix down;
  private final SparseMatrix across;
  private final SparseMatrix up;
  private final SparseMatrix back;
  private final Lines downLines;
  private final Lines acrossLines;
  private final Lines backLines;
  private final Lines upLines;

  WinogradKernel(ConvolutionSpec s, Winograd w) {
    block = s.channels() * s.outputs();
    piece = Math.min(block, Math.max(PIECE, Product.aligned(-Math.floorDiv(-block, TASKS))));
    rows = s.strideHeight();
    columns = s.strideWidth();
    width = s.kernelWidth();
    float[][] vertical = WinogradForm.weights(w.rows().taps());
    float[][] horizontal = WinogradForm.weights(w.columns().taps());
    down = new SparseMatrix(vertical);
    across = new SparseMatrix(horizontal);
    up = new SparseMatrix(WinogradForm.transpose(vertical));
    back = new SparseMatrix(WinogradForm.transpose(horizontal));
    int v = w.rows().taps();
    int h = w.columns().taps();
    int nodes = Winograd.NODES;
    int[] weights = Lines.table(width * v, i -> (i % v * rows * width + i / v) * block);
    int[] halves = Lines.table(width * nodes, i -> (i % nodes * width + i / nodes) * piece);
    int[] taps = Lines.table(columns * h, i -> (i % h * columns + i / h) * piece);
    int[] matrices = Lines.table(columns * nodes, i -> i % nodes * matrix() + i / nodes * block);
    downLines = new Lines(width, weights, halves);
    acrossLines = new Lines(columns, taps, matrices);
    backLines = new Lines(columns, matrices, taps);
    upLines = new Lines(width, halves, weights);
  }

  /** Floats of a pair's matrix. */
  int matrix() {
    return rows * columns * block;
  }

  /** Floats that a thread needs. */
  int scratchSize() {
    return Winograd.NODES * width * piece;
  }

  int tasks() {
    return -Math.floorDiv(-block, piece);
  }

  /** A task's part of the matrices, from weights. */
  void run(int task, float[] g, int gOffset, float[] scratch, int matricesOffset, int work) {
    int length = length(task);
    for (int row = 0; row < rows; row++) {
      int at = gOffset + task * piece + row * width * block;
      down.run(downLines, length, g, at, scratch, work);
      for (int node = 0; node < Winograd.NODES; node++) {
        int from = work + node * width * piece;
        across.run(
            acrossLines,
            length,
            scratch,
            from,
            scratch,
            matricesOffset + position(node, row, task));
      }
    }
  }

  /** A task's part of the weights' gradient, from sums for each pair. */
  void back(int task, float[] scratch, int sumsOffset, float[] g, int gOffset, int work) {
    int length = length(task);
    for (int row = 0; row < rows; row++) {
      for (int node = 0; node < Winograd.NODES; node++) {
        int to = work + node * width * piece;
        back.run(backLines, length, scratch, sumsOffset + position(node, row, task), scratch, to);
      }
      int at = gOffset + task * piece + row * width * block;
      up.run(upLines, length, scratch, work, g, at);
    }
  }

  private int length(int task) {
    return Math.min(piece, block - task * piece);
  }

  private int position(int node, int row, int task) {
    return node * Winograd.NODES * matrix() + row * columns * block + task * piece;
  }

  /** Whether a task's part of the weights' gradient is within the limit. */
  boolean holds(int task, float[] g, int gOffset) {
    boolean holds = true;
    for (int i = 0; i < up.outputs() * rows * width; i++) {
      holds &= WinogradRange.holds(g, gOffset + i * block + task * piece, length(task));
    }
    return holds;
  }
}
