package dev.vae.cli.command;

import dev.vae.cli.option.OutFolder;
import dev.vae.cli.option.PositiveIntConverter;
import dev.vae.cli.option.TableColumns;
import dev.vae.cli.show.Console;
import dev.vae.cli.show.ShellWords;
import dev.vae.core.engine.Engine;
import dev.vae.core.internal.io.FolderKind;
import dev.vae.data.rows.DataException;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.data.tabular.TableSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Trains a model of a table. */
final class TableTraining {
  @Mixin private TableColumns columns;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description =
          "Of a table: sizes that 'vae tune' found and wrote; they follow from the table if not"
              + " given.")
  private Path settingsFile;

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
    if (columns.given() || settingsFile != null || members != null || steps != null) {
      throw new ParameterException(
          command.commandLine(),
          "--column, --schema, --settings, --members and --steps are for a table: vae train FILE"
              + " --column NAME=TYPE");
    }
  }

  int train(Path file, Path given, long seed, Engine engine, Console console) throws IOException {
    Path out = given != null ? given : folder(file, ".model");
    TableSchema schema = columns.of(file);
    TableSettings usual = settingsFile == null ? TableSettings.defaults() : settings();
    TableSettings settings = columns.settings(usual);
    console.say(schema.describe());
    TableOptions options =
        TableOptions.defaults()
            .withSettings(settings)
            .withSeed(seed)
            .withEngine(engine)
            .withMembers(members == null ? usual.members() : members)
            .withSteps(steps == null ? usual.steps() : steps)
            .withProgress(words -> console.err().println(words));
    FolderKind.TABLE.requireNoOther(out);
    TableModel model;
    try (OutFolder held = OutFolder.of(out)) {
      model = columns.read(file, schema, rows -> TableModel.fit(rows, options), console);
      model.save(out);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("model", out.toString());
    result.put("rows", schema.rows());
    result.put("columns", model.modelled().size());
    result.put("members", model.members().size());
    console.result(result);
    console.say("the model is in " + out + "; next:");
    String folder = ShellWords.quoted(out);
    console.say("  vae score " + folder + " " + ShellWords.quoted(file));
    console.say("  vae impute " + folder + " " + ShellWords.quoted(file) + " --out whole.csv");
    console.say("  vae synthesize " + folder + " --count 1000 --out rows.csv");
    return 0;
  }

  private TableSettings settings() throws IOException {
    try {
      return TableSettings.fromJson(Files.readString(settingsFile));
    } catch (NoSuchFileException e) {
      throw new DataException("there is no file " + settingsFile + " with settings", e);
    } catch (DataException e) {
      throw new DataException(settingsFile + ": " + e.getMessage(), e);
    }
  }

  /** What is called as a file, with another ending. */
  static Path folder(Path file, String ending) {
    String name =
        file.getFileName()
            .toString()
            .replaceFirst("(?i)(\\.(csv|tsv|txt|npy|npz|mtx|svm))?(\\.gz)?$", "");
    return Path.of((name.isEmpty() ? "table" : name) + ending);
  }
}
