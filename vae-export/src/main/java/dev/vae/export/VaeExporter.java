package dev.vae.export;

import dev.vae.core.graph.Computation;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.Condition;
import dev.vae.core.trace.TracedModel;
import dev.vae.export.internal.onnx.BundleFolder;
import dev.vae.export.internal.onnx.OnnxFile;
import dev.vae.export.internal.staged.StagedBundle;
import dev.vae.export.internal.torch.TorchModule;
import dev.vae.export.runtime.OnnxSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes a VAE as ONNX files that any runtime can run:
 *
 * <ul>
 *   <li>{@code encoder.onnx}: {@code x [N, D]} to {@code mean} and {@code logVariance [N, latent]};
 *   <li>{@code decoder.onnx}: {@code z [N, latent]} to {@code mean [N, D]} and the likelihood's own
 *       parameters by name;
 *   <li>{@code reconstruct.onnx}: {@code x}, {@code noise} to {@code mean};
 *   <li>{@code sample.onnx}: {@code noise} to {@code mean};
 *   <li>{@code score.onnx}: {@code x}, {@code mask} where values may be missing, {@code noise [K,
 *       latent]} to {@code negLogLikelihood [N]} and {@code standardError [N]}, in nats, of values
 *       after scaling; where the posterior draws;
 *   <li>{@code impute.onnx}: {@code x}, {@code mask}, noise, to {@code mean}, {@code
 *       standardDeviation [N, D]} and {@code draws [M, N, D]}; of models whose values may be
 *       missing;
 *   <li>{@code README.md}: the same for people, with programs in Python, JavaScript and Java;
 *   <li>{@code bundle.json}: what the files are, take and give, with their checksums.
 * </ul>
 *
 * <p>Noise is an input everywhere. That of scores and fillings does not grow with the rows, which
 * share it: a row's answer is what it is alone, and only the errors of different rows are no longer
 * independent.
 *
 * <p>The files of a conditioned model have an input {@code condition [N, C]} more where their
 * results depend on it; what its values mean is in the metadata, as {@code vae.condition}.
 *
 * <p>Rows are flat and raw: scaling and its inverse are inside. Every file carries the model's
 * description as metadata.
 */
public final class VaeExporter {
  /** How many draws of z for each row scores and fillings take, if not said. */
  public static final int DRAWS = 128;

  /** How many rows are drawn for each that is filled in. */
  private static final int KEPT = 5;

  private final Vae vae;
  private final int draws;
  private final int opset;
  private final long largest;
  private final OnnxPrecision precision;
  private final Map<String, Computation> computations = new LinkedHashMap<>();
  private final Map<String, OnnxModel> models = new LinkedHashMap<>();

  private VaeExporter(Vae vae, int draws, int opset, long largest, OnnxPrecision precision) {
    this.vae = vae;
    this.precision = precision;
    this.draws = draws;
    this.opset = opset;
    this.largest = largest;
    computations.put("encoder", vae.graphs().encoder());
    computations.put("decoder", vae.graphs().decoder());
    computations.put("reconstruct", vae.graphs().reconstruct());
    computations.put("sample", vae.graphs().sample());
    if (vae.scored()) {
      computations.put("score", vae.graphs().score(draws));
      if (vae.schema().missing()) {
        computations.put("impute", vae.graphs().impute(draws, KEPT));
      }
    }
    computations.forEach((name, c) -> models.put(name, model(name, c)));
  }

  /** Returns an exporter of a model; its numbers are read when files are written. */
  public static VaeExporter of(Vae vae) {
    Objects.requireNonNull(vae, "vae");
    return new VaeExporter(
        vae, DRAWS, OnnxExporter.OPSET, Integer.MAX_VALUE, OnnxPrecision.FLOAT32);
  }

  /** Returns this with another number of draws of z for each row that is scored or filled in. */
  public VaeExporter draws(int number) {
    return new VaeExporter(vae, number, opset, largest, precision);
  }

  /**
   * Returns this for another version of ONNX's operators; 17 if not said.
   *
   * @param version from 17 to 22
   */
  public VaeExporter opset(int version) {
    return new VaeExporter(vae, draws, version, largest, precision);
  }

