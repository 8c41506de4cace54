package dev.vae.core.internal.compile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a computation became: steps in stages, for any number of rows.
 *
 * @param buffers every array of values
 * @param stages what runs, stage after stage
 * @param outputs where the outputs are after a run
 * @param sliced what runs instead where there are rows for all threads, see {@link RowBlocking}
 */
record Compiled(
    List<Buffer> buffers,
    List<List<CompiledStep>> stages,
    Map<String, Buffer> outputs,
    Optional<List<List<CompiledStep>>> sliced) {
  /** Rows for each thread from which on they are done slice by slice. */
  private static final int ROWS = 4;

  /** What runs with so many rows by so many threads. */
  Compiled with(int rows, int threads) {
    return sliced.isPresent() && (threads == 1 || rows >= ROWS * threads)
        ? new Compiled(buffers, sliced.get(), outputs, Optional.empty())
        : this;
  }
}
