package dev.vae.cli.command;

import dev.vae.cli.option.TableModelOptions;
import dev.vae.cli.show.Console;
import dev.vae.core.internal.text.Messages;
import dev.vae.data.table.CellProblem;
import dev.vae.data.table.TableReader;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.ScoreFile;
import dev.vae.data.tabular.TableModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how odd the rows of a table are, and why. */
@Command(
    name = "score",
    description = {
      "Score how odd (anomalous) the rows of a table are, and name the columns that make them so."
          + " For every row: its score, −log p in nats, with a standard error; the percentage of"
          + " rows like those of training that score lower; a p-value, the probability that such a"
          + " row scores as high, which holds for rows with missing cells, too; and the columns"
          + " that are most surprising given the others, with their expected values."
    },
    mixinStandardHelpOptions = true)
public final class ScoreCommand implements Callable<Integer> {

  @Mixin private TableModelOptions model;

  @Parameters(index = "1", paramLabel = "FILE", description = "The table to score.")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = {
        "Write the scores to a .csv file, as JSON lines to a .jsonl file, or as a page for people"
            + " to an .html file; if not given, CSV goes to standard output."
      })
  private Path out;

  @Option(
      names = "--reasons",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "How many columns to name for each row, ${DEFAULT-VALUE} if not given; 0 is much faster.")
  private int reasons;

  @Option(
      names = "--alert-rate",
      paramLabel = "RATE",
      description = {
        "Mark rows as alerts so that of rows like those of training about this fraction is marked,"
            + " such as 0.01."
      })
  private Double alertRate;

  @Option(
      names = "--fdr",
      paramLabel = "RATE",
      description = {
        "Mark rows as alerts so that about this fraction of the alerts is false, such as 0.1"
            + " (Benjamini and Hochberg); reads the table twice."
      })
  private Double falseDiscoveries;

  @Mixin private Console console;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    if (reasons < 0) {
      throw new ParameterException(command.commandLine(), "--reasons cannot be below 0");
    }
    check("--alert-rate", alertRate);
    check("--fdr", falseDiscoveries);
    if (alertRate != null && falseDiscoveries != null) {
      throw new ParameterException(
          command.commandLine(), "--alert-rate and --fdr: give one or the other");
    }
    if (out != null) {
      ScoreFile.Format.of(out);
    }
    TableModel loaded = model.load();
    ScoreFile scores = ScoreFile.of(loaded, limit(loaded));
    Summary summary = new Summary(scores);
    ScoreFile.Scoring scoring =
        each -> read(loaded, reasons, row -> each.accept(summary.seen(row)));
    if (out != null) {
      scores.write(out, scoring);
      console.say(summary.words() + "; the scores are in " + out);
      console.result(summary.map(out));
    } else {
      scores.write(console.out(), ScoreFile.Format.CSV, scoring);
    }
    return 0;
  }

  private void check(String option, Double rate) {
    if (rate != null && !(rate > 0 && rate < 1)) {
      throw new ParameterException(
          command.commandLine(), option + " must be between 0 and 1, not " + rate);
    }
  }

  private Optional<Double> limit(TableModel model) {
    if (falseDiscoveries == null) {
      return Optional.ofNullable(alertRate);
    }
    Values pValues = new Values();
    read(model, 0, row -> pValues.accept(row.pValue()));
    return Optional.of(ScoreFile.falseDiscoveryLimit(pValues.all(), falseDiscoveries));
  }

  private void read(TableModel model, int most, Consumer<RowScore> each) {
    try (TableReader rows = TableReader.open(file, model.schema())) {
      model.score(rows, most, each);
      if (most == reasons) {
        rows.notes().forEach(console::note);
        List<CellProblem> problems = rows.problems();
        problems.stream().limit(10).forEach(problem -> console.note(problem.describe()));
        if (problems.size() > 10) {
          console.note("and " + (problems.size() - 10) + " cells more");
        }
      }
    }
  }

  /** Numbers as they come. */
  private static final class Values implements DoubleConsumer {
    private double[] values = new double[1024];
    private int count;

    @Override
    public void accept(double value) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = value;
    }

    double[] all() {
      return Arrays.copyOf(values, count);
    }
  }

  /** Counts what goes by. */
  private static final class Summary {
    private final ScoreFile scores;
    private long rows;
    private long alerts;

    Summary(ScoreFile scores) {
      this.scores = scores;
    }

    RowScore seen(RowScore row) {
      rows++;
      alerts += scores.alert(row) ? 1 : 0;
      return row;
    }

    String words() {
      return Messages.count(rows, "row")
          + (alerts > 0 ? ", " + Messages.count(alerts, "alert") : "");
    }

    Map<String, Object> map(Path out) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("rows", rows);
      map.put("alerts", alerts);
      map.put("file", out.toString());
      return map;
    }
  }
}
