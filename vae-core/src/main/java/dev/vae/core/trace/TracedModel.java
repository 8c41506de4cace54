package dev.vae.core.trace;

import dev.vae.core.engine.Program;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.ShapeException;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.adapt.Units;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One tracing of a model into a graph of its own: what training, estimation and export are built
 * on. Every part is traced when it is first asked for.
 */
public final class TracedModel {
  /** The name of the input of rows, {@code [N, D]}; see {@link #x}. */
  public static final String X = "x";

  /** The name of the input that says which values were observed, {@code [N, D]}. */
  public static final String MASK = "mask";

  /** The name of the input of latents, {@code [N, latent]}. */
  public static final String Z = "z";

  /** The name of the input of conditions, {@code [N, C]}, in the units of {@link #X}. */
  public static final String CONDITION = "condition";

  /** The name of the scalar input that says how many epochs of training are done. */
  public static final String EPOCH = TraceContext.EPOCH;

  /** The name of the scalar input that says how many rows there are to train on. */
  public static final String TRAINING_ROWS = TraceContext.TRAINING_ROWS;

  static final String POSTERIOR = "posterior";
  static final String PRIOR = "prior";
  static final String LIKELIHOOD = "likelihood";
  static final String OBJECTIVE = "objective";

  private final VaeSpec spec;
  private final ModelParts parts;
  private final TraceContext pass;
  private final boolean masked;
  private final Optional<Units> raw;
  private final Optional<Tensor> visible;
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private Tensor x;
  private Inference posterior;

  /**
   * A tracing.
   *
   * @param raw how raw values become the model's, for a graph that takes and gives raw values;
   *     empty for one over values as the model sees them
   */
  public TracedModel(
      VaeSpec spec, ModelParts parts, TraceContext pass, boolean masked, Optional<Units> raw) {
    this.spec = spec;
    this.raw = raw;
    this.parts = parts;
    this.pass = pass.encoder(this::encode);
    this.masked = masked;
    this.visible = visible();
    visible.or(this::mask).ifPresent(pass::observed);
    if (spec.condition() > 0) {
      Tensor given = graph().input(CONDITION, Shape.batch(spec.condition()));
      pass.condition(
          raw.flatMap(Units::condition).map(s -> GraphUnits.scaled(given, s)).orElse(given));
    }
  }

  /**
   * Gives a program what it takes of a batch: rows, which values were observed, conditions. Where
   * the batch does not say what was observed, that is left to the caller.
   *
   * @throws IllegalArgumentException if the program takes conditions and the batch has none
   */
  public static void give(Program program, Rows.Batch batch) {
    if (program.takes(X)) {
      program.bind(X, batch.values());
    }
    if (batch.mask() != null && program.takes(MASK)) {
      program.bind(MASK, batch.mask());
    }
    if (program.takes(CONDITION)) {
      if (batch.condition() == null) {
        throw new IllegalArgumentException("the model is conditioned: its rows need conditions");
      }
      program.bind(CONDITION, batch.condition());
    }
  }

  /** Returns the graph. */
  public Graph graph() {
    return pass.graph();
  }

  /** Returns what parts are traced with. */
  public Context pass() {
    return pass;
  }

  /** Returns the trained parameters that were met so far, by full name. */
  public Map<String, Tensor> parameters() {
    return Collections.unmodifiableMap(pass.parameters());
  }

  /** Returns what a training step puts into states, by full name. */
  public Map<String, Tensor> updates() {
    return Collections.unmodifiableMap(pass.updates());
  }

  /**
   * Returns rows as the model sees them, {@code [N, D]}: scaled, and 0 where not observed. What is
   * fed to the input {@link #X} is scaled already, as {@link Vae#prepared} does it in double
   * precision; only the graphs that are exported take raw values and scale them inside.
   */
  public Tensor x() {
    if (x == null) {
      Tensor given = graph().input(X, Shape.batch(spec.width()));
      Tensor scaled = raw.map(units -> GraphUnits.modelled(given, units)).orElse(given);
      x = mask().map(m -> m.where(scaled, graph().constant(0))).orElse(scaled);
    }
    return x;
  }

  /**
   * Rows as the likelihood sees them, {@code [N, D]}: where a value was not observed, one that has
   * a density stands for it, so that neither the masked sum nor its gradient meets an infinity.
   */
  Tensor likelihoodInput() {
    List<Support> supports = parts.likelihood().supports(Shape.of(spec.width()));
    double[] inside = supports.stream().mapToDouble(Support::inside).toArray();
    boolean zeros = Arrays.stream(inside).allMatch(value -> value == 0);
    return masked && !zeros
        ? mask().get().where(x(), graph().constant(Shape.of(inside.length), inside))
        : x();
  }

