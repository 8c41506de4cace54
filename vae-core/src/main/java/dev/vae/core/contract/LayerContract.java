package dev.vae.core.contract;

import static dev.vae.core.contract.Findings.require;

import dev.vae.core.contract.bench.PartKind;
import dev.vae.core.contract.bench.Subject;
import dev.vae.core.contract.bench.TracedPart;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.trace.TracedModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The contract of {@link Layer}: rules C1 to C11. */
@SuppressWarnings("NullAway") // outputs that it asks for are there
public final class LayerContract extends Contract<LayerContract> {
  private static final String X = "x";

  private Shape input = Shape.of(4);
  private double[] values;
  private int condition;

  private LayerContract(Spec spec) {
    super(PartKind.LAYER, spec);
  }

  /** Returns the contract of a layer with these options. */
  public static LayerContract of(Spec layer) {
    return new LayerContract(layer);
  }

  /**
   * Sets the shape of one row of the layer's input, without the batch axis; {@code [4]} if not
   * given.
   */
  public LayerContract input(Shape row) {
    input = row;
    return this;
  }

  /**
   * Sets the values an input element can take, for layers that look numbers up; else any number.
   */
  public LayerContract values(double... all) {
    values = all.clone();
    return this;
  }

  /** Sets how many values the condition has that the layer is tried with; none if not given. */
  public LayerContract condition(int count) {
    condition = count;
    return this;
  }

  @Override
  protected LayerContract self() {
    return this;
  }

  private Layer create(Plugins known) {
    return PartKind.LAYER.make().apply(known, spec);
  }

  @Override
  Subject onBench(Plugins known) {
    return new OnBench(create(known), Dim.N);
  }

  @Override
  void rows(Plugins known) {
    super.rows(known);
    doubling(create(known));
  }

  @Override
  void more(Plugins known, Findings findings) {
    findings.check(Rule.QUIET, () -> quiet(new TracedPart(onBench(known), false)));
  }

  private static void quiet(TracedPart bench) {
    List<Tensor> noise = bench.leaves(Op.NOISE);
    require(
        noise.isEmpty(),
        "the output depends on " + noise.size() + " noise streams, limit 0: " + noise);
  }

  @Override
  void shapes(Plugins known) {
    Layer layer = create(known);
    for (boolean training : new boolean[] {false, true}) {
      Shape out = new TracedPart(new OnBench(layer, Dim.N), training).outputs.get("output").shape();
      boolean batch = out.rank() > 0 && out.dim(0).equals(Dim.N) && out.batchAxes() == 1;
      require(batch, "input " + input.withLeading(Dim.N) + " gives " + out);
      TracedPart twice = new TracedPart(new OnBench(layer, Dim.rows(2)), training);
      Shape doubled = twice.outputs.get("output").shape();
      require(
          doubled.equals(out.with(0, Dim.rows(2))),
          "N rows give " + out + ", but 2N rows give " + doubled);
    }
  }

  /** 2N rows of a batch of one are the same rows as N of a batch of two. */
  private void doubling(Layer layer) {
    TracedPart plain = new TracedPart(new OnBench(layer, Dim.N), false);
    TracedPart twice = new TracedPart(new OnBench(layer, Dim.rows(2)), false);
    if (!plain.leaves(Op.NOISE).isEmpty()) {
      return;
    }
    Map<String, double[]> values = plain.values(2, 1, 0.1);
    // a row of the batch of one has one condition, whichever of its draws it is
    values.computeIfPresent(TracedModel.CONDITION, (name, all) -> repeated(all, condition));
    double[] expected = plain.evaluate(values, 2).get("output");
    double[] got = twice.evaluate(twice.values(1, 1, 0.1), 1).get("output");
    for (int i = 0; i < got.length; i++) {
      boolean same = CommonRules.near(expected[i], got[i]);
      require(same, "2N rows with N = 1 give " + got[i] + ", N = 2 rows " + expected[i]);
    }
  }

  private static double[] repeated(double[] all, int width) {
    double[] same = all.clone();
    Arrays.setAll(same, i -> all[i % width]);
    return same;
  }

  private final class OnBench implements Subject {
    private final Layer layer;
    private final Dim batch;

    OnBench(Layer layer, Dim batch) {
      this.layer = layer;
      this.batch = batch;
    }

    @Override
    public long seed() {
      return seed;
    }

    @Override
    public int condition() {
      return condition;
    }

    @Override
    public Map<String, Tensor> trace(Context pass) {
      Tensor x = pass.graph().input(X, input.withLeading(batch));
      return Map.of("output", layer.forward(x, pass));
    }

    @Override
    public double[] values(String name, int count, Random random) {
      return values == null || !name.equals(X)
          ? Subject.normal(count, random, 1)
          : random.ints(count, 0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    @Override
    public double[] extremes(String name, int count, Random random, double size) {
      return values == null ? Subject.large(count, random, size) : values(name, count, random);
    }

    @Override
    public Set<String> differentiated() {
      return Set.of("output");
    }

    @Override
    public boolean isDifferentiable(String name) {
      return values == null && name.equals(X);
    }
  }
}
