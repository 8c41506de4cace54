package dev.vae.export;

import dev.vae.core.graph.Computation;
import dev.vae.core.model.Vae;
import dev.vae.export.internal.json.MetadataJson;
import dev.vae.export.internal.onnx.ModelWriter;
import dev.vae.export.internal.onnx.OnnxFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** Writes {@code bundle.json}: what the files of a folder are, take and give. */
@NullUnmarked // no null leaves it
final class BundleFile {
  /** The file's name. */
  static final String NAME = "bundle.json";

  /** The version of the file. */
  private static final int FORMAT = 1;

  private BundleFile() {}

  static Path write(
      Path folder,
      Vae vae,
      int draws,
      int opset,
      Map<String, OnnxModel> models,
      Map<String, Computation> computations)
      throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("producer", "vae " + OnnxModel.version());
    json.put("opset", opset);
    json.put("irVersion", ModelWriter.irVersion(opset));
    json.putAll(Metadata.model(vae));
    json.put("draws", draws);
    Map<String, Object> files = new LinkedHashMap<>();
    for (var entry : models.entrySet()) {
      Computation computation = computations.get(entry.getKey());
      files.put(entry.getKey(), file(folder, entry.getKey(), entry.getValue(), computation));
    }
    json.put("files", files);
    json.put("provenance", vae.provenance());
    Path file = folder.resolve(NAME);
    OnnxFile.write(MetadataJson.pretty(json), file);
    return file;
  }

  private static Map<String, Object> file(
      Path folder, String name, OnnxModel model, Computation computation) throws IOException {
    Path path = folder.resolve(name + ".onnx");
    Map<String, String> noise = Metadata.noise(computation);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("file", name + ".onnx");
    map.put("bytes", Files.size(path));
    map.put("sha256", sha256(path));
    Path data = folder.resolve(name + ".onnx.data");
    if (Files.exists(data)) {
      map.put("data", data.getFileName().toString());
      map.put("dataSha256", sha256(data));
    }
    map.put("does", Descriptions.graph(name));
    List<Object> inputs = new ArrayList<>();
    model
        .inputs()
        .forEach(
            (input, shape) -> {
              Map<String, Object> value = value(input, shape);
              if (noise.containsKey(input)) {
                value.put("noise", noise.get(input));
              }
              inputs.add(value);
            });
    List<Object> outputs = new ArrayList<>();
    model.outputs().forEach((output, shape) -> outputs.add(value(output, shape)));
    map.put("inputs", inputs);
    map.put("outputs", outputs);
    return map;
  }

  /** Lengths are numbers, or texts where they depend on the rows N. */
  private static Map<String, Object> value(String name, List<String> shape) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("name", name);
    value.put("type", "float32");
    value.put(
        "shape",
        shape.stream()
            .map(dim -> dim.endsWith("N") ? (Object) dim : (Object) Long.valueOf(dim))
            .toList());
    return value;
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
