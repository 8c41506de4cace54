package dev.vae.layers.layer;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import java.util.stream.IntStream;

/** Layers that bring values to mean 0 and variance 1, then scale and shift them. */
public final class Norms {
  private static final double EPSILON = 1e-5;

  private Norms() {}

  /**
   * Normalises each row over its last axis (Ba et al. 2016). Option: {@code epsilon} (1e-5), added
   * to the variance.
   */
  public static final class LayerNorm implements LayerProvider {
    /** Found by ServiceLoader. */
    public LayerNorm() {}

    @Override
    public String name() {
      return "layerNorm";
    }

    @Override
    public Layer create(Options options) {
      double epsilon = options.decimal("epsilon", EPSILON);
      return (x, pass) -> over(x, epsilon, pass);
    }

    /** Normalises in a scope of its own, for layers that are made of this among others. */
    public static Tensor over(String scope, Tensor x, Context pass) {
      try (Graph.Scope own = pass.scope(scope)) {
        return over(x, EPSILON, pass);
      }
    }

    private static Tensor over(Tensor x, double epsilon, Context pass) {
      int channels = channels(x, "layerNorm");
      checkSeveral(x, "layerNorm", channels);
      Tensor centred = x.sub(mean(x, channels, -1));
      Tensor variance = mean(centred.square(), channels, -1);
      return affine(centred.div(variance.add(epsilon).sqrt()), channels, pass);
    }
  }

  /**
   * Normalises each row over positions and over the channels of a group (Wu and He 2018). Options:
   * {@code groups}, which divides the channels; {@code epsilon} (1e-5).
   */
  public static final class GroupNorm implements LayerProvider {
    /** Found by ServiceLoader. */
    public GroupNorm() {}

    @Override
    public String name() {
      return "groupNorm";
    }

    @Override
    public Layer create(Options options) {
      int groups = LayerWeights.positive(options, "groups");
      double epsilon = options.decimal("epsilon", EPSILON);
      return (x, pass) -> {
        int channels = channels(x, name());
        if (channels % groups != 0) {
          throw ShapeMismatch.of(
              "groupNorm", x, groups + " groups do not divide " + channels + " channels");
        }
        int places = x.shape().sub(1, x.shape().rank() - 1).elements();
        int each = channels / groups;
        checkSeveral(x, name(), (long) places * each);
        Shape grouped = Shape.of(x.shape().dim(0), Dim.of(places), Dim.of(groups), Dim.of(each));
        Tensor g = x.reshape(grouped);
        Tensor centred = g.sub(mean(g, places * each, 1, 3));
        Tensor variance = mean(centred.square(), places * each, 1, 3);
        Tensor normal = centred.div(variance.add(epsilon).sqrt());
        return affine(normal.reshape(x.shape()), channels, pass);
      };
    }
  }

  /**
   * Normalises each channel over the rows of the batch and positions; outside training by running
   * means of what was seen (Ioffe and Szegedy 2015). A batch with a single value for each channel,
   * such as a last batch of one row, has no variance: it is normalised by the running means, too,
   * and does not move them. Options: {@code momentum} (0.1), the share of the newest batch; {@code
   * epsilon} (1e-5).
   */
  public static final class BatchNorm implements LayerProvider {
    /** Found by ServiceLoader. */
    public BatchNorm() {}

    @Override
    public String name() {
      return "batchNorm";
    }

    @Override
    public Layer create(Options options) {
      double momentum = options.decimal("momentum", 0.1);
      double epsilon = options.decimal("epsilon", EPSILON);
      return (x, pass) -> {
        int channels = channels(x, name());
        Tensor runningMean = pass.state("runningMean", Shape.of(channels), 0);
        Tensor runningVariance = pass.state("runningVariance", Shape.of(channels), 1);
        if (!pass.training()) {
          Tensor normal = x.sub(runningMean).div(runningVariance.add(epsilon).sqrt());
          return affine(normal, channels, pass);
        }
        int[] axes = IntStream.range(0, x.shape().rank() - 1).toArray();
        long factor = x.shape().sub(0, x.shape().rank() - 1).factor();
        Tensor count = pass.graph().rows().mul(factor);
        Tensor alone = count.lessEqual(1);
        Tensor mean = alone.where(runningMean, x.mean(axes));
        Tensor centred = x.sub(mean);
        Tensor variance = alone.where(runningVariance, centred.square().mean(axes));
        // the running variance is the unbiased one, as in PyTorch
        Tensor unbiased =
            variance.mul(alone.where(pass.graph().constant(1), count.div(count.sub(1).max(1))));
        follow(runningMean, mean, momentum, pass);
        follow(runningVariance, unbiased, momentum, pass);
        return affine(centred.div(variance.add(epsilon).sqrt()), channels, pass);
      };
    }

    private static void follow(Tensor running, Tensor batch, double momentum, Context pass) {
      pass.update(running, running.add(batch.stopGradient().sub(running).mul(momentum)));
    }
  }

  /** A single value less its mean is 0 whatever it was. */
  private static void checkSeveral(Tensor x, String layer, long values) {
    if (values == 1) {
      throw ShapeMismatch.of(
          layer,
          x,
          "it would normalise each value by itself, which makes all of them 0; leave it"
              + " out, or put it behind a layer with more channels");
    }
  }

  private static Tensor mean(Tensor x, long count, int... axes) {
    return x.reduce(Op.SUM, true, axes).mul(1.0 / count);
  }

  private static Tensor affine(Tensor normal, int channels, Context pass) {
    Tensor scale = pass.parameter("scale", Shape.of(channels), Initializer.ONE);
    Tensor shift = pass.parameter("shift", Shape.of(channels), Initializer.ZERO);
    return normal.mul(scale).add(shift);
  }

  private static int channels(Tensor x, String layer) {
    if (x.shape().rank() < 2 || x.shape().dim(-1).batch()) {
      throw ShapeMismatch.of(layer, x, "there are no channels");
    }
    return x.shape().dim(-1).factor();
  }
}
