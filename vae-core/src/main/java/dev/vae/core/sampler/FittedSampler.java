package dev.vae.core.sampler;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Draws by a computation over variables.
 *
 * @param name what it is asked for by
 * @param latents traces draws {@code [N, d]}, one for each row
 * @param facts what is kept beside its numbers
 */
record FittedSampler(
    String name,
    Supplier<Tensor> latents,
    Variables variables,
    Engine engine,
    Map<String, Object> facts)
    implements LatentSampler {
  private static final int CHUNK = 256;

  @Override
  public float[][] draw(int count, long seed) {
    Tensor z = latents.get();
    int d = z.shape().dim(1).factor();
    float[][] rows = new float[count][];
    try (Program program = Program.compile(Computation.of(Map.of("z", z)), variables, engine)) {
      for (int from = 0; from < count; from += CHUNK) {
        int some = Math.min(CHUNK, count - from);
        program.run(some, seed, 0, from);
        float[] drawn = program.output("z");
        for (int r = 0; r < some; r++) {
          rows[from + r] = Arrays.copyOfRange(drawn, r * d, (r + 1) * d);
        }
      }
    }
    return rows;
  }
}
