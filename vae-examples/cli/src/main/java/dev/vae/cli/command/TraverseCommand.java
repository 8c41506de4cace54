package dev.vae.cli.command;

import dev.vae.cli.option.ConditionOption;
import dev.vae.cli.option.Latents;
import dev.vae.cli.option.ModelOptions;
import dev.vae.cli.option.OptionalDataOptions;
import dev.vae.cli.option.PositiveIntConverter;
import dev.vae.cli.show.Console;
import dev.vae.cli.show.RowOutput;
import dev.vae.core.model.Vae;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what each latent dimension does. */
@Command(
    name = "traverse",
    description = {
      "Move along one latent dimension at a time and decode: one row of the grid a dimension, the"
          + " likelihood's means.",
      "The others stay at 0, or with --data at the posterior mean of its first row."
    },
    mixinStandardHelpOptions = true)
public final class TraverseCommand implements Callable<Integer> {

  @Mixin private ModelOptions model;
  @Mixin private OptionalDataOptions data;
  @Mixin private ConditionOption given;
  @Mixin private Console console;

  @Option(
      names = "--dims",
      paramLabel = "N",
      split = ",",
      description = "The dimensions, counted from 0, with commas; the first 10 if not given.")
  private List<Integer> dims;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "11",
      converter = PositiveIntConverter.class,
      description = "Points along each; ${DEFAULT-VALUE} if not given.")
  private int steps;

  @Option(
      names = "--range",
      paramLabel = "R",
      defaultValue = "3",
      description = "From -R to R; ${DEFAULT-VALUE} if not given.")
  private float range;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A .png, .csv or .npy file; traversal.png or traversal.csv if not given.")
  private Path out;

  @Override
  public Integer call() throws Exception {
    Vae vae = model.load();
    int latent = vae.spec().latent();
    List<Integer> chosen =
        dims != null ? dims : IntStream.range(0, Math.min(10, latent)).boxed().toList();
    for (int dimension : chosen) {
      if (dimension < 0 || dimension >= latent) {
        throw new IllegalArgumentException(
            "there is no latent dimension " + dimension + "; this model has 0 to " + (latent - 1));
      }
    }
    RowOutput result = new RowOutput(vae);
    Path file = result.file(out, "traversal");
    Latents.Places places =
        data.given()
            ? data.latents(vae, 1, given, console)
            : new Latents.Places(new float[1][latent], given.single(vae));
    List<double[][]> rows = new ArrayList<>();
    for (int dimension : chosen) {
      float[][] line = Latents.traversal(places.z()[0], dimension, steps, range);
      rows.add(vae.decodeAsDouble(line, places.condition(0)));
    }
    result.write(file, rows);
    console.say("dimensions " + chosen + " from -" + range + " to " + range + " are in " + file);
    console.result(Map.of("file", file.toString(), "dims", chosen, "steps", steps));
    return 0;
  }
}
