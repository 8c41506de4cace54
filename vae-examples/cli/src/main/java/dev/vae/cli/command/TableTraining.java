package dev.vae.cli.command;

import dev.vae.cli.option.OutFolder;
import dev.vae.cli.option.PositiveIntConverter;
import dev.vae.cli.show.Console;
import dev.vae.core.engine.Engine;
import dev.vae.data.rows.DataException;
import dev.vae.data.table.CellProblem;
import dev.vae.data.table.TableReader;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Trains a model of a table. */
final class TableTraining {
  private static final int TOLD = 10;

  @Option(
      names = "--column",
      paramLabel = "NAME=TYPE",
      description = {
        "Of a table: what a column holds, where that was taken for something else: real, positive,"
            + " count, binary, categorical, ordinal, date, id, text or ignore, such as --column"
            + " age=count; or a word more for missing values, such as --column age=missing:-999."
            + " May be repeated."
      })
  private List<String> columns = new ArrayList<>();

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description =
          "Of a table: what its columns are, as 'vae schema FILE --out schema.json' wrote it and"
              + " you may have edited it; found from all rows if not given.")
  private Path columnsFile;

  @Option(
      names = "--members",
      paramLabel = "N",
      description =
          "Of a table: how many models are trained and averaged, at least 2; 5 if not given.")
  private Integer members;

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = PositiveIntConverter.class,
      description =
          "Of a table: how many steps each is trained at most; fewer for a quick look. 2000 if not"
              + " given.")
  private Integer steps;

  void refuse(CommandSpec command) {
    if (!columns.isEmpty() || columnsFile != null || members != null || steps != null) {
      throw new ParameterException(
          command.commandLine(),
          "--column, --schema, --members and --steps are for a table: vae train FILE --column"
              + " NAME=TYPE");
    }
  }

  int train(Path file, Path given, long seed, Engine engine, Console console) throws IOException {
    Path out = given != null ? given : folder(file);
    TableSchema schema = columnsFile == null ? TableSchema.infer(file) : written();
    for (String column : columns) {
      schema = schema.withOverride(column);
    }
    console.say(schema.describe());
    OutFolder.prepare(out);
    TableOptions usual = TableOptions.defaults();
    TableOptions options =
        usual
            .withSeed(seed)
            .withEngine(engine)
            .withMembers(members == null ? usual.members() : members)
            .withSteps(steps == null ? usual.steps() : steps)
            .withProgress(words -> console.err().println(words));
    TableModel model;
    try (TableReader rows = TableReader.open(file, schema)) {
      model = TableModel.fit(rows, options);
      rows.notes().forEach(console::note);
      tell(rows.problems(), console);
    }
    model.save(out);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("model", out.toString());
    result.put("rows", schema.rows());
    result.put("columns", model.columns().size());
    result.put("members", model.members().size());
    console.result(result);
    console.say("the model is in " + out + "; next:");
    console.say("  vae score " + out + " " + file);
    console.say("  vae impute " + out + " " + file + " --out whole.csv");
    console.say("  vae synthesize " + out + " --count 1000 --out rows.csv");
    return 0;
  }

  private TableSchema written() throws IOException {
    try {
      return TableSchema.fromJson(Files.readString(columnsFile));
    } catch (NoSuchFileException e) {
      throw new DataException("there is no file " + columnsFile + " with a schema", e);
    } catch (DataException e) {
      throw new DataException(columnsFile + ": " + e.getMessage(), e);
    }
  }

  private static void tell(List<CellProblem> problems, Console console) {
    problems.stream().limit(TOLD).forEach(problem -> console.note(problem.describe()));
    if (problems.size() > TOLD) {
      console.note("and " + (problems.size() - TOLD) + " cells more");
    }
  }

  private static Path folder(Path file) {
    String name =
        file.getFileName().toString().replaceFirst("(?i)(\\.(csv|tsv|txt))?(\\.gz)?$", "");
    return Path.of((name.isEmpty() ? "table" : name) + ".model");
  }
}
