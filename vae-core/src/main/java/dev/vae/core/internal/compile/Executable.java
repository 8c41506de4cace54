package dev.vae.core.internal.compile;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import dev.vae.core.internal.compile.rewrite.JoinedGradients;
import dev.vae.core.internal.compile.rewrite.JoinedProducts;
import dev.vae.core.internal.compile.rewrite.PretransposedWeights;
import dev.vae.core.internal.compile.rewrite.Rewriter;
import dev.vae.core.internal.compile.run.BufferTable;
import dev.vae.core.internal.compile.run.KeptOperands;
import dev.vae.core.internal.compile.run.Team;
import dev.vae.core.internal.compile.run.Work;
import dev.vae.core.kernel.Kernels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A compiled computation with its plans, one for each number of rows it has met lately, and the
 * arena they share. Not safe for use by several threads.
 */
public final class Executable {
  private static final int PLANS = 16;

  /**
   * Numbers of a leaf.
   *
   * @param at the offset of the first
   */
  public record Numbers(float[] array, int at) {}

  private final Compiled compiled;
  private final Kernels kernels;
  private final Team team;
  private final Map<Buffer, float[]> constants;
  private final Optional<KeptOperands> kept;
  private final Map<Integer, ExecutionPlan> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, ExecutionPlan> eldest) {
          return size() > PLANS;
        }
      };
  private final Buffer[] given;
  private float[] arena = new float[0];
  private ExecutionPlan last;

  private Executable(
      Compiled compiled,
      Kernels kernels,
      Team team,
      Map<Buffer, float[]> constants,
      Optional<KeptOperands> kept) {
    this.kept = kept;
    this.compiled = compiled;
    this.kernels = kernels;
    this.team = team;
    this.constants = constants;
    this.given =
        compiled.buffers().stream()
            .filter(
                b ->
                    switch (b.kind()) {
                      case INPUT, NOISE, VARIABLE -> true;
                      case CONSTANT, ROWS, ARENA -> false;
                    })
            .toArray(Buffer[]::new);
  }

  /**
   * Rewrites, fuses and schedules a computation.
   *
   * @param fixed whether no variable ever changes
   * @param recompute whether to keep less and compute it again, see {@link Recomputation}
   */
  public static Executable compile(
      Computation computation, Kernels kernels, Team team, boolean fixed, boolean recompute) {
    Computation joined = JoinedProducts.of(JoinedGradients.of(Rewriter.optimise(computation)));
    Compiled compiled = Compiler.compile(PretransposedWeights.of(joined), true);
    return of(recompute ? Recomputation.of(compiled) : compiled, kernels, team, fixed);
  }

  /** Compiles a computation node by node, so that every result can be had as an output. */
  public static Executable unfused(Computation computation, Kernels kernels, Team team) {
    return of(Compiler.compile(Rewriter.lower(computation), false), kernels, team, false);
  }

  private static Executable of(Compiled compiled, Kernels kernels, Team team, boolean fixed) {
    Map<Buffer, float[]> constants = new LinkedHashMap<>();
    for (Buffer b : compiled.buffers()) {
      if (b.kind() == Buffer.Kind.CONSTANT) {
        constants.put(b, constant(b.tensor()));
      }
    }
    Optional<KeptOperands> kept = fixed ? Optional.of(new KeptOperands()) : Optional.empty();
    return new Executable(compiled, kernels, team, constants, kept);
  }

  /** Returns the same steps with plans and an arena of their own, for another thread. */
  public Executable copy() {
    return new Executable(compiled, kernels, team, constants, kept);
  }

  /** The numbers of a constant, from {@link BufferTable#PADDING} on. */
  static float[] constant(Tensor t) {
    double[] values = t.attributes(Attributes.Constant.class).values();
    float[] array = new float[BufferTable.PADDING + t.shape().elements()];
    for (int i = 0; i < array.length - BufferTable.PADDING; i++) {
      array[BufferTable.PADDING + i] = (float) values[values.length == 1 ? 0 : i];
    }
    return array;
  }

  private ExecutionPlan plan(int rows) {
    if (last != null && last.rows == rows) {
      return last;
    }
    last = plans.get(rows);
    if (last == null) {
      last = new ExecutionPlan(compiled, rows, kernels, team, kept);
      for (Buffer b : compiled.buffers()) {
        if (b.kind() == Buffer.Kind.CONSTANT) {
          last.put(b, constants.get(b), BufferTable.PADDING);
        } else if (b.kind() == Buffer.Kind.ROWS) {
          last.put(b, new float[] {rows}, 0);
        }
      }
      plans.put(rows, last);
    }
    return last;
  }

  /**
   * Runs once.
   *
   * @param leaves where the numbers of an input, a variable or a noise stream are; null for a
   *     stream that is to be drawn
   */
  public void run(int rows, Function<Tensor, Numbers> leaves, Work.Draw draw) {
    ExecutionPlan plan = plan(rows);
    if (arena.length < plan.arena()) {
      arena = new float[0];
      arena = Sizes.allocate(rows, plan.arena());
    }
    for (Buffer b : given) {
      switch (b.kind()) {
        case INPUT, VARIABLE -> {
          Numbers n = leaves.apply(b.tensor());
          plan.put(b, n.array(), n.at());
        }
        case NOISE -> {
          Numbers n = leaves.apply(b.tensor());
          plan.given(b, n != null);
          if (n != null) {
            plan.put(b, n.array(), n.at());
          }
        }
        default -> {}
      }
    }
    plan.run(arena, draw);
  }

  /** Copies an output of the last run, {@code count} numbers of it from an offset on. */
  public void output(String name, int offset, float[] into, int count) {
    Buffer b = compiled.outputs().get(name);
    BufferTable memory = last.memory();
    System.arraycopy(memory.array(b.id()), memory.at(b.id()) + offset, into, 0, count);
  }

  /** Returns the first number of an output of the last run. */
  public float value(String name) {
    Buffer b = compiled.outputs().get(name);
    BufferTable memory = last.memory();
    return memory.array(b.id())[memory.at(b.id())];
  }

  /** Returns bytes of the arena for a number of rows. */
  public long memory(int rows) {
    return (long) new ExecutionPlan(compiled, rows, kernels, team, kept).arena() * Float.BYTES;
  }

  /** Starts timing the steps of the plan that ran last. */
  public void time() {
    last.time();
  }

  /** Returns the steps of the plan that ran last, with their shortest time since {@link #time}. */
  public String times() {
    return last.report();
  }

  /** Stages and steps, and what memory they take. */
  public String report(int rows) {
    return new ExecutionPlan(compiled, rows, kernels, team, kept).report();
  }
}
