package dev.vae.layers;

import dev.vae.core.engine.Reference;
import dev.vae.core.grad.GradientCheck;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Initializer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;

/** A pass for one part by itself, with random leaves, run by the double-precision reference. */
final class TracedLayer implements Context {
  private final Graph graph = new Graph();
  private final boolean training;
  private final int rows;
  private final Random random = new Random(3);
  private final List<Tensor> smooth = new ArrayList<>();
  final Map<String, double[]> leaves = new LinkedHashMap<>();
  final Map<String, Tensor> updates = new LinkedHashMap<>();
  private Tensor condition;
  private BiFunction<Tensor, Optional<Tensor>, Inference> encoder;

  TracedLayer(boolean training, int rows) {
    this.training = training;
    this.rows = rows;
  }

  /** Says what rows are conditioned on, and how other rows and their conditions are encoded. */
  void conditioned(Tensor rows, BiFunction<Tensor, Optional<Tensor>, Inference> how) {
    condition = rows;
    encoder = how;
  }

  /** An input with numbers between −1 and 1 that keep away from 0. */
  Tensor input(String name, Shape shape) {
    return leaf(graph.input(name, shape), true);
  }

  private Tensor leaf(Tensor t, boolean checked) {
    if (!leaves.containsKey(t.name())) {
      double[] values = new double[Math.toIntExact(t.shape().elements(rows))];
      for (int i = 0; i < values.length; i++) {
        values[i] = (random.nextBoolean() ? 1 : -1) * (0.05 + 0.9 * random.nextDouble());
      }
      leaves.put(t.name(), values);
      if (checked) {
        smooth.add(t);
      }
    }
    return t;
  }

  double[] value(Tensor t) {
    return Reference.evaluate(Computation.of(Map.of("out", t)), leaves, rows).get("out");
  }

  /** The relative error of the gradient of a sum of squares, over all inputs and parameters. */
  GradientCheck gradient(Tensor t) {
    return GradientCheck.of(t.square().sum(), smooth, leaves, rows, 40);
  }

  @Override
  public Graph graph() {
    return graph;
  }

  @Override
  public boolean training() {
    return training;
  }

  @Override
  public Tensor parameter(String name, Shape shape, Initializer initializer) {
    return leaf(graph.variable(full(name), shape), true);
  }

  @Override
  public Tensor state(String name, Shape shape, double initial) {
    Tensor t = graph.variable(full(name), shape);
    leaves.computeIfAbsent(
        t.name(),
        n -> {
          double[] values = new double[shape.elements()];
          java.util.Arrays.fill(values, initial);
          return values;
        });
    return t;
  }

  @Override
  public void update(Tensor state, Tensor value) {
    updates.put(state.name(), value);
  }

  @Override
  public Tensor noise(Noise.Distribution distribution, Shape shape) {
    Tensor t = graph.noise(new Noise(distribution, full("noise")), shape);
    double[] values = new double[Math.toIntExact(shape.elements(rows))];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          distribution == Noise.Distribution.UNIFORM ? random.nextDouble() : random.nextGaussian();
    }
    leaves.putIfAbsent(t.name(), values);
    return t;
  }

  @Override
  public Tensor epoch() {
    leaves.putIfAbsent("epoch", new double[] {0.5});
    return graph.input("epoch", Shape.SCALAR);
  }

  @Override
  public Tensor trainingRows() {
    leaves.putIfAbsent("trainingRows", new double[] {100});
    return graph.input("trainingRows", Shape.SCALAR);
  }

  @Override
  public Optional<Tensor> condition() {
    return Optional.ofNullable(condition);
  }

  @Override
  public int width() {
    return 3;
  }

  @Override
  public Inference encode(Tensor rows, Optional<Tensor> theirs) {
    return encoder.apply(rows, theirs);
  }

  @Override
  public Graph.Scope scope(String name) {
    return graph.scope(name);
  }

  private String full(String name) {
    return graph.scopePath().isEmpty() ? name : graph.scopePath() + "/" + name;
  }
}
