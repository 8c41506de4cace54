package dev.vae.data.tabular;

import dev.vae.core.engine.Engine;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Options of fitting a model of a table; {@link #defaults} suits all tables.
 *
 * @param seed what everything random depends on
 * @param settings how many models are trained, how long, and how large
 * @param draws how many draws of z a row's score takes from each member
 * @param engine with what it runs
 * @param progress told in words how far it is
 */
public record TableOptions(
    long seed, TableSettings settings, int draws, Engine engine, Consumer<String> progress) {

  /** Checks the numbers. */
  public TableOptions {
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(progress, "progress");
    if (draws < 2) {
      throw new IllegalArgumentException("draws must be at least 2, not " + draws);
    }
  }

  /** Returns seed 1, {@link TableSettings#defaults}, 16 draws. */
  public static TableOptions defaults() {
    return new TableOptions(1, TableSettings.defaults(), 16, Engine.defaults(), words -> {});
  }

  /** Returns these with another seed. */
  public TableOptions withSeed(long number) {
    return new TableOptions(number, settings, draws, engine, progress);
  }

  /** Returns these with other settings. */
  public TableOptions withSettings(TableSettings other) {
    return new TableOptions(seed, other, draws, engine, progress);
  }

  /** Returns these with another number of members. */
  public TableOptions withMembers(int number) {
    return withSettings(settings.withMembers(number));
  }

  /** Returns these with other steps. */
  public TableOptions withSteps(int number) {
    return withSettings(settings.withSteps(number));
  }

  /** Returns these with another number of draws. */
  public TableOptions withDraws(int number) {
    return new TableOptions(seed, settings, number, engine, progress);
  }

  /** Returns these with another engine. */
  public TableOptions withEngine(Engine how) {
    return new TableOptions(seed, settings, draws, how, progress);
  }

  /** Returns these with another listener. */
  public TableOptions withProgress(Consumer<String> told) {
    return new TableOptions(seed, settings, draws, engine, told);
  }
}
