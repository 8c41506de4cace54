package dev.vae.core.estimate;

import dev.vae.core.engine.Program;
import dev.vae.core.model.Rows;
import dev.vae.core.model.Trace;

/** Gives programs what they need of a batch. */
final class RowInputs {
  private RowInputs() {}

  static void give(Program program, Rows.Batch batch) {
    program.bind(Trace.X, batch.values());
    if (batch.mask() != null) {
      program.bind(Trace.MASK, batch.mask());
    }
  }
}
