package dev.vae.data.tabular;

import dev.vae.core.engine.Engine;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a model of a table is fitted; what {@link #defaults} says suits all tables.
 *
 * @param seed what everything random depends on
 * @param members how many models are trained, each without a part of the rows of its own, by which
 *     it is stopped and calibrated; at least 2
 * @param steps how many steps each is trained at most
 * @param draws how many draws of z a row's score takes from each member
 * @param engine with what it runs
 * @param progress told in words how far it is
 */
public record TableOptions(
    long seed, int members, int steps, int draws, Engine engine, Consumer<String> progress) {

  /** Checks the numbers. */
  public TableOptions {
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(progress, "progress");
    atLeast(2, "members", members);
    atLeast(1, "steps", steps);
    atLeast(2, "draws", draws);
  }

  private static void atLeast(int least, String what, int value) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + ", not " + value);
    }
  }

  /** Returns seed 1, five members of at most 2,000 steps, 32 draws each. */
  public static TableOptions defaults() {
    return new TableOptions(1, 5, 2000, 32, Engine.defaults(), words -> {});
  }

  /** Returns these with another seed. */
  public TableOptions withSeed(long number) {
    return new TableOptions(number, members, steps, draws, engine, progress);
  }

  /** Returns these with another number of members. */
  public TableOptions withMembers(int number) {
    return new TableOptions(seed, number, steps, draws, engine, progress);
  }

  /** Returns these with other steps. */
  public TableOptions withSteps(int number) {
    return new TableOptions(seed, members, number, draws, engine, progress);
  }

  /** Returns these with another number of draws. */
  public TableOptions withDraws(int number) {
    return new TableOptions(seed, members, steps, number, engine, progress);
  }

  /** Returns these with another engine. */
  public TableOptions withEngine(Engine how) {
    return new TableOptions(seed, members, steps, draws, how, progress);
  }

  /** Returns these with another listener. */
  public TableOptions withProgress(Consumer<String> told) {
    return new TableOptions(seed, members, steps, draws, engine, told);
  }
}
