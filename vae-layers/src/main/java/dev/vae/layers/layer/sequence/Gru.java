package dev.vae.layers.layer.sequence;

import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import java.util.List;

/**
 * Gated recurrent units over a sequence {@code [N, steps, features]} (Cho et al. 2014), as PyTorch
 * computes them:
 *
 * <pre>{@code
 * r  = sigmoid(x·Wr + br + h·Ur + cr)
 * z  = sigmoid(x·Wz + bz + h·Uz + cz)
 * n  = tanh(x·Wn + bn + r·(h·Un + cn))
 * h' = (1 − z)·n + z·h
 * }</pre>
 *
 * <p>Gives {@code [N, steps, units]}. Options: {@code units}; {@code returns}: {@code sequence} or
 * {@code last}, {@code [N, units]}; {@code direction}: {@code forward}, {@code backward} or {@code
 * both}, which doubles the last axis; {@code steps}, needed where rows are flat {@code [N,
 * steps·features]}.
 */
public final class Gru implements LayerProvider {
  /** Found by ServiceLoader. */
  public Gru() {}

  @Override
  public String name() {
    return "gru";
  }

  @Override
  public Layer create(Options options) {
    return new Recurrent(name(), 3, 1, Gru::next, options);
  }

  private static List<Tensor> next(List<Tensor> x, List<Tensor> h, List<Tensor> before) {
    Tensor r = x.get(0).add(h.get(0)).sigmoid();
    Tensor z = x.get(1).add(h.get(1)).sigmoid();
    Tensor n = x.get(2).add(r.mul(h.get(2))).tanh();
    return List.of(n.add(z.mul(before.get(0).sub(n))));
  }
}