  /** Returns 1 where a value was observed, {@code [N, D]}; empty where all were. */
  public Optional<Tensor> mask() {
    return masked ? Optional.of(graph().input(MASK, Shape.batch(spec.width()))) : Optional.empty();
  }

  /** Returns q(z | x). */
  public Inference posterior() {
    if (posterior == null) {
      posterior = encode(visible.map(v -> v.where(x(), graph().constant(0))).orElseGet(this::x));
      shapes.put(POSTERIOR, posterior.mean().shape());
    }
    return posterior;
  }

  /** Which of the observed values the posterior sees where the objective hides others from it. */
  private Optional<Tensor> visible() {
    if (!pass.training()) {
      return Optional.empty();
    }
    try (Graph.Scope scope = graph().rootScope(OBJECTIVE)) {
      Optional<Tensor> seen = sized(() -> parts.objective().visible(pass));
      return seen.map(v -> mask().map(v::mul).orElse(v));
    }
  }

  /** Which values the likelihood counts; empty where all. */
  private Optional<Tensor> counted() {
    Optional<Tensor> hidden = visible.map(v -> v.neg().add(1));
    return hidden.map(h -> mask().map(h::mul).orElse(h)).or(this::mask);
  }

  private Inference encode(Tensor rows) {
    Tensor features = stack("encoder", parts.encoder(), rows);
    try (Graph.Scope scope = graph().rootScope(POSTERIOR)) {
      return sized(() -> parts.posterior().infer(DecoderHeads.flat(features), spec.latent(), pass));
    }
  }

  /** Draws from q(z | x), {@code samples} for each row. */
  public Inference.Draw draw(int samples) {
    Inference q = posterior();
    try (Graph.Scope scope = graph().rootScope(POSTERIOR)) {
      return q.draw(samples);
    }
  }

  /** Draws from the prior, one for each row: {@code [N, latent]}. */
  public Tensor samplePrior() {
    try (Graph.Scope scope = graph().rootScope(PRIOR)) {
      return sized(() -> parts.prior().sample(spec.latent(), pass));
    }
  }

  /** Returns p(x | z) for latents {@code [c·N, latent]}, over rows as the model sees them. */
  public Distribution decode(Tensor z) {
    Tensor features = stack("decoder", parts.decoder(), z);
    Shape event = Shape.of(spec.width());
    try (Graph.Scope scope = graph().rootScope(LIKELIHOOD)) {
      return sized(() -> distribution(features, event));
    }
  }

  private Distribution distribution(Tensor features, Shape event) {
    Map<String, Shape> heads = parts.likelihood().heads(event);
    Map<String, Tensor> given = new DecoderHeads(spec, pass).of(features, heads);
    given.forEach((name, head) -> shapes.put(LIKELIHOOD + "/" + name, head.shape()));
    return parts.likelihood().distribution(given, event, pass);
  }

  /**
   * Returns log p of every value of the rows under a distribution of {@link #decode}, in nats:
   * {@code [c·N, D]}, 0 where a value was not observed; of a likelihood that says why values are
   * missing, with log p of that. Where the objective hides values in training, of these alone.
   *
   * @param rows c·N, as many as were decoded
   */
  public Tensor logProb(Distribution distribution, Dim rows) {
    return observed(distribution, logProb(distribution, likelihoodInput(), rows), rows);
  }

  /**
   * Returns the same where log p of every value is told already.
   *
   * @param each {@code [c·N, D]}, whatever it is where values were not observed
   */
  public Tensor observed(Distribution distribution, Tensor each, Dim rows) {
    Tensor values = ofObserved(each, rows);
    if (!masked || visible.isPresent()) {
      return values;
    }
    try (Graph.Scope scope = graph().rootScope(LIKELIHOOD)) {
      Tensor observed = Functions.repeated(mask().get(), rows);
      return distribution
          .logObserved(Functions.repeated(likelihoodInput(), rows), observed)
          .map(values::add)
          .orElse(values);
    }
  }

  /** Returns the same by the observed values alone, whatever a likelihood says of the others. */
  public Tensor logProbOfObserved(Distribution distribution, Dim rows) {
    return ofObserved(logProb(distribution, likelihoodInput(), rows), rows);
  }

