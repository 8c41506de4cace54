package dev.vae.cli.command;

import dev.vae.cli.option.ConditionOption;
import dev.vae.cli.option.ModelOptions;
import dev.vae.cli.option.ModelRows;
import dev.vae.cli.option.PositiveIntConverter;
import dev.vae.cli.option.SourceOptions;
import dev.vae.cli.show.Console;
import dev.vae.cli.show.RowOutput;
import dev.vae.core.model.Vae;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what remains of rows after they went through the latent space. */
@Command(
    name = "reconstruct",
    description = {
      "Encode rows and decode their posterior means: the likelihood's means, not draws.",
      "A picture shows originals above their reconstructions; a table has the reconstructions."
    },
    mixinStandardHelpOptions = true)
public final class ReconstructCommand implements Callable<Integer> {

  @Mixin private ModelOptions model;
  @Mixin private SourceOptions data;
  @Mixin private ConditionOption given;
  @Mixin private Console console;

  @Option(
      names = "--columns",
      paramLabel = "N",
      defaultValue = "10",
      converter = PositiveIntConverter.class,
      description = "Pictures side by side; ${DEFAULT-VALUE} if not given.")
  private int columns;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "A .png, .csv or .npy file; reconstructions.png or reconstructions.csv if not given.")
  private Path out;

  @Override
  public Integer call() throws Exception {
    Vae vae = model.load();
    RowOutput result = new RowOutput(vae);
    Path file = result.file(out, "reconstructions");
    boolean picture = file.toString().endsWith(".png");
    ModelRows.Some some =
        ModelRows.some(data.forModel(vae, given, console), picture ? 4 * columns : -1, data.seed());
    double[][] means = vae.reconstructAsDouble(some.rows(), data.seed());
    result.write(file, picture ? pairs(some.raw(), means, columns) : List.<double[][]>of(means));
    console.say(means.length + " reconstructions are in " + file);
    console.result(Map.of("file", file.toString(), "rows", means.length));
    return 0;
  }

  /** Rows of originals and rows of reconstructions in turn. */
  static List<double[][]> pairs(double[][] rows, double[][] means, int columns) {
    List<double[][]> above = RowOutput.grid(rows, columns);
    List<double[][]> below = RowOutput.grid(means, columns);
    List<double[][]> both = new java.util.ArrayList<>();
    for (int i = 0; i < above.size(); i++) {
      both.add(above.get(i));
      both.add(below.get(i));
    }
    return both;
  }
}
