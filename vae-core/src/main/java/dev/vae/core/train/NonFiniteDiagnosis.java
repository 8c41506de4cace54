package dev.vae.core.train;

import dev.vae.core.engine.NonFinite;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Op;
import dev.vae.core.rows.Rows;
import java.util.Optional;

/**
 * Finds where a step became NaN or infinite: repeats the steps since the last good state, which is
 * exact, and looks into the last two operation by operation.
 */
final class NonFiniteDiagnosis {
  private NonFiniteDiagnosis() {}

  /**
   * What was found.
   *
   * @param first the first operation at fault; empty if it is a variable
   * @param words what to say of it
   */
  record Found(Optional<NonFinite> first, String description) {}

  /**
   * Where it was, empty if it cannot be found.
   *
   * @param state where training stands, the failed step not counted
   */
  static Optional<Found> of(
      Trainer trainer, StepProgram step, LastFiniteState good, TrainingState state) {
    int epoch = state.epochsDone();
    if (!good.isOf(epoch)) {
      return Optional.empty();
    }
    good.restore();
    long number = state.steps - state.batches;
    long rows = 0;
    long at = 0;
    try (Rows.Batches batches = trainer.train.shuffled(trainer.batch, trainer.seed, epoch)) {
      for (Rows.Batch b = batches.next(); b != null && at <= state.batches; b = batches.next()) {
        number++;
        double done = epoch + (double) rows / trainer.train.size();
        double rate = trainer.rate(done);
        if (at >= state.batches - 1 && at >= good.batches()) {
          Optional<NonFinite> found = step.firstNonFinite(b, trainer.seed, done, rate, number);
          if (found.isPresent()) {
            return Optional.of(found(found.get(), b, number, step.state()));
          }
        }
        if (at >= good.batches()) {
          step.run(b, trainer.seed, done, rate, number);
        }
        rows += b.rows();
        at++;
      }
    }
    return Optional.empty();
  }

  private static Found found(NonFinite found, Rows.Batch batch, long step, Variables variables) {
    if (found.op() == Op.VARIABLE) {
      // the step before made it, from a gradient that was finite but too large
      String name = "'" + spoilt(variables).orElse("a variable") + "'";
      return new Found(Optional.empty(), name + " was no longer finite after step " + (step - 1));
    }
    String scope = found.scope().isEmpty() ? "" : " in " + found.scope();
    String row =
        found.row() < 0 || batch.index() == null
            ? ""
            : ", row "
                + found.row()
                + " of the batch, "
                + batch.index()[found.row()]
                + " of the data";
    String words =
        "The first number that is not finite is "
            + found.value()
            + " from "
            + found.op()
            + found.shape()
            + scope
            + row
            + ", at step "
            + step;
    return new Found(Optional.of(found), words);
  }

  /** The first variable with a number that is not finite. */
  static Optional<String> spoilt(Variables variables) {
    for (Variables.Variable v : variables.all().values()) {
      for (int i = v.at(); i < v.at() + v.size(); i++) {
        if (!Float.isFinite(v.array()[i])) {
          return Optional.of(v.name());
        }
      }
    }
    return Optional.empty();
  }
}
