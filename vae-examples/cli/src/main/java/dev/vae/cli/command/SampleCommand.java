package dev.vae.cli.command;

import dev.vae.cli.option.ConditionOption;
import dev.vae.cli.option.ModelOptions;
import dev.vae.cli.option.PositiveIntConverter;
import dev.vae.cli.show.Console;
import dev.vae.cli.show.RowOutput;
import dev.vae.core.model.Vae;
import dev.vae.core.sampler.Samplers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws new rows from the prior, or from a density fitted to the aggregate posterior. */
@Command(
    name = "sample",
    description = {
      "Draw new rows: latents from the prior, or from a sampler that vae fit-sampler has fitted,"
          + " and for each a row from the likelihood.",
      "Pictures (.png) show the likelihood's means, which are smoother, unless --draw is given."
    },
    mixinStandardHelpOptions = true)
public final class SampleCommand implements Callable<Integer> {

  @Mixin private ModelOptions model;
  @Mixin private ConditionOption given;
  @Mixin private Console console;

  @Option(
      names = "--count",
      paramLabel = "N",
      converter = PositiveIntConverter.class,
      description = "How many rows; 64, or a line of --columns for each --condition, if not given.")
  private Integer count;

  @Option(
      names = "--columns",
      paramLabel = "N",
      defaultValue = "8",
      converter = PositiveIntConverter.class,
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

  @ArgGroup private Values values = new Values();

  /** What a row is made of once its latents are drawn. */
  private static final class Values {
    @Option(
        names = "--draw",
        description =
            "Draw values from the likelihood, in pictures too; what .csv and .npy files hold if"
                + " --mean is not given.")
    private boolean draw;

    @Option(
        names = "--mean",
        description =
            "Give the likelihood's means instead of draws from it; what a .png shows if --draw is"
                + " not given.")
    private boolean mean;
  }

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
    RowOutput result = new RowOutput(vae);
    Path file = result.file(out, "samples");
    int conditions = given.all(vae).size();
    int number = count != null ? count : conditions > 1 ? conditions * columns : 64;
    boolean means = values.mean || !values.draw && RowOutput.isPicture(file);
    double[][] drawn = rows(vae, number, given.inTurn(vae, number, columns), means);
    result.write(file, RowOutput.grid(drawn, columns));
    String from = sampler.equals(Samplers.PRIOR) ? "the prior" : "sampler " + sampler;
    String shown = means ? "the likelihood's means" : "values drawn from the likelihood";
    String other =
        values.mean || values.draw ? "" : means ? " (--draw: draws)" : " (--mean: means)";
    console.say(
        (number == 1 ? "1 new row is in " : number + " new rows are in ")
            + file
            + ": latents from "
            + from
            + ", "
            + shown
            + other);
    console.result(
        Map.of(
            "file",
            file.toString(),
            "rows",
            number,
            "seed",
            seed,
            "sampler",
            sampler,
            "values",
            means ? "means" : "draws"));
    return 0;
  }

  private double[][] rows(Vae vae, int number, float[][] conditions, boolean means) {
    if (sampler.equals(Samplers.PRIOR)) {
      return means
          ? vae.sampleMeansAsDouble(number, seed, conditions)
          : vae.sampleAsDouble(number, seed, conditions);
    }
    float[][] latents = Samplers.load(vae, model.folder(), sampler).draw(number, seed);
    return means
        ? vae.decodeAsDouble(latents, conditions)
        : vae.drawRowsAsDouble(latents, seed, conditions);
  }
}
