package dev.vae.cli.server;

import dev.vae.cli.option.ModelFolder;
import dev.vae.core.engine.Engine;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Plugins;
import dev.vae.data.Dataset;
import dev.vae.data.table.Table;
import dev.vae.data.tabular.TableModel;
import dev.vae.export.VaeExporter;
import dev.vae.export.table.TableExporter;
import dev.vae.serve.VaeServerBuilder;
import dev.vae.serve.explore.Exploration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The rows by which a model is explored, and whether the browser runs the model. */
public final class Explorations {
  /** How many draws a score in the browser takes. */
  private static final int DRAWS = 64;

  private static final List<String> NOT_OF_TABLES =
      List.of("--data", "--missing", "--standardize", "--binarize", "--condition");

  @Parameters(
      index = "0+",
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "The table to show, where the model is of a table; else --data says which rows.")
  private Path file;

  @Option(
      names = "--onnxruntime-web",
      paramLabel = "DIR",
      description =
          "The folder of the npm package of this name ('npm install onnxruntime-web' makes"
              + " node_modules/onnxruntime-web): the browser then decodes, scores and fills cells"
              + " by itself.")
  private Path runtime;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  static boolean ofTable(Path folder) {
    return ModelFolder.of(folder) == ModelFolder.TABLE;
  }

  /** A model that has been read from its folder, and the rows as it sees them. */
  public static final class Explored {
    private final Exploration rows;
    private final BiFunction<VaeServerBuilder, String, VaeServerBuilder> model;

    private Explored(
        Exploration rows, BiFunction<VaeServerBuilder, String, VaeServerBuilder> model) {
      this.rows = rows;
      this.model = model;
    }

    /** Returns the rows. */
    public Exploration rows() {
      return rows;
    }

    /** Adds the model to a server, by a name, and its page. */
    void addTo(VaeServerBuilder server, String name) {
      model.apply(server, name).explore(rows);
    }
  }

  /**
   * Reads a model and encodes the rows by it.
   *
   * @param rows for a model that is not of a table
   */
  public Explored of(Path folder, Plugins plugins, Engine engine, Function<Vae, Dataset> rows)
      throws IOException {
    ModelFolder.require(command, folder, ModelFolder.ROWS, ModelFolder.TABLE);
    if (ofTable(folder)) {
      if (file == null) {
        throw wrong("the model is of a table: name its file beside the model");
      }
      for (String option : NOT_OF_TABLES) {
        if (command.commandLine().getParseResult().hasMatchedOption(option)) {
          throw wrong(
              option + " is for rows of numbers, and the model is of a table: leave it out");
        }
      }
      TableModel model = TableModel.load(folder, plugins, engine);
      Integer limit = command.commandLine().getParseResult().matchedOptionValue("--limit", null);
      Exploration made = Exploration.of(model, first(Table.read(file, model.schema()), limit));
      return new Explored(
          inBrowser(made, TableExporter.of(model)::write),
          (server, name) -> server.model(name, folder, model));
    }
    if (file != null) {
      throw wrong("the model is not of a table: name its rows by --data, not '" + file + "'");
    }
    Vae vae = Vae.load(folder, plugins, engine);
    Exploration made = Exploration.of(vae, rows.apply(vae));
    return new Explored(
        inBrowser(made, VaeExporter.of(vae).draws(DRAWS)::write),
        (server, name) -> server.model(name, folder, vae));
  }

  private static Table first(Table all, @Nullable Integer limit) {
    if (limit == null || limit >= all.rowCount()) {
      return all;
    }
    List<String> names = all.schema().names();
    List<Map<String, String>> rows = new ArrayList<>();
    for (int r = 0; r < limit; r++) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int c = 0; c < names.size(); c++) {
        row.put(names.get(c), all.cell(r, c));
      }
      rows.add(row);
    }
    return Table.of(all.schema(), rows);
  }

  /** What writes a bundle. */
  private interface Writer {
    List<Path> write(Path folder) throws IOException;
  }

  /** Lets the browser run the model, if that was asked for, of a folder that is gone at the end. */
  private Exploration inBrowser(Exploration rows, Writer model) throws IOException {
    if (runtime == null) {
      return rows;
    }
    Path bundle = Files.createTempDirectory("vae-onnx");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(bundle)));
    model.write(bundle);
    return rows.withBrowserModel(bundle, runtime);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path one : files.toList()) {
        Files.deleteIfExists(one);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // a folder of temporary files may stay
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