  /**
   * Returns this with the weights of larger files in a file of their own, {@code NAME.onnx.data};
   * those over 2 GB if not said, which ONNX files cannot have.
   *
   * @param bytes how large a file may be otherwise
   */
  public VaeExporter largestFile(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes must be at least 0, not " + bytes);
    }
    return new VaeExporter(vae, draws, opset, Math.min(bytes, Integer.MAX_VALUE), precision);
  }

  /**
   * Returns this with weights of another precision in the files; how far these are from our own
   * engine on some rows is then written into {@code bundle.json} and {@code README.md}.
   */
  public VaeExporter precision(OnnxPrecision other) {
    Objects.requireNonNull(other, "other");
    return new VaeExporter(vae, draws, opset, largest, other);
  }

  /**
   * Returns the models by name: {@code encoder}, {@code decoder}, {@code reconstruct}, {@code
   * sample}, and {@code score} and {@code impute} where there are any.
   */
  public Map<String, OnnxModel> models() {
    return new LinkedHashMap<>(models);
  }

  /**
   * Writes all files into a folder, {@code bundle.json} last. Where there is a bundle already, the
   * folder is that or this one for whoever opens it, at every moment: files lie beside the others
   * until the description is there. A check's {@code parity.json} of the former one goes.
   *
   * @return the files
   * @throws IOException if that fails, the folder cannot be made, or somebody else writes there;
   *     the message names it
   * @throws IllegalArgumentException if a weight cannot be of this precision, or none can
   */
  public List<Path> write(Path folder) throws IOException {
    Objects.requireNonNull(folder, "folder");
    Map<String, OnnxModel> written = new LinkedHashMap<>();
    models.forEach((name, model) -> written.put(name, model.of(precision)));
    if (precision == OnnxPrecision.INT8
        && written.values().stream().noneMatch(OnnxModel::multipliesBytes)) {
      throw new IllegalArgumentException(
          "int8 is for products with weights, as of dense layers, and this model has none of a size"
              + " that matters: take float16");
    }
    return BundleFolder.write(folder, place -> parts(place, written));
  }

  private BundleFolder.Written parts(Path place, Map<String, OnnxModel> written)
      throws IOException {
    List<Path> files = new ArrayList<>();
    for (var entry : written.entrySet()) {
      Path file = file(place, entry.getKey());
      Optional<Path> data = entry.getValue().write(file, largest);
      files.add(file);
      data.ifPresent(files::add);
    }
    Map<String, Object> apart = precision == OnnxPrecision.FLOAT32 ? Map.of() : apart(place);
    Path readme = place.resolve(BundleReadme.NAME);
    OnnxFile.write(BundleReadme.of(vae, models, draws, precision, apart), readme);
    files.add(readme);
    return new BundleFolder.Written(
        files, BundleFile.text(place, vae, draws, opset, models, computations, precision, apart));
  }

  /** How far each output is from our own engine's, of max(1, its size), on plausible rows. */
  private Map<String, Object> apart(Path folder) {
    Map<String, Object> apart = new TreeMap<>();
    float[][] rows = PlausibleRows.draw(vae, ParityCheck.MOST_ROWS);
    ParityReport report = compare(folder, OnnxSession.Device.CPU, rows);
    for (ParityReport.Comparison each : report.comparisons()) {
      String output = each.file().replace(".onnx", "") + "/" + each.output();
      apart.merge(output, each.scaled(), (a, b) -> Math.max((double) a, (double) b));
    }
    return apart;
  }

  /**
   * Writes the model as a PyTorch module: Python source of plain {@code torch.nn} that reads and
   * writes the {@code weights.safetensors} of the model's folder. It has a method for each of
   * {@link #models}, and {@code loss}, the negative bound by one sample of z, to train on.
   *
   * @throws IOException if that fails
   */
  public void writePyTorch(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    Map<String, Computation> methods = new LinkedHashMap<>(computations);
    if (vae.scored()) {
      methods.put("loss", vae.graphs().score(1));
    }
    OnnxFile.write(TorchModule.of(methods, vae.variables()), file);
  }

  /**
   * Runs the files of a folder in onnxruntime and compares them with this model, on rows drawn at
   * random that the likelihood allows.
   *
   * @throws dev.vae.export.runtime.OnnxRuntimeException if onnxruntime refuses a file
   */
  public ParityReport check(Path folder, OnnxSession.Device device) {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(device, "device");
    return check(folder, device, PlausibleRows.draw(vae, ParityCheck.MOST_ROWS));
  }

  /**
   * Returns the same, on these rows.
   *
   * @param rows at least 7 rows, raw
   */
  public ParityReport check(Path folder, OnnxSession.Device device, float[][] rows) {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(rows, "rows");
    return compare(StagedBundle.place(folder), device, rows);
  }

  private ParityReport compare(Path folder, OnnxSession.Device device, float[][] rows) {
    int width = vae.spec().width();
    float[] flat = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      int row = i;
      Objects.requireNonNull(rows[i], () -> "row " + row + " is null");
      if (rows[i].length != width) {
        throw new IllegalArgumentException(
            "row " + i + " has " + Messages.count(rows[i].length, "value") + ", not " + width);
      }
      System.arraycopy(rows[i], 0, flat, i * width, width);
    }
    Map<String, float[]> given = new HashMap<>();
    given.put(TracedModel.X, flat);
    if (vae.spec().condition() > 0) {
      given.put(TracedModel.CONDITION, PlausibleRows.conditions(vae, rows.length));
    }
    given.put(TracedModel.MASK, PlausibleRows.mask(rows.length, width));
    ParityCheck check = new ParityCheck(vae.variables(), vae.engine(), device);
    // the means of rows are raw, those of latents have no unit
    double[] units = vae.unitsOfColumns();
    Map<String, double[]> raw = Map.of("mean", units, "standardDeviation", units, "draws", units);
    computations.forEach(
        (name, c) ->
            check.compare(file(folder, name), c, given, name.equals("encoder") ? Map.of() : raw));
    return check.report();
  }

  private static Path file(Path folder, String name) {
    return folder.resolve(name + ".onnx");
  }

  private OnnxModel model(String name, Computation computation) {
    OnnxExporter exporter = new OnnxExporter(name).opset(opset).doc(Descriptions.graph(name));
    computation.outputs().keySet().forEach(o -> exporter.doc(o, Descriptions.output(name, o)));
    exporter.doc(TracedModel.X, "rows, flat and raw").doc(TracedModel.Z, "latents");
    exporter.doc(TracedModel.MASK, "1 where a value was observed, else 0");
    exporter.doc(
        TracedModel.CONDITION,
        "what each row is conditioned on: "
            + vae.schema().condition().map(Condition::describe).orElse("raw numbers"));
    Metadata.of(vae, name, computation).forEach(exporter::metadata);
    return exporter.export(computation, vae.variables());
  }
}
