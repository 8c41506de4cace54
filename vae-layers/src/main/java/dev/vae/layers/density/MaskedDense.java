package dev.vae.layers.density;

import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Initializer;

/**
 * A masked dense net of one hidden layer whose output i depends on inputs before i alone (Germain
 * et al. 2015, "MADE"), with a context added before the hidden layer's activation.
 */
public final class MaskedDense {
  private MaskedDense() {}

  /**
   * Returns two outputs for each input.
   *
   * @param z {@code [..., d]}
   * @param context {@code [N, h]}, added to the hidden units
   * @param reversed whether the order runs from the last input to the first
   * @return the outputs, each {@code [..., d]}
   */
  public static Tensor[] outputs(Tensor z, Tensor context, boolean reversed, Context pass) {
    int d = z.shape().dim(-1).factor();
    int hidden = context.shape().dim(-1).factor();
    Tensor h =
        masked("hidden", z, hidden, into(pass.graph(), d, hidden, reversed), pass)
            .add(context)
            .tanh();
    double[] out = outOf(pass.graph(), d, hidden, reversed);
    return new Tensor[] {masked("shift", h, d, out, pass), masked("scale", h, d, out, pass)};
  }

  private static Tensor masked(String name, Tensor x, int outputs, double[] mask, Context pass) {
    int inputs = x.shape().dim(-1).factor();
    try (var scope = pass.scope(name)) {
      Initializer first = Initializer.uniform(1 / Math.sqrt(inputs));
      Tensor weight = pass.parameter("weight", Shape.of(inputs, outputs), first);
      Tensor bias = pass.parameter("bias", Shape.of(outputs), Initializer.ZERO);
      Tensor open = pass.graph().constant(Shape.of(inputs, outputs), mask);
      return x.matmul(weight.mul(open)).add(bias);
    }
  }

  /** How many inputs, in the order, hidden unit j may see: 1 to d − 1 in turn. */
  private static int degree(int j, int d) {
    return d == 1 ? 0 : 1 + j % (d - 1);
  }

  private static int place(int i, int d, boolean reversed) {
    return reversed ? d - 1 - i : i;
  }

  private static double[] into(Graph graph, int d, int hidden, boolean reversed) {
    double[] mask = graph.zeros(d, hidden);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < hidden; j++) {
        mask[i * hidden + j] = place(i, d, reversed) < degree(j, d) ? 1 : 0;
      }
    }
    return mask;
  }

  private static double[] outOf(Graph graph, int d, int hidden, boolean reversed) {
    double[] mask = graph.zeros(hidden, d);
    for (int j = 0; j < hidden; j++) {
      for (int i = 0; i < d; i++) {
        mask[j * d + i] = degree(j, d) <= place(i, d, reversed) ? 1 : 0;
      }
    }
    return mask;
  }
}
