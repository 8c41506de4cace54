package dev.vae.core.internal.pool;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A computation for any number of threads: each borrows a program of its own, with its own inputs
 * and memory, over the same variables. It is compiled once. Programs share the engine's threads:
 * who finds them busy computes on its own.
 */
public final class ProgramPool {
  /** Programs that wait for their next use, at most; more are made where more threads come. */
  private static final int KEPT = Math.max(4, Runtime.getRuntime().availableProcessors());

  private final Program first;
  private final ConcurrentLinkedDeque<Program> idle = new ConcurrentLinkedDeque<>();
  private final AtomicInteger waiting = new AtomicInteger(1);

  private ProgramPool(Program first) {
    this.first = first;
    idle.push(first);
  }

  /**
   * Makes a computation ready.
   *
   * @throws IllegalArgumentException if it has updates, or a variable is missing or has another
   *     shape
   */
  public static ProgramPool compile(Computation computation, Variables variables, Engine engine) {
    if (!computation.updates().isEmpty()) {
      throw new IllegalArgumentException("a computation that several threads run updates nothing");
    }
    return new ProgramPool(Program.compile(computation, variables, engine));
  }

  /**
   * Uses a program that nobody else uses meanwhile. Inputs that an earlier use has bound may still
   * be bound.
   */
  public <T> T use(Function<Program, T> what) {
    Program program = borrow();
    try {
      return what.apply(program);
    } finally {
      giveBack(program);
    }
  }

  private Program borrow() {
    Program program = idle.poll();
    if (program == null) {
      return first.copy();
    }
    waiting.decrementAndGet();
    return program;
  }

  private void giveBack(Program program) {
    if (waiting.incrementAndGet() <= KEPT) {
      idle.push(program);
    } else {
      waiting.decrementAndGet();
    }
  }
}
