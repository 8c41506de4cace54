package dev.vae.export.table;

import dev.vae.data.table.column.Column;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.formula.FillFormula;
import dev.vae.data.tabular.impute.Imputer;
import dev.vae.export.OnnxExporter;
import dev.vae.export.OnnxModel;
import dev.vae.export.internal.onnx.BundleFolder;
import dev.vae.export.internal.onnx.GraphDef;
import dev.vae.export.internal.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes a table's model as ONNX files that take a named input for each column of the table:
 * numbers as doubles, NaN where missing; words and dates as texts, empty where missing. Words,
 * dates, blanks and scaling are inside, so that a program with an ONNX runtime needs nothing else.
 */
public final class TableExporter {
  /** The version of ONNX's operators that texts need, of words and dates. */
  public static final int OPSET = 20;

  private final TableModel model;
  private final int opset;

  private TableExporter(TableModel model, int opset) {
    this.model = model;
    this.opset = opset;
  }

  /** Returns an exporter of a model. */
  public static TableExporter of(TableModel model) {
    return new TableExporter(Objects.requireNonNull(model, "model"), OPSET);
  }

  /**
   * Returns this for another version of ONNX's operators.
   *
   * @param version from 20 to 22
   */
  public TableExporter opset(int version) {
    if (version < OPSET || version > OnnxExporter.LATEST_OPSET) {
      throw new IllegalArgumentException(
          "the opset of a table's files must lie between "
              + OPSET
              + ", whose operators take words and dates as texts, and "
              + OnnxExporter.LATEST_OPSET
              + ", not "
              + version);
    }
    return new TableExporter(model, version);
  }

  /**
   * Returns the models by name: {@code score}, {@code impute}, {@code encoder}, {@code sample}.
   *
   * @throws IllegalArgumentException if values of a column are missing by their own size
   */
  public Map<String, OnnxModel> models() {
    Map<String, OnnxModel> models = new LinkedHashMap<>();
    files().forEach((name, file) -> models.put(name, file.model()));
    return models;
  }

  /**
   * A file to be.
   *
   * @param noise for inputs that take random numbers, which: {@code normal} or {@code uniform}
   */
  record Made(OnnxModel model, Map<String, String> noise) {}

  private Map<String, Made> files() {
    List<Column> columns = columns();
    OwnNames names = OwnNames.beside(columns);
    ScoreGraph score = new ScoreGraph(model.formula(), columns, model.columns(), names, opset);
    FillFormula fill = Imputer.of(model).formula();
    ImputeGraph impute = new ImputeGraph(fill, columns, model.columns(), names, opset);
    Map<String, Made> files = new LinkedHashMap<>();
    files.put("score", made(score.build(), Map.of(names.of(ScoreGraph.NOISE), "normal")));
    files.put("impute", made(impute.build(), impute.noise()));
    EncoderGraph encoder = new EncoderGraph(fill.vae(), columns, model.columns(), names, opset);
    files.put("encoder", made(encoder.build(), Map.of()));
    SampleGraph sample = new SampleGraph(model.generator(), columns, model.columns(), names, opset);
    files.put("sample", made(sample.build(), sample.noise()));
    return files;
  }

  private Made made(GraphDef graph, Map<String, String> noise) {
    return new Made(OnnxModel.of(graph, opset, Map.of()), noise);
  }

  private List<Column> columns() {
    Map<String, Column> names = new LinkedHashMap<>();
    for (Column column : model.modelled()) {
      Column other = names.put(OwnNames.of(column), column);
      if (other != null) {
        throw new IllegalArgumentException(
            "ONNX files call the columns '"
                + other.name()
                + "' and '"
                + column.name()
                + "' alike, '"
                + OwnNames.of(column)
                + "': train with another name for one of them");
      }
    }
    return model.modelled();
  }

  /**
   * Writes all files into a folder, {@code bundle.json} last. Where there is a bundle already, the
   * folder is that or this one for whoever opens it, at every moment.
   *
   * @return the files
   * @throws IOException if that fails, or somebody else writes there; the message names the folder
   */
  public List<Path> write(Path folder) throws IOException {
    Objects.requireNonNull(folder, "folder");
    Map<String, Made> made = files();
    return BundleFolder.write(folder, place -> parts(place, made));
  }

  private BundleFolder.Written parts(Path place, Map<String, Made> made) throws IOException {
    List<Path> files = new ArrayList<>();
    for (var entry : made.entrySet()) {
      Path file = place.resolve(entry.getKey() + ".onnx");
      entry.getValue().model().write(file).ifPresent(files::add);
      files.add(file);
    }
    OwnNames names = OwnNames.beside(columns());
    Path readme = place.resolve(TableReadme.NAME);
    OnnxFile.write(new TableReadme(columns(), model.columns(), names).of(made), readme);
    files.add(readme);
    return new BundleFolder.Written(
        files, TableBundle.text(place, model, columns(), names, opset, made));
  }
}
