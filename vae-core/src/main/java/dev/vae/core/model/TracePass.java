package dev.vae.core.model;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Pass;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names variables and noise by scope, and makes a variable's first numbers when it is first met.
 */
final class TracePass implements Pass {
  static final String EPOCH = "epoch";

  /** How a trace is meant: what it is for, and how its noise is called. */
  enum Use {
    TRAINING,
    /** Noise is called by scope. */
    INFERENCE,
    /** Noise is called {@code noise}, for people who give it by name. */
    EXPORT
  }

  private final Graph graph = new Graph();
  private final Use use;
  private final Variables variables;
  private final FirstValues first;
  private final Map<String, Tensor> updates = new LinkedHashMap<>();
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Multiset<String> streams = HashMultiset.create();

  TracePass(Use use, Variables variables, FirstValues first) {
    this.use = use;
    this.variables = variables;
    this.first = first;
  }

  /** The trained parameters met so far, by full name. */
  Map<String, Tensor> parameters() {
    return parameters;
  }

  /** New values for states, by full name. */
  Map<String, Tensor> updates() {
    return updates;
  }

  @Override
  public Graph graph() {
    return graph;
  }

  @Override
  public boolean training() {
    return use == Use.TRAINING;
  }

  @Override
  public Tensor parameter(String name, Shape shape, Initializer initializer) {
    Tensor tensor = variable(name, shape, true, initializer);
    parameters.put(tensor.name(), tensor);
    return tensor;
  }

  @Override
  public Tensor state(String name, Shape shape, double initial) {
    return variable(name, shape, false, Initializer.constant(initial));
  }

  private Tensor variable(String name, Shape shape, boolean trained, Initializer initializer) {
    String full = full(name);
    Tensor tensor = graph.variable(full, shape);
    if (!variables.has(full)) {
      first.fill(variables.add(full, shape, trained), initializer);
    }
    return tensor;
  }

  @Override
  public void update(Tensor state, Tensor value) {
    if (training()) {
      updates.put(state.name(), value);
    }
  }

  @Override
  public Tensor noise(Noise.Distribution distribution, Shape shape) {
    String base = use == Use.EXPORT ? "noise" : full("noise");
    int count = streams.add(base, 1) + 1;
    Noise noise = new Noise(distribution, count == 1 ? base : base + count);
    int samples = shape.rank() == 0 || !shape.dim(0).batch() ? 1 : shape.dim(0).factor();
    if (samples == 1) {
      return graph.noise(noise, shape);
    }
    Shape apart = shape.with(0, Dim.N).withLeading(Dim.of(samples));
    return graph.noise(noise, apart).reshape(shape);
  }

  @Override
  public Tensor epoch() {
    return graph.input(EPOCH, Shape.SCALAR);
  }

  @Override
  public Graph.Scope scope(String name) {
    return graph.scope(name);
  }

  private String full(String name) {
    String path = graph.scopePath();
    return path.isEmpty() ? name : path + "/" + name;
  }
}
