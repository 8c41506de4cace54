package dev.vae.cli.command;

import dev.vae.cli.option.TableModelOptions;
import dev.vae.cli.show.Console;
import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.io.Json;
import dev.vae.core.internal.text.Messages;
import dev.vae.data.table.Table;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.synthesize.FidelityReport;
import dev.vae.data.tabular.synthesize.SynthesisSummary;
import dev.vae.data.tabular.synthesize.Synthesizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes rows like those of a table. */
@Command(
    name = "synthesize",
    description = {
      "Make synthetic rows like those of a model's table, in its columns, types, formats and"
          + " rounding. With --report and the real table, measure how like these they are, beside"
          + " columns drawn independently and interpolation between neighbours."
    },
    mixinStandardHelpOptions = true)
public final class SynthesizeCommand implements Callable<Integer> {

  @Mixin private TableModelOptions model;

  @Option(names = "--count", paramLabel = "N", required = true, description = "How many rows.")
  private long count;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The table.")
  private Path out;

  @Option(
      names = "--where",
      paramLabel = "COLUMN=VALUE",
      description = {
        "Values that the rows are to have, such as --where job=nurse,age=30; by importance"
            + " sampling, so that rare values are as fast. May be repeated."
      })
  private List<String> where = new ArrayList<>();

  @Option(
      names = "--constraint",
      paramLabel = "RULE",
      description = {
        "What holds in every row: start<end, low<=high or total=a+b, by columns of numbers or"
            + " dates. May be repeated."
      })
  private List<String> constraints = new ArrayList<>();

  @Option(
      names = "--complete",
      description = "Make rows without missing cells; else they are as in the table.")
  private boolean complete;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = {
        "Write a report on the rows, an .html page for people or .json; needs --real."
      })
  private Path report;

  @Option(
      names = "--real",
      paramLabel = "FILE",
      description = "The table that the model was trained on, to compare with.")
  private Path real;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description =
          "Rows of the same kind that it was not trained on; a fifth of --real if not given.")
  private Path test;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description =
          "The column of categories that learners predict in the report; the last if not given.")
  private String target;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed of the rows; ${DEFAULT-VALUE} if not given.")
  private long seed;

  @Mixin private Console console;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    if (count < 1) {
      throw misuse("--count must be at least 1, not " + count);
    }
    if ((report == null) != (real == null)) {
      throw misuse("--report and --real go together");
    }
    if (report == null && (test != null || target != null)) {
      throw misuse((test != null ? "--test" : "--target") + " is for --report");
    }
    if (report != null && !report.toString().matches("(?i).*\\.(html|json)")) {
      throw misuse("--report writes an .html or a .json file, not '" + report + "'");
    }
    TableModel loaded = model.load();
    Synthesizer synthesizer = Synthesizer.of(loaded).seed(seed);
    for (String condition : where) {
      synthesizer = synthesizer.where(condition);
    }
    for (String constraint : constraints) {
      synthesizer = synthesizer.constraint(constraint);
    }
    synthesizer = complete ? synthesizer.complete() : synthesizer;
    SynthesisSummary summary = synthesizer.write(count, out);
    summary.notes().forEach(console::note);
    say(summary);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("file", out.toString());
    result.put("rows", summary.rows());
    result.put("drawn", summary.drawn());
    result.put("effectiveSamples", summary.effectiveSamples());
    if (report != null) {
      if (!where.isEmpty()) {
        console.note(
            "the report compares with all real rows, not with those that --where asks for");
      }
      FidelityReport fidelity = fidelity(loaded);
      result.put("fidelity", fidelity.json());
      write(fidelity);
    }
    console.result(result);
    return 0;
  }

  private ParameterException misuse(String words) {
    return new ParameterException(command.commandLine(), words);
  }

  private void say(SynthesisSummary summary) {
    String effective =
        Double.isNaN(summary.effectiveSamples())
            ? ""
            : String.format(Locale.ROOT, ", from %.0f effective draws", summary.effectiveSamples());
    String refused = summary.drawn() > summary.rows() ? ", of " + summary.drawn() + " drawn" : "";
    console.say(
        Messages.count(summary.rows(), "row")
            + (summary.rows() == 1 ? " is in " : " are in ")
            + out
            + effective
            + refused);
    if (summary.effectiveSamples() < Math.min(100, count)) {
      console.note(
          "few draws have what --where asks for: the rows are more alike than such rows are");
    }
  }

  private FidelityReport fidelity(TableModel model) {
    Table trained = Table.read(real, model.schema());
    Table unseen = test == null ? null : Table.read(test, model.schema());
    return FidelityReport.of(trained, unseen, Table.read(out, model.schema()), target, seed);
  }

  private void write(FidelityReport fidelity) throws IOException {
    if (report.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
      AtomicFiles.write(report, Json.write(fidelity.json()));
    } else {
      AtomicFiles.write(report, fidelity.html());
    }
    console.say(
        String.format(
            Locale.ROOT,
            "shape %.3f, trend %.3f, indistinguishable %.2f (1 is best): see %s",
            fidelity.figure("shape"),
            fidelity.figure("trend"),
            fidelity.figure("indistinguishable"),
            report));
  }
}
