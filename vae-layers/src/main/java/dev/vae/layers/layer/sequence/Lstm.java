package dev.vae.layers.layer.sequence;

import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import java.util.List;

/**
 * Long short-term memory over a sequence {@code [N, steps, features]} (Hochreiter and Schmidhuber
 * 1997; forget gate of Gers et al. 2000), as PyTorch computes it:
 *
 * <pre>{@code
 * i  = sigmoid(x·Wi + bi + h·Ui + ci)
 * f  = sigmoid(x·Wf + bf + h·Uf + cf)
 * g  = tanh(x·Wg + bg + h·Ug + cg)
 * o  = sigmoid(x·Wo + bo + h·Uo + co)
 * c' = f·c + i·g
 * h' = o·tanh(c')
 * }</pre>
 *
 * <p>Gives {@code [N, steps, units]}, the h of each step. Options as those of {@code gru}: {@code
 * units}; {@code returns}: {@code sequence} or {@code last}; {@code direction}: {@code forward},
 * {@code backward} or {@code both}; {@code steps} for flat rows.
 */
public final class Lstm implements LayerProvider {
  /** Found by ServiceLoader. */
  public Lstm() {}

  @Override
  public String name() {
    return "lstm";
  }

  @Override
  public Layer create(Options options) {
    return new Recurrent(name(), 4, 2, Lstm::next, options);
  }

  private static List<Tensor> next(List<Tensor> x, List<Tensor> h, List<Tensor> before) {
    Tensor i = x.get(0).add(h.get(0)).sigmoid();
    Tensor f = x.get(1).add(h.get(1)).sigmoid();
    Tensor g = x.get(2).add(h.get(2)).tanh();
    Tensor o = x.get(3).add(h.get(3)).sigmoid();
    Tensor c = f.mul(before.get(1)).add(i.mul(g));
    return List.of(o.mul(c.tanh()), c);
  }
}
