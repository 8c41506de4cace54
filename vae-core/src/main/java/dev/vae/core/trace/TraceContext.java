package dev.vae.core.trace;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.scope.ScopedCalls;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Initializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names variables by the scope of the part they belong to, and noise by the scope of who asks for
 * it.
 */
public final class TraceContext implements Context {
  static final String EPOCH = "epoch";
  private static final String SHARED = "shared";
  static final String TRAINING_ROWS = "trainingRows";

  /** How the whole model encodes rows; what {@link Context#encode} is made of. */
  interface Encoder {
    Inference encode(Tensor rows);
  }

  /** Where variables are looked up, and made. */
  public interface Source {
    /**
     * Tells that a part asks for a variable.
     *
     * @param name its full name
     * @throws IllegalStateException if it cannot be had
     */
    void ask(String name, Shape shape, boolean trained, Initializer first);
  }

  /** How a trace is meant: what it is for, and how its noise is called. */
  public enum Use {
    TRAINING,
    /** Noise is called by scope. */
    INFERENCE,
    /** Noise is called {@code noise}, for people who give it by name. */
    EXPORT,
    /**
     * As for export, and all rows of a batch share their noise, so that it does not grow with them;
     * that of the likelihood is called {@code valueNoise}.
     */
    SHARED_NOISE
  }

  private final Graph graph = new Graph();
  private final Use use;
  private final Source variables;
  private final Map<String, Tensor> updates = new LinkedHashMap<>();
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Integer> streams = new HashMap<>();
  private final Map<String, Limit> limits = new LinkedHashMap<>();
  private final Map<String, int[]> columnsOf = new LinkedHashMap<>();

  private final Shape event;
  private Encoder encoder;
  private Optional<Tensor> condition = Optional.empty();
  private Optional<Tensor> observed = Optional.empty();
  private boolean updating = true;

  public TraceContext(Use use, Shape event, Source variables) {
    this.use = use;
    this.event = event;
    this.variables = variables;
  }

  /** Says how rows are encoded. */
  TraceContext encoder(Encoder how) {
    encoder = how;
    return this;
  }

  /** Says what rows are conditioned on. */
  void condition(Tensor rows) {
    condition = Optional.of(rows);
  }

  /** Says which values were observed. */
  void observed(Tensor mask) {
    observed = Optional.of(mask);
  }

  /** The trained parameters met so far, by full name. */
  Map<String, Tensor> parameters() {
    return parameters;
  }

  /** New values for states, by full name. */
  Map<String, Tensor> updates() {
    return updates;
  }

  /** What is kept between limits, by head. */
  Map<String, Limit> limits() {
    return limits;
  }

  @Override
  public void limit(String name, Tensor free, Tensor low, Tensor high) {
    String path = graph.scopePath();
    int slash = path.indexOf('/');
    String head = slash < 0 ? name : path.substring(slash + 1).replace('/', '.') + "." + name;
    limits.put(head, new Limit(free, low, high, columnsOf.get(path)));
  }

  @Override
  public Graph.Scope scope(String name, int[] columns) {
    int[] outer = columnsOf.get(graph.scopePath());
    int[] places = columns.clone();
    for (int i = 0; outer != null && i < places.length; i++) {
      places[i] = outer[places[i]];
    }
    Graph.Scope scope = scope(name);
    columnsOf.put(graph.scopePath(), places);
    return scope;
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
  public Tensor shared(String name, Shape shape, Initializer initializer) {
    String full = under(SHARED, name);
    variables.ask(full, shape, true, initializer);
    Tensor tensor = graph.variable(full, shape);
    parameters.put(full, tensor);
    return tensor;
  }

  @Override
  public Tensor state(String name, Shape shape, double initial) {
    return variable(name, shape, false, Initializer.constant(initial));
  }

  private Tensor variable(String name, Shape shape, boolean trained, Initializer initializer) {
    String full = under(graph.scopePath(), name);
    variables.ask(full, shape, trained, initializer);
    return graph.variable(full, shape);
  }

  @Override
  public void update(Tensor state, Tensor value) {
    if (training() && updating) {
      updates.put(state.name(), value);
    }
  }

  @Override
  public Tensor noise(Noise.Distribution distribution, Shape shape) {
    String base = stream();
    int count = streams.merge(base, 1, Integer::sum);
    Noise noise = new Noise(distribution, count == 1 ? base : base + count);
    if (use == Use.SHARED_NOISE) {
      return shared(noise, shape);
    }
    int samples = shape.rank() == 0 || !shape.dim(0).batch() ? 1 : shape.dim(0).factor();
    if (samples == 1) {
      return graph.noise(noise, shape);
    }
    Shape apart = shape.with(0, Dim.N).withLeading(Dim.of(samples));
    return graph.noise(noise, apart).reshape(shape);
  }

  private String stream() {
    String path = graph.callerPath();
    return switch (use) {
      case TRAINING, INFERENCE -> under(path, "noise");
      case EXPORT -> "noise";
      case SHARED_NOISE -> path.startsWith(TracedModel.LIKELIHOOD) ? "valueNoise" : "noise";
    };
  }

  /** Noise without the batch's axis, for every row the same. */
  private Tensor shared(Noise noise, Shape shape) {
    int axis = 0;
    while (axis < shape.rank() && !shape.dim(axis).batch()) {
      axis++;
    }
    if (axis == shape.rank()) {
      return graph.noise(noise, shape);
    }
    // c·N rows are c times those of the batch
    Shape apart =
        axis == 0 ? shape.with(0, Dim.N).withLeading(Dim.of(shape.dim(0).factor())) : shape;
    int rows = Math.max(1, axis);
    List<Dim> without = new ArrayList<>(apart.dims());
    without.remove(rows);
    Tensor drawn = graph.noise(noise, new Shape(without));
    return drawn.reshape(apart.with(rows, Dim.of(1))).expand(apart).reshape(shape);
  }

  @Override
  public Tensor epoch() {
    return graph.input(EPOCH, Shape.SCALAR);
  }

  @Override
  public Tensor trainingRows() {
    return graph.input(TRAINING_ROWS, Shape.SCALAR);
  }

  @Override
  public Optional<Tensor> condition() {
    return condition;
  }

  @Override
  public Optional<Tensor> observed() {
    return observed;
  }

  @Override
  public int width() {
    return event.elements();
  }

  @Override
  public Shape event() {
    return event;
  }

  @Override
  public Inference encode(Tensor rows, Optional<Tensor> theirs) {
    if (theirs.isPresent() != condition.isPresent()) {
      throw new IllegalArgumentException(
          condition.isPresent()
              ? "the model is conditioned: encode() needs a condition for its rows"
              : "the model is not conditioned: encode() takes no condition");
    }
    Inference made;
    try (Graph.Scope other = conditioned(theirs)) {
      made = encoder.encode(rows);
    }
    // what it is asked for later belongs to its own rows too
    return ScopedCalls.of(Inference.class, made, () -> conditioned(theirs));
  }

  /** For other rows: with their condition, all observed, and without updates of states. */
  private Graph.Scope conditioned(Optional<Tensor> theirs) {
    Optional<Tensor> before = condition;
    Optional<Tensor> observedBefore = observed;
    boolean updatingBefore = updating;
    condition = theirs;
    observed = Optional.empty();
    updating = false;
    return () -> {
      updating = updatingBefore;
      observed = observedBefore;
      condition = before;
    };
  }

  @Override
  public Graph.Scope scope(String name) {
    return graph.scope(name);
  }

  private static String under(String path, String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }
}
