package dev.vae.core.contract;

import static dev.vae.core.contract.Findings.require;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.engine.Variables;
import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.optim.OptimizerUpdates;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.optim.OptimizerProvider;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The contract of {@link Optimizer}: rules C1, C2, C5, C8 and P1 to P3. */
public final class OptimizerContract extends ProviderContract<OptimizerContract> {
  private static final String LOSS = "loss";
  private static final String TARGET = "target";
  private static final List<Shape> SHAPES = List.of(Shape.of(70, 300), Shape.of(5), Shape.SCALAR);
  private static final int FEW = 6;
  private static final int MANY = 100;

  private final Spec spec;

  private OptimizerContract(Spec spec) {
    super(OptimizerProvider.class, spec.name(), spec.toString());
    this.spec = spec;
  }

  /** Returns the contract of an optimizer with these options. */
  public static OptimizerContract of(Spec optimizer) {
    return new OptimizerContract(optimizer);
  }

  @Override
  protected OptimizerContract self() {
    return this;
  }

  @Override
  protected void rules(Plugins known, Findings findings, boolean found) {
    if (!found
        || !findings.check(
            Rule.CREATED, () -> Optimizer.checkedLearningRate(create(known).learningRate()))
        || !findings.check(Rule.SHAPES, () -> shapes(create(known)))) {
      return;
    }
    boolean same = findings.check(Rule.STEPS, () -> repeated(known));
    if (same) {
      findings.check(Rule.RESUMED, () -> resumed(known));
    }
    findings.check(Rule.FINITE, () -> finite(known));
    findings.check(Rule.DOWNHILL, () -> downhill(known));
  }

  private Optimizer create(Plugins known) {
    return known.make(OptimizerProvider.class, spec, OptimizerProvider::create);
  }

  private static void shapes(Optimizer optimizer) {
    Graph graph = new Graph();
    Map<String, Tensor> scalars = new LinkedHashMap<>();
    optimizer.scalars(1, 1).keySet().forEach(k -> scalars.put(k, graph.input(k, Shape.SCALAR)));
    require(
        optimizer.scalars(1, 2).keySet().equals(scalars.keySet()),
        "scalars " + scalars.keySet() + ", in step 2 " + optimizer.scalars(1, 2).keySet());
    for (Shape shape : SHAPES) {
      List<Tensor> slots = new ArrayList<>();
      for (String slot : optimizer.slots()) {
        slots.add(graph.variable(slot + shape, shape));
      }
      Tensor weight = graph.variable("weight" + shape, shape);
      List<Tensor> next =
          optimizer.step(weight, graph.input("gradient" + shape, shape), slots, scalars);
      require(
          next.size() == 1 + slots.size(),
          next.size() + " tensors for a weight and " + slots.size() + " slots");
      for (Tensor t : next) {
        require(t.shape().equals(shape), "a weight of " + shape + " gives " + t.shape());
      }
    }
  }

  private void repeated(Plugins known) {
    try (Run one = new Run(create(known), 1, 1);
        Run other = new Run(create(known), 3, 1)) {
      one.steps(1, FEW);
      other.steps(1, FEW);
      one.same(other, "with three threads instead of one");
    }
  }

  private void resumed(Plugins known) {
    try (Run whole = new Run(create(known), 1, 1);
        Run first = new Run(create(known), 1, 1);
        Run second = new Run(create(known), 1, 1)) {
      whole.steps(1, FEW);
      first.steps(1, FEW / 2);
      first.state.all().forEach((name, v) -> second.state.get(name).set(v.values()));
      second.steps(FEW / 2 + 1, FEW);
      whole.same(second, "in a run that went on after step " + FEW / 2);
    }
  }

  /** Gradients of 0, and those of losses a million times as large. */
  private void finite(Plugins known) {
    for (double size : new double[] {0, 1e-12, 1e6}) {
      try (Run run = new Run(create(known), 1, size)) {
        run.steps(1, FEW);
        run.state
            .all()
            .forEach(
                (name, v) -> {
                  for (float value : v.values()) {
                    require(Float.isFinite(value), name + " becomes " + value + " x " + size);
                  }
                });
      }
    }
  }

  private void downhill(Plugins known) {
    try (Run run = new Run(create(known), 1, 1)) {
      run.steps(1, 1);
      double first = run.program.value(LOSS);
      run.steps(2, MANY);
      double last = run.program.value(LOSS);
      require(last < first, "the loss of " + first + " became " + last);
    }
  }

  /** Steps down a parabola in many dimensions, from seeded weights. */
  private static final class Run implements AutoCloseable {
    private final Optimizer optimizer;
    private final Variables state;
    private final Program program;

    /** With losses of a size. */
    Run(Optimizer optimizer, int threads, double size) {
      this.optimizer = optimizer;
      Graph graph = new Graph();
      Variables variables = new Variables();
      Random random = new Random(1);
      List<Tensor> weights = new ArrayList<>();
      Tensor loss = graph.constant(0);
      for (int i = 0; i < SHAPES.size(); i++) {
        Shape shape = SHAPES.get(i);
        Tensor weight = graph.variable("w" + i, shape);
        weights.add(weight);
        float[] values = new float[shape.elements()];
        for (int j = 0; j < values.length; j++) {
          values[j] = (float) random.nextGaussian();
        }
        variables.add("w" + i, shape, true).set(values);
        loss = loss.add(weight.sub(graph.input(TARGET, Shape.SCALAR)).square().mul(0.5).sum());
      }
      loss = loss.mul(size);
      Map<String, Tensor> updates =
          OptimizerUpdates.of(optimizer, weights, Gradients.of(loss, weights));
      state = OptimizerUpdates.state(variables, updates);
      program =
          Program.compile(
              new Computation(Map.of(LOSS, loss), updates), state, Engine.of(threads, null));
      program.set(TARGET, 2);
    }

    void steps(int from, int to) {
      for (int step = from; step <= to; step++) {
        OptimizerUpdates.set(program, optimizer, optimizer.learningRate(), step);
        program.run(1);
      }
    }

    void same(Run other, String when) {
      state
          .all()
          .forEach(
              (name, v) ->
                  require(
                      Arrays.equals(v.values(), other.state.get(name).values()),
                      name + " has other bits " + when));
    }

    @Override
    public void close() {
      program.close();
    }
  }
}
