package dev.vae.cli.bench;

import dev.vae.core.engine.Engine;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import java.util.Locale;

/**
 * How long a training step takes: the trainer itself runs, on random binary rows, and is timed from
 * the outside, from one request for a batch to the next. So a step is all there is to it: a fresh
 * copy of the data, noise, forward, backward, Adam. On a machine that others use as well, the
 * processor time tells more than the clock. What the training thread allocates in a step is told,
 * too: a steady step makes no arrays, and of objects only the trainer's few.
 */
public final class StepBench {
  /** Steps to a burst, as in the peers' scripts. */
  static final int BURST = 5;

  private final String model;
  private final VaeSpec spec;
  private final Engine engine;

  /**
   * A benchmark.
   *
   * @param model what the model is called in the line that is printed
   */
  public StepBench(String model, VaeSpec spec, Engine engine) {
    this.model = model;
    this.spec = spec;
    this.engine = engine;
  }

  /** Trains for so many seconds after a warm-up as long, and gives the line. */
  public String run(int batch, double seconds) {
    StopwatchRows rows = train(batch, seconds);
    double step = rows.quickest(BURST);
    return String.format(
        Locale.ROOT,
        "peer=vae kernels=%s model=%s threads=%d batch=%d ms_per_step=%.3f images_per_s=%.0f"
            + " cpu_ms_per_step=%.3f bytes_per_step=%.0f",
        engine.kernels(),
        model,
        engine.threads(),
        batch,
        step * 1e3,
        batch / step,
        rows.cheapest(BURST) * 1e3,
        rows.fewest(BURST));
  }

  /** Trains for so many seconds after a warm-up as long; what was noted meanwhile. */
  StopwatchRows train(int batch, double seconds) {
    Vae vae = Vae.builder(spec).engine(engine).seed(1).build();
    StopwatchRows rows = new StopwatchRows(Shape.of(spec.width()), seconds);
    Trainer.of(vae).train(rows).batch(batch).epochs(1).run();
    return rows;
  }
}
