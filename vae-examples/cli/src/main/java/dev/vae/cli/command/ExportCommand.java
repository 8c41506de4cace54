package dev.vae.cli.command;

import dev.vae.cli.option.ConditionOption;
import dev.vae.cli.option.ModelFolder;
import dev.vae.cli.option.ModelOptions;
import dev.vae.cli.option.OutFolder;
import dev.vae.cli.option.PluginOptions;
import dev.vae.cli.option.SourceOptions;
import dev.vae.cli.server.Explorations;
import dev.vae.cli.show.Console;
import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.export.OnnxPrecision;
import dev.vae.export.ParityReport;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.export.table.TableExporter;
import dev.vae.serve.explore.Exploration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Writes ONNX files. */
@Command(
    name = "export",
    description = {
      "Write encoder.onnx, decoder.onnx, reconstruct.onnx, sample.onnx, score.onnx and, where"
          + " values may be missing, impute.onnx, which any ONNX runtime runs; and bundle.json,"
          + " which says what they take and give."
    },
    mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {

  /** Options that say nothing of a table's model, and why. */
  private static final Map<String, String> NOT_OF_TABLES =
      Map.of(
          "--draws",
          "its files take the draws that 'vae score' and 'vae impute' take",
          "--precision",
          "most of its files are thresholds, rows and scores in double precision that other rows"
              + " are compared with, and with other weights percentiles would not be the model's",
          "--pytorch",
          "it is several models and more, which no torch.nn module holds",
          "--check",
          "its figures are those of 'vae score' and 'vae impute', which a test compares");

  @Mixin private ModelOptions model;
  @Mixin private Console console;
  @Spec private CommandSpec command;

  @Option(names = "--out", paramLabel = "DIR", description = "The folder for the files.")
  private Path out;

  @Option(
      names = "--static-site",
      paramLabel = "DIR",
      description = {
        "A new folder for the page of 'vae explore' with the rows of --data or FILE, which any web"
            + " host serves: no server of ours is needed. With --onnxruntime-web the browser runs"
            + " the model. Everyone who can open the page can read the rows."
      })
  private Path site;

  @Mixin private Explorations rows;
  @Mixin private SourceOptions data;
  @Mixin private ConditionOption given;

  @Option(
      names = "--draws",
      paramLabel = "K",
      defaultValue = "" + VaeExporter.DRAWS,
      description = "How many draws of z for each row scores and fillings take: ${DEFAULT-VALUE}.")
  private int draws;

  @Option(
      names = "--opset",
      paramLabel = "VERSION",
      description =
          "The version of ONNX's operators, 17 to 22: 17, and 20, which texts need, for the model"
              + " of a table.")
  private Integer opset;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      defaultValue = "float32",
      converter = PrecisionConverter.class,
      description = {
        "What weights are: float32; float16, half the size; int8, a quarter, where dense layers are"
            + " computed with bytes. How far the answers then are from the model's is measured and"
            + " written into bundle.json and README.md. ${DEFAULT-VALUE} if not given."
      })
  private OnnxPrecision precision;

  @Option(
      names = "--pytorch",
      description = "Write model.py too, a PyTorch module that reads weights.safetensors.")
  private boolean pytorch;

  @Option(
      names = "--check",
      description = {
        "Run them in onnxruntime, compare with our own engine, write parity.json. Not with"
            + " --precision, nor of a table's model, whose files a test compares."
      })
  private boolean check;

  @Override
  public Integer call() throws Exception {
    if (out == null && site == null) {
      throw new ParameterException(command.commandLine(), "say where to: --out or --static-site");
    }
    if (out != null && ModelFolder.of(out).isModel()) {
      throw new ParameterException(
          command.commandLine(),
          "--out "
              + out
              + " holds a model, which ONNX files and their README do not belong to: name another"
              + " folder");
    }
    Map<String, Object> result = new LinkedHashMap<>();
    boolean equal = out == null || files(result);
    if (site != null) {
      String name = model.folder().toAbsolutePath().normalize().getFileName().toString();
      long bytes = exploration().writeSite(name, site);
      result.put("site", site.toString());
      console.say(
          String.format(
              java.util.Locale.ROOT,
              "wrote %s, %.1f MB: put it on any web host, or try it by"
                  + " python3 -m http.server -d %s",
              site,
              bytes / 1e6,
              site));
    }
    console.result(result);
    return equal ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private Exploration exploration() throws IOException {
    return rows.of(
            model.folder(),
            PluginOptions.load(command),
            model.engine(),
            vae -> data.forModel(vae, given, console))
        .rows();
  }

  /** Writes the bundle; false if a check found a difference. */
  private boolean files(Map<String, Object> result) throws Exception {
    if (model.table()) {
      table(result);
      return true;
    }
    if (check && precision != OnnxPrecision.FLOAT32) {
      throw new ParameterException(
          command.commandLine(),
          "--check holds files to 1e-5, which is for float32: leave it out, --precision "
              + precision.word()
              + " measures how far they are");
    }
    VaeExporter exporter = VaeExporter.of(model.load()).draws(draws).precision(precision);
    OutFolder.prepare(out);
    if (pytorch) {
      Path module = out.resolve("model.py");
      exporter.writePyTorch(module);
      console.say("wrote " + module);
    }
    return export(opset == null ? exporter : exporter.opset(opset), out, check, console, result);
  }

  private void table(Map<String, Object> result) throws IOException {
    for (var entry : NOT_OF_TABLES.entrySet()) {
      if (command.commandLine().getParseResult().hasMatchedOption(entry.getKey())) {
        throw new ParameterException(
            command.commandLine(),
            entry.getKey()
                + " is not for "
                + model.folder()
                + ", a table's model: "
                + entry.getValue()
                + "; leave it out");
      }
    }
    TableExporter plain = TableExporter.of(model.loadTable());
    TableExporter exporter = opset == null ? plain : plain.opset(opset);
    OutFolder.prepare(out);
    List<Path> files = exporter.write(out);
    result.put("files", files.stream().map(Path::toString).toList());
    files.forEach(file -> console.say("wrote " + file));
  }

  /**
   * Exports, says so, and fills the result.
   *
   * @return false if a check found a difference above the tolerance
   */
  static boolean export(
      VaeExporter exporter, Path folder, boolean check, Console console, Map<String, Object> result)
      throws Exception {
    List<String> files = exporter.write(folder).stream().map(Path::toString).toList();
    result.put("files", files);
    files.forEach(file -> console.say("wrote " + file));
    if (!check) {
      return true;
    }
    ParityReport parity = exporter.check(folder, OnnxSession.Device.CPU);
    AtomicFiles.write(folder.resolve("parity.json"), parity.toJson());
    result.put("passed", parity.passed());
    result.put("largest", parity.largest());
    result.put("tolerance", parity.tolerance());
    console.say(
        String.format(
            java.util.Locale.ROOT,
            "onnxruntime and our engine differ by at most %.2g (tolerance %.0g): %s",
            parity.largest(),
            parity.tolerance(),
            parity.passed() ? "equal" : "NOT equal"));
    return parity.passed();
  }

  /** Reads what weights of exported files are. */
  static final class PrecisionConverter implements ITypeConverter<OnnxPrecision> {

    @Override
    public OnnxPrecision convert(String text) {
      return Arrays.stream(OnnxPrecision.values())
          .filter(precision -> precision.word().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'"
                          + text
                          + "' must be one of "
                          + Arrays.stream(OnnxPrecision.values())
                              .map(OnnxPrecision::word)
                              .collect(Collectors.joining(", "))));
    }
  }
}
