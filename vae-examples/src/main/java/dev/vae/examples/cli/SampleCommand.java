package dev.vae.examples.cli;

import dev.vae.core.model.Vae;
import dev.vae.core.sampler.Samplers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws new rows from the prior, or from a density fitted to the aggregate posterior. */
@Command(
    name = "sample",
    description =
        "Draw new rows from the prior, or from a sampler that vae fit-sampler has fitted: the"
            + " likelihood's means.",
    mixinStandardHelpOptions = true)
final class SampleCommand implements Callable<Integer> {

  @Mixin private ModelOptions model;
  @Mixin private Console console;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "64",
      converter = Counts.class,
      description = "How many rows; ${DEFAULT-VALUE} if not given.")
  private int count;

  @Option(
      names = "--columns",
      paramLabel = "N",
      defaultValue = "8",
      converter = Counts.class,
      description = "Pictures side by side; ${DEFAULT-VALUE} if not given.")
  private int columns;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      defaultValue = Samplers.PRIOR,
      description = {
        "Where latents come from: prior; or gmm or flow, fitted before by vae fit-sampler;"
            + " ${DEFAULT-VALUE} if not given."
      })
  private String sampler;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another seed draws other rows; ${DEFAULT-VALUE} if not given.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A .png, .csv or .npy file; samples.png or samples.csv if not given.")
  private Path out;

  @Override
  public Integer call() throws Exception {
    Vae vae = model.load();
    Result result = new Result(vae);
    Path file = result.file(out, "samples");
    List<float[][]> rows = Result.grid(draws(vae), columns);
    result.write(file, rows);
    String from = sampler.equals(Samplers.PRIOR) ? "the prior" : "sampler " + sampler;
    console.say(count + " draws from " + from + " are in " + file);
    console.result(
        Map.of("file", file.toString(), "rows", count, "seed", seed, "sampler", sampler));
    return 0;
  }

  private float[][] draws(Vae vae) {
    if (sampler.equals(Samplers.PRIOR)) {
      return vae.sample(count, seed);
    }
    return vae.decode(Samplers.load(vae, model.folder(), sampler).draw(count, seed));
  }
}
