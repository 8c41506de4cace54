package dev.vae.export;

import dev.vae.core.graph.Computation;
import dev.vae.core.model.Vae;
import dev.vae.export.internal.json.MetadataJson;
import dev.vae.export.internal.onnx.ModelWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** The text of {@code bundle.json}: what the files of a folder are, take and give. */
@NullUnmarked // no null leaves it
final class BundleFile {
  /** The version of the file. */
  private static final int FORMAT = 1;

  private BundleFile() {}

  static String text(
      Path folder,
      Vae vae,
      int draws,
      int opset,
      Map<String, OnnxModel> models,
      Map<String, Computation> computations,
      OnnxPrecision precision,
      Map<String, Object> apart)
      throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("producer", OnnxModel.producer());
    json.put("opset", opset);
    json.put("irVersion", ModelWriter.irVersion(opset));
    json.putAll(Metadata.model(vae));
    json.put("draws", draws);
    json.put("precision", precision.word());
    if (!apart.isEmpty()) {
      json.put("largestDifference", apart);
    }
    Map<String, Object> files = new LinkedHashMap<>();
    for (var entry : models.entrySet()) {
      Computation computation = computations.get(entry.getKey());
      String does = Descriptions.graph(entry.getKey());
      files.put(entry.getKey(), entry.getValue().entry(folder, does, Metadata.noise(computation)));
    }
    json.put("files", files);
    json.put("provenance", vae.provenance());
    return MetadataJson.pretty(json);
  }
}