  private Tensor ofObserved(Tensor each, Dim rows) {
    Tensor zero = graph().constant(0);
    return counted().map(m -> Functions.repeated(m, rows).where(each, zero)).orElse(each);
  }

  /**
   * Returns log p of any values under a distribution of {@link #decode}, in nats: {@code [c·N, D]}.
   *
   * @param values rows as the model sees them, {@code [N, D]}, all of which have a density
   * @param rows c·N, as many as were decoded
   */
  public Tensor logProb(Distribution distribution, Tensor values, Dim rows) {
    try (Graph.Scope scope = graph().rootScope(LIKELIHOOD)) {
      return distribution.logProb(Functions.repeated(values, rows));
    }
  }

  /**
   * Returns the mean of a distribution of {@link #decode} in the units of {@link #X}, {@code [c·N,
   * D]}: raw in the graphs that are exported, else as the model sees values.
   */
  public Tensor rawMean(Distribution distribution) {
    Tensor mean = distribution.mean();
    return raw.flatMap(Units::rows).map(s -> GraphUnits.raw(mean, s)).orElse(mean);
  }

  /** Returns a draw from a distribution of {@link #decode}, in the units of {@link #rawMean}. */
  public Tensor rawDraw(Distribution distribution) {
    Tensor draw;
    try (Graph.Scope scope = graph().rootScope(LIKELIHOOD)) {
      draw = distribution.sample();
    }
    return raw.flatMap(Units::rows).map(s -> GraphUnits.raw(draw, s)).orElse(draw);
  }

  /** Returns the terms of the bound, with this many draws for each row. */
  public Objective.Terms terms(int samples) {
    return new BoundTerms(this, parts.prior(), samples);
  }

  /** Returns the loss, and the terms it was made of. */
  public Objective.Loss loss(Objective.Terms terms) {
    try (Graph.Scope scope = graph().rootScope(OBJECTIVE)) {
      return sized(() -> parts.objective().loss(terms, pass));
    }
  }

  /** Traces and gives all that training may ask for, so that every variable has been met. */
  public List<Tensor> everyTerm() {
    Objective.Terms terms = terms(samples());
    return List.of(
        loss(terms).value(), terms.logLikelihood(), terms.kl(), terms.logPrior(), samplePrior());
  }

  /** Traces all that a model in use is asked for. */
  public void everyAnswer() {
    Objective.Terms terms = terms(1);
    terms.logLikelihood();
    terms.kl();
    terms.logPrior();
    posterior().mean();
    posterior().logVariance();
    posterior().logProb(terms.draw().z());
    posterior().marginalLogProb(terms.draw().z());
    Distribution distribution = decode(samplePrior());
    rawMean(distribution);
    distribution.sample();
    distribution.parameters();
  }

  /** Returns what of the likelihood is kept between limits, by head, as far as it was traced. */
  public Map<String, Limit> limits() {
    return Collections.unmodifiableMap(pass.limits());
  }

  /** Returns how many draws for each row the objective wants. */
  public int samples() {
    return parts.objective().samples();
  }

  /**
   * Returns the shapes that layers and likelihood heads gave, by scope, in the order of tracing.
   */
  public Map<String, Shape> shapes() {
    return shapes;
  }

  private Tensor stack(String name, List<ModelParts.Part> layers, Tensor input) {
    Tensor h = input;
    try (Graph.Scope stack = graph().rootScope(name)) {
      for (ModelParts.Part part : layers) {
        try (Graph.Scope scope = graph().scope(part.scope())) {
          h = checked(part.layer(), h);
          shapes.putIfAbsent(graph().scopePath(), h.shape());
        }
      }
    }
    return h;
  }

  private Tensor checked(Layer layer, Tensor h) {
    Tensor out = sized(() -> layer.forward(h, pass));
    Dim rows = h.shape().dim(0);
    if (out.shape().rank() == 0
        || !out.shape().dim(0).equals(rows)
        || out.shape().batchAxes() > 1) {
      throw new IllegalStateException(
          "layer "
              + graph().scopePath()
              + " made "
              + out.shape()
              + " of "
              + h.shape()
              + "; its first axis must stay the batch, and be the only one that depends on it");
    }
    return out;
  }

  /** What a part makes; if a size leaves the range of an int, that is said with its place. */
  <T> T sized(Supplier<T> made) {
    String path = graph().scopePath();
    try {
      return made.get();
    } catch (ArithmeticException | NegativeArraySizeException e) {
      throw new ShapeException(
          path + " makes a tensor with a length or size beyond 2,147,483,647; make it smaller");
    }
  }
}
