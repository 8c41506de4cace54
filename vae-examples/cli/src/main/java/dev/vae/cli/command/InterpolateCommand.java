package dev.vae.cli.command;

import dev.vae.cli.option.ConditionOption;
import dev.vae.cli.option.Latents;
import dev.vae.cli.option.ModelOptions;
import dev.vae.cli.option.OptionalDataOptions;
import dev.vae.cli.option.PositiveIntConverter;
import dev.vae.cli.show.Console;
import dev.vae.cli.show.RowOutput;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.model.Vae;
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
public final class InterpolateCommand implements Callable<Integer> {

  @Mixin private ModelOptions model;
  @Mixin private OptionalDataOptions data;
  @Mixin private ConditionOption given;
  @Mixin private Console console;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "8",
      converter = PositiveIntConverter.class,
      description = "How many lines; ${DEFAULT-VALUE} if not given.")
  private int count;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "11",
      converter = PositiveIntConverter.class,
      description = "Points on each line, both ends included; ${DEFAULT-VALUE} if not given.")
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
    RowOutput result = new RowOutput(vae);
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
        Messages.count(lines.size(), "line")
            + " of "
            + Messages.count(steps, "step")
            + " written to "
            + file);
    console.result(Map.of("file", file.toString(), "lines", lines.size(), "steps", steps));
    return 0;
  }
}
