package dev.vae.core.train;

import dev.vae.core.engine.NonFinite;
import dev.vae.core.engine.Program;
import dev.vae.core.engine.Variables;
import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.optim.OptimizerUpdates;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.plugin.Objective;
import dev.vae.core.rows.Rows;
import dev.vae.core.trace.TracedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** One training step, forward, backward and update, as one program. */
@NullUnmarked // no null leaves it
final class StepProgram implements AutoCloseable {
  static final String LOSS = "loss";
  static final String RECONSTRUCTION = "reconstruction";
  static final String KL = "kl";

  private final Optimizer optimizer;
  private final boolean masked;
  private final int width;
  private final boolean usesEpoch;
  private final boolean usesRows;
  private final List<String> reported;
  private final Variables state;
  private final long weights;
  private final Program program;
  private float[] allSeen = new float[0];

  /**
   * Traces and compiles.
   *
   * @param clip the largest norm a gradient may have; 0 for any
   */
  StepProgram(Vae vae, Optimizer optimizer, double clip, boolean masked) {
    this(vae, optimizer, clip, masked, false);
  }

  /**
   * Traces and compiles likewise.
   *
   * @param recompute whether what only gradients need is computed again for them
   */
  StepProgram(Vae vae, Optimizer optimizer, double clip, boolean masked, boolean recompute) {
    this.optimizer = optimizer;
    this.masked = masked;
    this.width = vae.spec().width();
    Computation computation = trace(vae, optimizer, clip, masked);
    this.reported = new ArrayList<>(computation.outputs().keySet());
    reported.removeAll(List.of(LOSS, RECONSTRUCTION, KL));
    this.weights = bytes(vae.variables());
    long kept =
        computation.updates().entrySet().stream()
            .filter(e -> !vae.variables().has(e.getKey()))
            .mapToLong(e -> e.getValue().shape().elements(1) * Float.BYTES)
            .sum();
    MemoryFootprint.of(0, weights, kept, 0).check(Runtime.getRuntime().maxMemory(), true);
    this.state = OptimizerUpdates.state(vae.variables(), computation.updates());
    this.usesEpoch =
        computation.leaves(Op.INPUT).stream().anyMatch(t -> t.name().equals(TracedModel.EPOCH));
    this.usesRows =
        computation.leaves(Op.INPUT).stream()
            .anyMatch(t -> t.name().equals(TracedModel.TRAINING_ROWS));
    this.program = Program.compile(computation, state, vae.engine(), recompute);
  }

  /** The step as operations. */
  static Computation trace(Vae vae, Optimizer optimizer, double clip, boolean masked) {
    TracedModel trace = vae.graphs().training(masked);
    Objective.Terms terms = trace.terms(trace.samples());
    Objective.Loss loss = trace.loss(terms);
    Map<String, Tensor> outputs = new LinkedHashMap<>(loss.report());
    outputs.put(LOSS, loss.value());
    outputs.put(RECONSTRUCTION, terms.logLikelihood().mean());
    outputs.put(KL, terms.kl().mean());
    List<Tensor> weights = List.copyOf(trace.parameters().values());
    Graph graph = trace.graph();
    Map<String, Tensor> updates = new LinkedHashMap<>(trace.updates());
    try (Graph.Scope scope = graph.scope("gradient")) {
      List<Tensor> gradients = clipped(Gradients.of(loss.value(), weights), clip);
      updates.putAll(OptimizerUpdates.of(optimizer, weights, gradients));
    }
    return new Computation(outputs, updates);
  }

  /** Scales all gradients so that their common norm is at most the limit (Pascanu et al. 2013). */
  private static List<Tensor> clipped(List<Tensor> gradients, double limit) {
    if (limit <= 0 || gradients.isEmpty()) {
      return gradients;
    }
    Tensor squares = null;
    for (Tensor g : gradients) {
      Tensor sum = g.square().sum();
      squares = squares == null ? sum : squares.add(sum);
    }
    Tensor norm = squares.sqrt();
    Tensor factor = norm.graph().constant(limit).div(norm.max(limit));
    return gradients.stream().map(g -> g.mul(factor)).toList();
  }

  /** Weights, and what the optimizer keeps beside them. */
  Variables state() {
    return state;
  }

  /** Says how many rows there are to train on. */
  void trainingRows(long number) {
    if (usesRows) {
      program.set(TracedModel.TRAINING_ROWS, number);
    }
  }

  private static long bytes(Variables variables) {
    return variables.all().values().stream().mapToLong(v -> (long) v.size() * Float.BYTES).sum();
  }

  /** What training takes with steps of so many rows. */
  MemoryFootprint footprint(int rows) {
    return MemoryFootprint.of(rows, weights, bytes(state) - weights, memory(rows));
  }

  /** Bytes a step needs. */
  long memory(int rows) {
    return program.memory(rows);
  }

  /**
   * Does one step.
   *
   * @param epoch how many epochs are done, with fractions
   * @param step the number of this step, from 1
   */
  void run(Rows.Batch batch, long seed, double epoch, double rate, long step) {
    give(batch, epoch, rate, step);
    program.run(batch.rows(), seed, step, 0);
  }

  /** Where a step would leave the finite numbers; changes nothing. */
  Optional<NonFinite> firstNonFinite(
      Rows.Batch batch, long seed, double epoch, double rate, long step) {
    give(batch, epoch, rate, step);
    return program.firstNonFinite(batch.rows(), seed, step, 0);
  }

  private void give(Rows.Batch batch, double epoch, double rate, long step) {
    TracedModel.give(program, batch);
    if (masked && batch.mask() == null) {
      program.bind(TracedModel.MASK, allSeen(batch.rows()));
    }
    if (usesEpoch) {
      program.set(TracedModel.EPOCH, epoch);
    }
    OptimizerUpdates.set(program, optimizer, rate, step);
  }

  /** What the objective reports beside its loss, of the last step. */
  Map<String, Double> reported() {
    Map<String, Double> values = new LinkedHashMap<>();
    reported.forEach(name -> values.put(name, program.value(name)));
    return values;
  }

  /** The names of what the objective reports. */
  List<String> reportedNames() {
    return List.copyOf(reported);
  }

  /** A scalar output of the last step. */
  double value(String output) {
    return program.value(output);
  }

  private float[] allSeen(int rows) {
    if (allSeen.length < rows * width) {
      allSeen = new float[rows * width];
      Arrays.fill(allSeen, 1);
    }
    return allSeen;
  }

  @Override
  public void close() {
    program.close();
  }
}
