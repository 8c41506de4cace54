package dev.vae.layers.layer;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts what rows are conditioned on beside the features (Sohn et al. 2015): {@code [N, F]} gives
 * {@code [N, F + C]}; images get planes of C more channels, sequences C more features at every
 * step.
 */
public final class ConditionLayer implements LayerProvider {
  /** Found by ServiceLoader. */
  public ConditionLayer() {}

  @Override
  public String name() {
    return "condition";
  }

  @Override
  public Layer create(Options options) {
    return (x, pass) -> {
      Tensor given =
          pass.condition()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "layer "
                              + pass.graph().scopePath()
                              + " needs a condition, but the model has none: set \"condition\" in"
                              + " its spec to how many values there are"));
      Dim rows = x.shape().dim(0);
      Tensor own = Functions.repeated(given, rows);
      Dim values = own.shape().dim(1);
      List<Dim> once = new ArrayList<>();
      List<Dim> everywhere = new ArrayList<>();
      for (int axis = 0; axis < x.shape().rank() - 1; axis++) {
        once.add(axis == 0 ? rows : Dim.of(1));
        everywhere.add(x.shape().dim(axis));
      }
      once.add(values);
      everywhere.add(values);
      Tensor spread = own.reshape(new Shape(once)).expand(new Shape(everywhere));
      return Tensor.concat(-1, List.of(x, spread));
    };
  }
}
