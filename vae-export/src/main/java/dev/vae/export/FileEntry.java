package dev.vae.export;

import dev.vae.export.internal.onnx.GraphDef;
import dev.vae.export.internal.onnx.OnnxType;
import dev.vae.export.internal.onnx.ValueInfo;
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

/** What {@code bundle.json} says of one file. */
final class FileEntry {
  private FileEntry() {}

  /**
   * What a file that was written does, takes and gives, with its checksum.
   *
   * @param noise for inputs that are to be filled with random numbers, with which
   */
  static Map<String, Object> of(Path folder, GraphDef graph, String does, Map<String, String> noise)
      throws IOException {
    Path path = folder.resolve(graph.name() + ".onnx");
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("file", path.getFileName().toString());
    map.put("bytes", Files.size(path));
    map.put("sha256", sha256(path));
    Path data = folder.resolve(graph.name() + ".onnx.data");
    if (Files.exists(data)) {
      map.put("data", data.getFileName().toString());
      map.put("dataSha256", sha256(data));
    }
    map.put("does", does);
    List<Object> inputs = new ArrayList<>();
    for (ValueInfo input : graph.inputs()) {
      Map<String, Object> value = value(input);
      if (noise.containsKey(input.name())) {
        value.put("noise", noise.get(input.name()));
      }
      if (graph.initializers().stream().anyMatch(t -> t.name().equals(input.name()))) {
        value.put("default", true);
      }
      inputs.add(value);
    }
    map.put("inputs", inputs);
    map.put("outputs", graph.outputs().stream().map(FileEntry::value).toList());
    return map;
  }

  /** Lengths are numbers, or texts where they depend on the rows N. */
  private static Map<String, Object> value(ValueInfo info) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("name", info.name());
    value.put("type", word(info.type()));
    value.put(
        "shape",
        info.dims().stream()
            .map(dim -> dim.matches("\\d+") ? (Object) Long.valueOf(dim) : (Object) dim)
            .toList());
    return value;
  }

  private static String word(OnnxType type) {
    return switch (type) {
      case FLOAT -> "float32";
      case DOUBLE -> "float64";
      case FLOAT16 -> "float16";
      case INT8 -> "int8";
      case INT32 -> "int32";
      case INT64 -> "int64";
      case BOOL -> "bool";
      case STRING -> "string";
    };
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
