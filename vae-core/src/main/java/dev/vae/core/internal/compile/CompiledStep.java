package dev.vae.core.internal.compile;

import dev.vae.core.internal.compile.run.Work;
import dev.vae.core.kernel.Kernels;
import java.util.List;

/**
 * Something to run, for any number of rows.
 *
 * @param name one line for reports
 * @param reads the buffers it reads
 * @param writes the buffers it writes
 * @param overlays which results may take the place of which operands
 * @param binder makes it ready
 */
record CompiledStep(
    String name, List<Buffer> reads, List<Buffer> writes, List<Overlay> overlays, Binder binder) {

  /** A step whose results need arrays of their own. */
  CompiledStep(String name, List<Buffer> reads, List<Buffer> writes, Binder binder) {
    this(name, reads, writes, List.of(), binder);
  }

  /** A result that may be written over an operand, if nobody needs that any more. */
  record Overlay(Buffer result, Buffer operand) {}

  /** Makes a step ready for a number of rows. */
  interface Binder {
    Work bind(int rows, Kernels kernels);
  }

  /** Steps are what they are, not what they hold. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
