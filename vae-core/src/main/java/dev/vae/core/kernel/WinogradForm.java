package dev.vae.core.kernel;

/**
 * A tile of a convolution along one axis, with the matrices of {@link Winograd}: F(m, r) computes m
 * outputs of r taps with m + r − 1 multiplications.
 */
public enum WinogradForm {
  /** Three outputs of two taps. */
  F32(
      2,
      new int[] {0, 1, 2, 3},
      new float[][] {{1, 0, -1, 0}, {0, 1, 1, 0}, {0, -1, 1, 0}, {0, -1, 0, 1}},
      new float[][] {{1, 1, 1, 0}, {0, 1, -1, 0}, {0, 1, 1, 1}}),
  /** Two outputs of two taps. */
  F22(
      2,
      new int[] {0, 1, 3},
      new float[][] {{1, -1, 0}, {0, 2, 0}, {0, -1, 1}},
      new float[][] {{1, 1, 0}, {0, 1, 1}}),
  /** One output of two taps. */
  F12(2, new int[] {0, 3}, new float[][] {{1, 0}, {0, 1}}, new float[][] {{1, 1}}),
  /** Two outputs of three taps. */
  F23(
      3,
      new int[] {0, 1, 2, 3},
      new float[][] {{1, 0, -1, 0}, {0, 1, 1, 0}, {0, -1, 1, 0}, {0, -1, 0, 1}},
      new float[][] {{1, 1, 1, 0}, {0, 1, -1, 1}}),
  /** One output of three taps. */
  F13(
      3,
      new int[] {0, 1, 2},
      new float[][] {{1, 0, -1}, {0, 1, 1}, {0, -1, 1}},
      new float[][] {{1, 1, 1}});

  private final int taps;
  private final int[] nodes;
  private final float[][] image;
  private final float[][] output;

  WinogradForm(int taps, int[] nodes, float[][] image, float[][] output) {
    this.taps = taps;
    this.nodes = nodes;
    this.image = image;
    this.output = output;
  }

  /** Returns G: taps to the four nodes 0, 1, −1, ∞. */
  public static float[][] weights(int taps) {
    return taps == 2
        ? new float[][] {{1, 0}, {.5f, .5f}, {.5f, -.5f}, {0, 1}}
        : new float[][] {{1, 0, 0}, {.5f, .5f, .5f}, {.5f, -.5f, .5f}, {0, 0, 1}};
  }

  /** The form for so many taps when so many outputs are left. */
  static WinogradForm of(int taps, int outputs) {
    if (taps == 3) {
      return outputs >= 2 ? F23 : F13;
    }
    return outputs >= 3 ? F32 : outputs == 2 ? F22 : F12;
  }

  /** Returns r, the taps of the kernel. */
  public int taps() {
    return taps;
  }

  /** Returns m, the outputs of a tile. */
  public int outputs() {
    return output.length;
  }

  /** Returns input positions that a tile sees: m + r − 1. */
  public int inputs() {
    return image[0].length;
  }

  /** Points, each of which is at a node. */
  public int points() {
    return nodes.length;
  }

  /** Returns the node of a point: 0, 1, 2, 3 for 0, 1, −1, ∞. */
  public int node(int point) {
    return nodes[point];
  }

  /** Returns Bᵀ, points by inputs. */
  public float[][] image() {
    return copy(image);
  }

  /** Returns Aᵀ, outputs by points. */
  public float[][] output() {
    return copy(output);
  }

  /** Returns the transpose of a matrix. */
  public static float[][] transpose(float[][] m) {
    float[][] t = new float[m[0].length][m.length];
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < t.length; j++) {
        t[j][i] = m[i][j];
      }
    }
    return t;
  }

  private static float[][] copy(float[][] m) {
    return transpose(transpose(m));
  }
}
