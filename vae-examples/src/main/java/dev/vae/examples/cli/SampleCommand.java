package dev.vae.examples.cli;

import dev.vae.core.model.Vae;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws new rows from the prior. */
@Command(
    name = "sample",
    description = "Draw new rows from the prior: the likelihood's means.",
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
    List<float[][]> rows = Result.grid(vae.sample(count, seed), columns);
    result.write(file, rows);
    console.say(count + " draws from the prior are in " + file);
    console.result(Map.of("file", file.toString(), "rows", count, "seed", seed));
    return 0;
  }
}
