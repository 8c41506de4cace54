package dev.vae.cli.command;

import dev.vae.cli.option.ConditionOption;
import dev.vae.cli.option.ModelOptions;
import dev.vae.cli.option.SourceOptions;
import dev.vae.cli.show.Console;
import dev.vae.cli.show.RowOutput;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.model.Encoding;
import dev.vae.core.model.Vae;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes where rows lie in the latent space. */
@Command(
    name = "encode",
    description = {
      "Write the posterior means of rows, one line a row. Rows come from --data, or where the model"
          + " is a table's from FILE; of those --map draws a picture."
    },
    mixinStandardHelpOptions = true)
public final class EncodeCommand implements Callable<Integer> {

  @Mixin private ModelOptions model;
  @Mixin private TableEncoding table;
  @Mixin private SourceOptions data;
  @Mixin private ConditionOption given;
  @Mixin private Console console;

  @Option(
      names = "--variances",
      description = "Write the log-variances beside the means, where there are any.")
  private boolean variances;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "latents.csv",
      description = "A .csv or .npy file; ${DEFAULT-VALUE} if not given.")
  private Path out;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    if (model.table()) {
      return table();
    }
    if (table.given()) {
      throw misuse(
          model.folder()
              + " is not a table's model: give rows by --data, without FILE, --map and --colour");
    }
    Vae vae = model.load();
    Encoding encoding = vae.encode(data.forModel(vae, given, console), data.seed());
    int latent = vae.spec().latent();
    List<String> columns = new ArrayList<>(RowOutput.numbered("z", latent));
    float[][] values = encoding.mean();
    if (variances) {
      float[][] logVariance =
          encoding
              .logVariance()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the posterior '"
                              + vae.spec().posterior().name()
                              + "' has no variance by dimension: leave out --variances"));
      columns.addAll(RowOutput.numbered("logVariance", latent));
      values = beside(values, logVariance);
    }
    RowOutput.table(out, columns, values);
    console.say(
        Messages.count(values.length, "row")
            + " of "
            + Messages.count(columns.size(), "column")
            + " written to "
            + out);
    console.result(Map.of("file", out.toString(), "rows", values.length, "columns", columns));
    return 0;
  }

  private int table() throws IOException {
    if (data.given() || variances) {
      throw misuse(
          model.folder() + " is a table's model: give only FILE, --out, --map and --colour");
    }
    if (table.incomplete()) {
      throw misuse("the rows are missing: vae encode " + model.folder() + " FILE");
    }
    return table.encode(model.loadTable(), out, console);
  }

  private ParameterException misuse(String words) {
    return new ParameterException(command.commandLine(), words);
  }

  private static float[][] beside(float[][] left, float[][] right) {
    float[][] both = new float[left.length][];
    for (int r = 0; r < left.length; r++) {
      both[r] = java.util.Arrays.copyOf(left[r], left[r].length + right[r].length);
      System.arraycopy(right[r], 0, both[r], left[r].length, right[r].length);
    }
    return both;
  }
}
