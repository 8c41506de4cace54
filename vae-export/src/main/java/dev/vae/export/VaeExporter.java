package dev.vae.export;

import dev.vae.core.graph.Computation;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.Condition;
import dev.vae.core.trace.TracedModel;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.export.runtime.ParityCheck;
import dev.vae.export.runtime.ParityReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes a VAE as ONNX files that any runtime can run:
 *
 * <ul>
 *   <li>{@code encoder.onnx}: {@code x [N, D]} to {@code mean} and {@code logVariance [N, latent]};
 *   <li>{@code decoder.onnx}: {@code z [N, latent]} to {@code mean [N, D]} and the likelihood's own
 *       parameters by name;
 *   <li>{@code reconstruct.onnx}: {@code x}, {@code noise} to {@code mean};
 *   <li>{@code sample.onnx}: {@code noise} to {@code mean}.
 * </ul>
 *
 * <p>The files of a conditioned model have an input {@code condition [N, C]} more where their
 * results depend on it; what its values mean is in the metadata, as {@code vae.condition}.
 *
 * <p>Rows are flat and raw: scaling and its inverse are inside. Every file carries the model's
 * description as metadata.
 */
public final class VaeExporter {
  private final Vae vae;
  private final Map<String, Computation> computations = new LinkedHashMap<>();
  private final Map<String, OnnxModel> models = new LinkedHashMap<>();

  private VaeExporter(Vae vae) {
    this.vae = vae;
    computations.put("encoder", vae.encoderComputation());
    computations.put("decoder", vae.decoderComputation());
    computations.put("reconstruct", vae.reconstructComputation());
    computations.put("sample", vae.sampleComputation());
    computations.forEach((name, c) -> models.put(name, model(name, c)));
  }

  /** Returns an exporter of a model; its numbers are read when files are written. */
  public static VaeExporter of(Vae vae) {
    Objects.requireNonNull(vae, "vae");
    return new VaeExporter(vae);
  }

  /**
   * Returns the models by name: {@code encoder}, {@code decoder}, {@code reconstruct}, {@code
   * sample}.
   */
  public Map<String, OnnxModel> models() {
    return new LinkedHashMap<>(models);
  }

  /**
   * Writes all files into a folder, each whole or not at all.
   *
   * @return the files
   * @throws IOException if that fails
   */
  public List<Path> write(Path folder) throws IOException {
    Objects.requireNonNull(folder, "folder");
    List<Path> files = new ArrayList<>();
    for (var entry : models.entrySet()) {
      Path file = file(folder, entry.getKey());
      entry.getValue().write(file);
      files.add(file);
    }
    return files;
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
    ParityCheck check = new ParityCheck(vae.variables(), vae.engine(), device);
    // the means of rows are raw, those of latents have no unit
    Map<String, double[]> raw = Map.of("mean", vae.unitsOfColumns());
    computations.forEach(
        (name, c) ->
            check.compare(file(folder, name), c, given, name.equals("encoder") ? Map.of() : raw));
    return check.report();
  }

  private static Path file(Path folder, String name) {
    return folder.resolve(name + ".onnx");
  }

  private OnnxModel model(String name, Computation computation) {
    OnnxExporter exporter = new OnnxExporter(name).doc(Descriptions.graph(name));
    computation.outputs().keySet().forEach(o -> exporter.doc(o, Descriptions.output(name, o)));
    exporter.doc(TracedModel.X, "rows, flat and raw").doc(TracedModel.Z, "latents");
    exporter.doc(
        TracedModel.CONDITION,
        "what each row is conditioned on: "
            + vae.schema().condition().map(Condition::describe).orElse("raw numbers"));
    Metadata.of(vae, name, computation).forEach(exporter::metadata);
    return exporter.export(computation, vae.variables());
  }
}
