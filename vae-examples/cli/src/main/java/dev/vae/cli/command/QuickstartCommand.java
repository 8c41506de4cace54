package dev.vae.cli.command;

import dev.vae.cli.option.EngineOptions;
import dev.vae.cli.option.Latents;
import dev.vae.cli.option.OutFolder;
import dev.vae.cli.option.PositiveIntConverter;
import dev.vae.cli.show.Console;
import dev.vae.cli.show.RowOutput;
import dev.vae.cli.show.ShellWords;
import dev.vae.core.internal.io.FolderKind;
import dev.vae.core.model.Vae;
import dev.vae.core.train.TrainingResult;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import dev.vae.export.VaeExporter;
import dev.vae.layers.Presets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole road in a minute: train, look, export, check. */
@Command(
    name = "quickstart",
    description = {
      "Train on generated digits, draw what the model dreams, export it, and check the export in"
          + " onnxruntime. Takes about a minute and needs no data."
    },
    mixinStandardHelpOptions = true)
public final class QuickstartCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine;
  @Mixin private Console console;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "quickstart",
      description = "The folder for everything; ${DEFAULT-VALUE} if not given.")
  private Path out;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "20",
      converter = PositiveIntConverter.class,
      description = "How long to train; ${DEFAULT-VALUE} if not given.")
  private int epochs;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10000",
      converter = PositiveIntConverter.class,
      description = "How many digits to train on; ${DEFAULT-VALUE} if not given.")
  private int limit;

  @Override
  public Integer call() throws Exception {
    FolderKind.ROWS.requireNoOther(out);
    try (OutFolder held = OutFolder.of(out)) {
      return make();
    }
  }

  private int make() throws Exception {
    Dataset digits = DataSource.parse("digits#" + limit).open();
    Dataset others = DataSource.parse("digits#test," + Math.max(100, limit / 10)).open();
    Vae vae =
        Vae.builder(Presets.mlp(digits.event()).with("latent=8"))
            .data(digits)
            .engine(engine.engine())
            .build();
    console.say("1. training on " + limit + " generated digits");
    TrainingJob job = new TrainingJob(vae, digits, others, out, console);
    TrainingResult result = job.run(trainer -> trainer.epochs(epochs), false);
    if (result.status() == TrainingResult.Status.CANCELLED) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    console.say("   " + job.summary());
    console.say("2. drawing");
    draw(vae, others);
    console.say("3. exporting to ONNX, and running that in onnxruntime");
    Map<String, Object> figures = new LinkedHashMap<>(job.metrics());
    Map<String, Object> exported = new LinkedHashMap<>();
    boolean equal =
        ExportCommand.export(VaeExporter.of(vae), out.resolve("onnx"), true, console, exported);
    figures.put("export", exported);
    console.say(next());
    console.result(figures);
    return equal ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private void draw(Vae vae, Dataset rows) throws Exception {
    RowOutput result = new RowOutput(vae);
    float[][] means = vae.encode(rows.limit(16)).mean();
    List<double[][]> lines = new ArrayList<>();
    for (int i = 0; i < means.length; i += 2) {
      lines.add(vae.decodeAsDouble(Latents.line(means[i], means[i + 1], 11), null));
    }
    result.write(out.resolve("interpolations.png"), lines);
  }

  private String next() {
    String vae = ShellWords.quoted(System.getProperty("vae.command", "vae"));
    String model = ShellWords.quoted(out.toString());
    return String.join(
        "\n",
        "",
        "Made in " + out + ":",
        "  samples.png           digits that the model dreamt (the likelihood's means)",
        "  reconstructions.png   digits it never saw, above what it makes of them",
        "  interpolations.png    from one digit to another through the latent space",
        "  loss.png              the course of training",
        "  model.json, weights.safetensors   the model",
        "  onnx/                 the same for any ONNX runtime; parity.json says how equal",
        "",
        "Next:",
        "  " + vae + " sample " + model + " --count 100 --seed 7 --out dreams.png",
        "  " + vae + " traverse " + model + " --out traversal.png",
        "  " + vae + " eval " + model + " --data digits#test --estimator iwae",
        "  " + vae + " train --data mnist --validation mnist#test --preset conv --out mnist",
        "  " + vae + " COMMAND --help");
  }
}
