package dev.vae.layers.layer.sequence;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Spec;
import dev.vae.layers.layer.Affine;
import dev.vae.layers.layer.Dropout;
import dev.vae.layers.layer.LayerWeights;
import dev.vae.layers.layer.Norms;
import dev.vae.layers.layer.Sequences;
import dev.vae.layers.layer.ShapeMismatch;
import java.util.List;

/**
 * A block of a transformer's encoder (Vaswani et al. 2017): steps of a sequence {@code [N, steps,
 * features]} look at one another, then each goes through a small network of its own. With a =
 * attention, f = feed-forward, n = layer normalisation:
 *
 * <pre>{@code
 * y = x + a(n(x)), y + f(n(y))        "norm": "before" (Xiong et al. 2020; trains without warm-up)
 * y = n(x + a(x)), n(y + f(y))        "norm": "after"  (the paper's)
 * a(x) = softmax(Q·Kᵀ / √d)·V·W + b   for each head, with Q, K, V = x·W + b of d = width / heads
 * f(y) = activation(y·W + b)·U + c
 * }</pre>
 *
 * <p>Options: {@code heads} (1); {@code width} (the features), of all heads together; {@code
 * hidden} (4 times the features), units of f; {@code activation} ({@code relu}), a layer; {@code
 * causal} (false), whether a step sees none after it; {@code norm} ({@code before}); {@code
 * dropout} (0) of what a and f add; {@code steps}, needed where rows are flat. Order is nothing to
 * it: put a {@code positionalEncoding} before it.
 */
public final class SelfAttention implements LayerProvider {
  private static final int FEED_FORWARD = 4;

  /** Found by ServiceLoader. */
  public SelfAttention() {}

  @Override
  public String name() {
    return "selfAttention";
  }

  @Override
  public Layer create(Options options) {
    return new Block(
        Sequences.of(options, name()),
        LayerWeights.atLeast(1, "heads", options.integer("heads", 1)),
        LayerWeights.positiveOrNone(options, "width"),
        LayerWeights.positiveOrNone(options, "hidden"),
        options
            .plugins()
            .layer(options.has("activation") ? options.spec("activation") : Spec.of("relu")),
        options.flag("causal", false),
        options.choice("norm", "before", List.of("before", "after")).equals("before"),
        Dropout.rate(options, "dropout", 0, name()));
  }

  private record Block(
      Sequences sequences,
      int heads,
      int width,
      int hidden,
      Layer activation,
      boolean causal,
      boolean normBefore,
      double dropout)
      implements Layer {

    @Override
    public Tensor forward(Tensor flat, Context pass) {
      Tensor x = sequences.check(flat, pass);
      if (normBefore) {
        Tensor y = x.add(attention(Norms.LayerNorm.over("attentionNorm", x, pass), pass));
        return y.add(feedForward(Norms.LayerNorm.over("feedForwardNorm", y, pass), pass));
      }
      Tensor y = Norms.LayerNorm.over("attentionNorm", x.add(attention(x, pass)), pass);
      return Norms.LayerNorm.over("feedForwardNorm", y.add(feedForward(y, pass)), pass);
    }

    private Tensor attention(Tensor x, Context pass) {
      int features = Sequences.features(x);
      int all = width == 0 ? features : width;
      if (all % heads != 0) {
        throw ShapeMismatch.of(
            "selfAttention",
            x,
            heads
                + " heads do not divide a width of "
                + all
                + (width == 0 ? ", the number of features; give option 'width'" : ""));
      }
      Dim rows = x.shape().dim(0);
      Dim steps = x.shape().dim(1);
      Dim size = Dim.of(all / heads);
      // [N, steps, 3, heads, size] to [N, 3, heads, steps, size]
      Tensor together =
          Affine.of(Math.multiplyExact(3, all))
              .apply("queryKeyValue", x, pass)
              .reshape(Shape.of(rows, steps, Dim.of(3), Dim.of(heads), size))
              .permute(0, 2, 3, 1, 4);
      Shape each = Shape.of(rows, Dim.of(heads), steps, size);
      Tensor query = together.slice(1, 0, 1).reshape(each);
      Tensor key = together.slice(1, 1, 2).reshape(each);
      Tensor value = together.slice(1, 2, 3).reshape(each);
      Tensor scores = query.mul(1 / Math.sqrt(size.factor())).matmul(key, false, true);
      Tensor seen = mean(causal ? past(scores, pass) : scores, value);
      Tensor joined = seen.reshape(Shape.of(rows, steps, Dim.of(all)));
      return Dropout.drop(Affine.of(features).apply("projection", joined, pass), dropout, pass);
    }

    /**
     * The mean of values, weighted by the softmax of scores; divided by the weights' sum at the
     * end, which is fewer numbers than the weights are.
     *
     * @param scores {@code [N, heads, steps, steps]}
     * @param value {@code [N, heads, steps, size]}
     * @return {@code [N, steps, heads, size]}
     */
    private static Tensor mean(Tensor scores, Tensor value) {
      Tensor largest = scores.reduce(Op.REDUCE_MAX, true, -1).stopGradient();
      Tensor weights = scores.sub(largest).exp();
      Tensor sum = weights.reduce(Op.SUM, true, -1).permute(0, 2, 1, 3);
      return weights.matmul(value).permute(0, 2, 1, 3).div(sum);
    }

    private static Tensor past(Tensor scores, Context pass) {
      int steps = scores.shape().dim(-1).factor();
      Tensor never = pass.graph().constant(Double.NEGATIVE_INFINITY);
      return Functions.lowerTriangle(pass.graph(), steps).where(scores, never);
    }

    private Tensor feedForward(Tensor y, Context pass) {
      int features = Sequences.features(y);
      int inner = hidden == 0 ? Math.multiplyExact(FEED_FORWARD, features) : hidden;
      Tensor h = Affine.of(inner).apply("expand", y, pass);
      try (var scope = pass.scope("activation")) {
        h = activation.forward(h, pass);
      }
      return Dropout.drop(Affine.of(features).apply("contract", h, pass), dropout, pass);
    }
  }
}
