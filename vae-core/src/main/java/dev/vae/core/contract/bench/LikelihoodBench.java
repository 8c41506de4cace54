package dev.vae.core.contract.bench;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.Support;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A likelihood between rows x and heads, all of them inputs.
 *
 * @param event the shape of one row
 * @param batch how many rows there are
 * @param joint all rows there can be; null where elements are drawn by themselves
 * @param values what each element is drawn from; null for what its support says
 * @param spikes single values of every element that have a probability beside a density
 * @param seed sets random numbers apart
 */
public record LikelihoodBench(
    Likelihood likelihood,
    Shape event,
    Dim batch,
    double[][] joint,
    double[][] values,
    double[] spikes,
    long seed)
    implements Subject {
  public static final String X = "x";

  public List<Support> supports() {
    return likelihood.supports(event);
  }

  Shape xShape() {
    return event.withLeading(batch);
  }

  @Override
  public Map<String, Tensor> trace(Context pass) {
    Map<String, Tensor> heads = new LinkedHashMap<>();
    likelihood
        .heads(event)
        .forEach(
            (name, shape) ->
                heads.put(name, pass.graph().input("head " + name, shape.withLeading(batch))));
    Tensor x = pass.graph().input(X, xShape());
    Distribution p = likelihood.distribution(heads, event, pass);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("logProb", p.logProb(x));
    outputs.put("mean", p.mean());
    outputs.put("sample", p.sample());
    p.parameters().forEach((name, t) -> outputs.put("parameter " + name, t));
    return outputs;
  }

  @Override
  public double[] values(String input, int count, Random random) {
    if (!input.equals(X)) {
      return Subject.normal(count, random, 0.7);
    }
    double[] x = new double[count];
    int width = event.elements();
    if (joint != null) {
      for (int i = 0; i < count; i += width) {
        System.arraycopy(joint[random.nextInt(joint.length)], 0, x, i, width);
      }
    } else {
      List<Support> supports = supports();
      Arrays.setAll(x, i -> value(supports.get(i % width), values[i % width], random));
      if (spikes.length > 0) {
        Arrays.setAll(x, i -> random.nextBoolean() ? spikes[random.nextInt(spikes.length)] : x[i]);
      }
    }
    return x;
  }

  private static double value(Support support, double[] among, Random random) {
    if (among != null) {
      return among[random.nextInt(among.length)];
    }
    return switch (support.kind()) {
      case REAL -> random.nextGaussian();
      case POSITIVE -> Math.exp(random.nextGaussian());
      case UNIT_INTERVAL -> 0.02 + 0.96 * random.nextDouble();
      case INTERVAL -> {
        double length = support.largest() - support.smallest();
        yield support.smallest() + length * (0.02 + 0.96 * random.nextDouble());
      }
      case CIRCLE -> Math.PI * (2 * random.nextDouble() - 1);
      case BINARY, CATEGORY -> random.nextInt(2);
      case COUNT -> random.nextInt(6);
    };
  }

  @Override
  public double[] extremes(String input, int count, Random random, double size) {
    return input.equals(X) ? values(input, count, random) : Subject.large(count, random, size);
  }

  @Override
  public Set<String> differentiated() {
    return Set.of("logProb");
  }

  @Override
  public boolean isDifferentiable(String input) {
    return !input.equals(X);
  }
}
