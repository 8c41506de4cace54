package dev.vae.core.contract;

import static dev.vae.core.contract.Findings.require;

import dev.vae.core.contract.bench.LikelihoodBench;
import dev.vae.core.contract.bench.PartKind;
import dev.vae.core.contract.bench.SameHeads;
import dev.vae.core.contract.bench.TracedPart;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.plugin.Support;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contract of {@link Likelihood}: rules C1 to C9 and C11, D1 to D4, D7, D8, D10 and D11. Rows
 * are made by the likelihood's {@link Support}s, or from {@link #values} where that does not say it
 * all. The mean of categories' numbers is not checked.
 */
@SuppressWarnings("NullAway") // outputs that it asks for are there
public final class LikelihoodContract extends Contract<LikelihoodContract> {
  /** Beyond so many values, the kit takes those that it takes without bounds. */
  private static final int MOST_LISTED = 4096;

  private Shape event = Shape.of(3);
  private double[] values;
  private final Map<Integer, double[]> valuesOf = new HashMap<>();
  private double[] spikes = new double[0];
  private double[][] joint;
  private double tolerance;

  private LikelihoodContract(Spec spec) {
    super(PartKind.LIKELIHOOD, spec);
  }

  /** Returns the contract of a likelihood with these options. */
  public static LikelihoodContract of(Spec likelihood) {
    return new LikelihoodContract(likelihood);
  }

  /** Sets the shape of one row; {@code [3]} if not given. */
  public LikelihoodContract event(Shape row) {
    event = row;
    return this;
  }

  /** Sets all values an element can take, for categories, levels and bounded counts. */
  public LikelihoodContract values(double... all) {
    values = Arrays.stream(all).sorted().toArray();
    return this;
  }

  /** Sets all values that one element can take, where elements differ. */
  public LikelihoodContract valuesOf(int element, double... all) {
    valuesOf.put(element, Arrays.stream(all).sorted().toArray());
    return this;
  }

  /** Sets single values of every element that have a probability, beside others with a density. */
  public LikelihoodContract spikes(double... all) {
    spikes = all.clone();
    return this;
  }

  /** Sets all rows there can be, where elements are only distributed jointly. */
  public LikelihoodContract joint(double[]... rows) {
    joint = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    return this;
  }

  /** Sets how far {@code mean()} may be off, where it is documented as an approximation. */
  public LikelihoodContract meanWithin(double difference) {
    tolerance = difference;
    return this;
  }

  @Override
  protected LikelihoodContract self() {
    return this;
  }

  private Likelihood create(Plugins known) {
    return PartKind.LIKELIHOOD.make().apply(known, spec);
  }

  @Override
  LikelihoodBench onBench(Plugins known) {
    return bench(create(known), Dim.N);
  }

  @Override
  void ordered(Plugins known) {
    CommonRules.ordered(create(known).heads(event), "heads()");
  }

  @Override
  void more(Plugins known, Findings findings) {
    LikelihoodBench subject = onBench(known);
    NoiseRules noise = new NoiseRules(new TracedPart(subject, false), "sample");
    boolean own = findings.check(Rule.OWN_NOISE, noise::rows);
    if (joint != null) {
      SameHeads same = new SameHeads(subject, new TracedPart(subject, false));
      JointRules rows = new JointRules(same, joint);
      if (findings.check(Rule.NORMALISED, rows::normalised)
          && own
          && findings.check(Rule.SUPPORT, rows::inside)) {
        findings.check(Rule.DRAWS, rows::draws);
      }
      return;
    }
    boolean alone = findings.check(Rule.ELEMENTS, new DensityRules(subject, 0)::elements);
    if (alone) {
      findings.check(Rule.MASKED, () -> MaskRule.check(subject));
      findings.check(Rule.OWN_ELEMENT, () -> noise.groups(1, "elements"));
    }
    DensityRules.Draws draws = new DensityRules.Draws(subject);
    for (int element : unlike(subject)) {
      DensityRules density = new DensityRules(subject, element);
      boolean right = findings.check(Rule.NORMALISED, density::normalised);
      boolean inside = own && findings.check(Rule.SUPPORT, () -> density.inside(draws));
      boolean follow = right && inside && findings.check(Rule.DRAWS, () -> density.draws(draws));
      if (subject.supports().get(element).kind() != Support.Kind.CATEGORY) {
        // draws that are known to be wrong say nothing of the mean
        DensityRules.Draws shown = own && (follow || !right) ? draws : null;
        findings.check(Rule.MEAN, () -> density.mean(tolerance + 1e-9, alone && right, shown));
      }
    }
  }

  /** The first element, and each further one that may hold other values than those before. */
  private static List<Integer> unlike(LikelihoodBench subject) {
    Map<List<Object>, Integer> first = new LinkedHashMap<>();
    for (int i = 0; i < subject.supports().size(); i++) {
      double[] values = subject.values()[i];
      String among = values == null ? "any" : Arrays.toString(values);
      first.putIfAbsent(List.of(subject.supports().get(i), among), i);
    }
    return List.copyOf(first.values());
  }

  private LikelihoodBench bench(Likelihood likelihood, Dim batch) {
    double[][] each = new double[event.elements()][];
    List<Support> supports = likelihood.supports(event);
    Arrays.setAll(each, i -> valuesOf.getOrDefault(i, values == null ? all(supports, i) : values));
    return new LikelihoodBench(likelihood, event, batch, joint, each, spikes, seed);
  }

  /** What a support lists of an element; null where it does not say, or too much. */
  private static double[] all(List<Support> supports, int element) {
    Support support = element < supports.size() ? supports.get(element) : Support.REAL;
    double[] all = support.kind() == Support.Kind.BINARY ? new double[0] : support.values();
    return all.length == 0 || all.length > MOST_LISTED ? null : all;
  }

  @Override
  void shapes(Plugins known) {
    Likelihood likelihood = create(known);
    likelihood
        .heads(event)
        .forEach((name, shape) -> require(shape.isConstant(), "head " + name + " is " + shape));
    require(likelihood.support() != null, "support() is null");
    int count = likelihood.supports(event).size();
    require(count == event.elements(), "supports() are " + count + " for rows " + event);
    for (Dim batch : new Dim[] {Dim.N, Dim.rows(2)}) {
      Shape rows = event.withLeading(batch);
      Map<String, Tensor> outputs = new TracedPart(bench(likelihood, batch), false).outputs;
      for (String name : new String[] {"logProb", "mean", "sample"}) {
        Shape shape = outputs.get(name).shape();
        require(shape.equals(rows), name + " is " + shape + " for rows " + rows);
      }
      outputs.forEach(
          (name, t) -> {
            boolean leads = t.shape().rank() > 0 && t.shape().dim(0).equals(batch);
            require(leads, name + " is " + t.shape() + " for rows " + rows);
          });
    }
  }
}
