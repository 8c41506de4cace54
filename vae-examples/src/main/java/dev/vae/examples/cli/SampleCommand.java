package dev.vae.examples.cli;

import dev.vae.core.model.Vae;
import dev.vae.core.sampler.Samplers;
import java.nio.file.Path;
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
  @Mixin private GivenCondition given;
  @Mixin private Console console;

  @Option(
      names = "--count",
      paramLabel = "N",
      converter = Counts.class,
      description = "How many rows; 64, or a line of --columns for each --condition, if not given.")
  private Integer count;

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
    int conditions = given.all(vae).size();
    int number = count != null ? count : conditions > 1 ? conditions * columns : 64;
    double[][] drawn = draws(vae, number, given.inTurn(vae, number, columns));
    result.write(file, Result.grid(drawn, columns));
    String from = sampler.equals(Samplers.PRIOR) ? "the prior" : "sampler " + sampler;
    console.say(number + " draws from " + from + " are in " + file);
    console.result(
        Map.of("file", file.toString(), "rows", number, "seed", seed, "sampler", sampler));
    return 0;
  }

  private double[][] draws(Vae vae, int number, float[][] conditions) {
    if (sampler.equals(Samplers.PRIOR)) {
      return vae.sampleAsDouble(number, seed, conditions);
    }
    float[][] latents = Samplers.load(vae, model.folder(), sampler).draw(number, seed);
    return vae.decodeAsDouble(latents, conditions);
  }
}
