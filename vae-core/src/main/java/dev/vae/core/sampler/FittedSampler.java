package dev.vae.core.sampler;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.pool.ProgramPool;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Draws by a computation over variables, for any number of threads. */
final class FittedSampler implements LatentSampler {
  private static final int CHUNK = 256;

  private final String name;
  private final Supplier<Tensor> latents;
  private final Variables variables;
  private final Engine engine;
  private final Map<String, Object> facts;
  private @Nullable Compiled compiled;

  private record Compiled(ProgramPool programs, int dimensions) {}

  /**
   * A sampler.
   *
   * @param name what it is asked for by
   * @param latents traces draws {@code [N, d]}, one for each row
   * @param facts what is kept beside its numbers
   */
  FittedSampler(
      String name,
      Supplier<Tensor> latents,
      Variables variables,
      Engine engine,
      Map<String, Object> facts) {
    this.name = name;
    this.latents = latents;
    this.variables = variables;
    this.engine = engine;
    this.facts = facts;
  }

  Variables variables() {
    return variables;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Map<String, Object> facts() {
    return facts;
  }

  private synchronized Compiled compiled() {
    if (compiled == null) {
      Tensor z = latents.get();
      int d = z.shape().dim(1).factor();
      Computation draw = Computation.of(Map.of("z", z));
      compiled = new Compiled(ProgramPool.compile(draw, variables, engine), d);
    }
    return compiled;
  }

  @Override
  public float[][] draw(int count, long seed) {
    Compiled c = compiled();
    return variables.reading(
        () -> c.programs.use(program -> draw(program, c.dimensions, count, seed)));
  }

  private static float[][] draw(Program program, int d, int count, long seed) {
    float[][] rows = new float[count][];
    for (int from = 0; from < count; from += CHUNK) {
      int some = Math.min(CHUNK, count - from);
      program.run(some, seed, 0, from);
      float[] drawn = program.output("z");
      for (int r = 0; r < some; r++) {
        rows[from + r] = Arrays.copyOfRange(drawn, r * d, (r + 1) * d);
      }
    }
    return rows;
  }
}
