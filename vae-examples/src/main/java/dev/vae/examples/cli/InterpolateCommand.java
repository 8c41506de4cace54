package dev.vae.examples.cli;

import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Decodes the straight lines between places in the latent space. */
@Command(
    name = "interpolate",
    description = {
      "Decode straight lines in the latent space: between rows of data, first to second, third to"
          + " fourth and so on; without data between draws from the prior. Rows are the"
          + " likelihood's means."
    },
    mixinStandardHelpOptions = true)
final class InterpolateCommand implements Callable<Integer> {

  @Mixin private ModelOptions model;
  @Mixin private OptionalDataOptions data;
  @Mixin private GivenCondition given;
  @Mixin private Console console;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "8",
      converter = Counts.class,
      description = "How many lines; ${DEFAULT-VALUE} if not given.")
  private int count;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "11",
      converter = Counts.class,
      description = "Places on each line, both ends included; ${DEFAULT-VALUE} if not given.")
  private int steps;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "A .png, .csv or .npy file; interpolations.png or interpolations.csv if not given.")
  private Path out;

  @Override
  public Integer call() throws Exception {
    Vae vae = model.load();
    Result result = new Result(vae);
    Path file = result.file(out, "interpolations");
    Latents.Places places = data.latents(vae, 2 * count, given, console);
    float[][] ends = places.z();
    List<double[][]> lines = new ArrayList<>();
    for (int i = 0; i + 1 < ends.length; i += 2) {
      lines.add(vae.decodeAsDouble(Latents.line(ends[i], ends[i + 1], steps), places.condition(i)));
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a line needs two rows of data, there is one");
    }
    result.write(file, lines);
    console.say(
        Names.count(lines.size(), "line")
            + " of "
            + Names.count(steps, "step")
            + " written to "
            + file);
    console.result(Map.of("file", file.toString(), "lines", lines.size(), "steps", steps));
    return 0;
  }
}
