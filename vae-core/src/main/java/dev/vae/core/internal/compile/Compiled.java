package dev.vae.core.internal.compile;

import java.util.List;
import java.util.Map;

/**
 * What a computation became: steps in stages, for any number of rows.
 *
 * @param buffers every array of values
 * @param stages what runs, stage after stage
 * @param outputs where the outputs are after a run
 */
record Compiled(
    List<Buffer> buffers, List<List<CompiledStep>> stages, Map<String, Buffer> outputs) {}
