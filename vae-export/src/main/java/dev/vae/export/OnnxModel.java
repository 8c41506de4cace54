package dev.vae.export;

import dev.vae.core.internal.text.BuildVersion;
import dev.vae.export.internal.onnx.ExternalTensors;
import dev.vae.export.internal.onnx.GraphDef;
import dev.vae.export.internal.onnx.ModelWriter;
import dev.vae.export.internal.onnx.OnnxFile;
import dev.vae.export.internal.onnx.ProtoMessage;
import dev.vae.export.internal.onnx.ValueInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An ONNX model ready to be written. */
public final class OnnxModel {
  private final GraphDef graph;
  private final int opset;
  private final Map<String, String> metadata;
  private final ProtoMessage message;

  OnnxModel(GraphDef graph, int opset, Map<String, String> metadata) {
    this.graph = graph;
    this.opset = opset;
    this.metadata = metadata;
    this.message = message(ExternalTensors.NONE);
  }

  /** Returns a model of a graph that was written operation by operation. */
  public static OnnxModel of(GraphDef graph, int opset, Map<String, String> metadata) {
    return new OnnxModel(graph, opset, metadata);
  }

  /** The same with weights of another precision, as they are now. */
  OnnxModel of(OnnxPrecision precision) {
    return precision == OnnxPrecision.FLOAT32
        ? this
        : new OnnxModel(precision.of(graph), opset, metadata);
  }

  /** Whether products are those of bytes. */
  boolean multipliesBytes() {
    return graph.nodes().stream().anyMatch(node -> node.type().equals("MatMulInteger"));
  }

  private ProtoMessage message(ExternalTensors external) {
    return ModelWriter.model(graph, opset, version(), metadata, external);
  }

  /** Returns what the graph does. */
  public String doc() {
    return graph.doc();
  }

  /** Returns the graph's name. */
  public String name() {
    return graph.name();
  }

  /**
   * Returns the inputs, each with its lengths: numbers, {@code N}, or multiples such as {@code
   * 2*N}.
   */
  public Map<String, List<String>> inputs() {
    return shapes(graph.inputs());
  }

  /** Returns the outputs, each with its lengths. */
  public Map<String, List<String>> outputs() {
    return shapes(graph.outputs());
  }

  /**
   * Returns what a bundle says of the file, once it was written.
   *
   * @param folder where it was written to, as {@code NAME.onnx}
   * @param does what it does, in a sentence
   * @param noise for inputs that are to be filled with random numbers, with which: {@code normal}
   *     or {@code uniform}
   * @throws IOException if the file cannot be read
   */
  public Map<String, Object> entry(Path folder, String does, Map<String, String> noise)
      throws IOException {
    return FileEntry.of(folder, graph, does, noise);
  }

  /** Returns the version of what wrote a file; empty where classes come from no jar. */
  public static String producer() {
    return ("vae " + version()).strip();
  }

  /** Returns the size of the file in bytes. */
  public long size() {
    return message.size();
  }

  /**
   * Writes the file: to a temporary file beside it, which takes its place once complete. Where it
   * would be larger than the 2 GB an ONNX file may have, its weights go into a file beside it,
   * called {@code NAME.data}, which must stay there.
   *
   * @return the file of weights, if there is one
   * @throws IOException if that fails; then nothing is left behind, and what stood there before
   *     still does
   */
  public Optional<Path> write(Path file) throws IOException {
    return write(file, Integer.MAX_VALUE);
  }

  /**
   * Writes the same.
   *
   * @param most how many bytes the file may have before its weights go into one beside it
   */
  public Optional<Path> write(Path file, long most) throws IOException {
    Path data = file.resolveSibling(file.getFileName() + ".data");
    if (message.size() <= most) {
      OnnxFile.write(message, file);
      Files.deleteIfExists(data); // of a model that was here before
      return Optional.empty();
    }
    ExternalTensors external = ExternalTensors.of(graph, data.getFileName().toString());
    OnnxFile.write(external, data);
    OnnxFile.write(message(external), file);
    return Optional.of(data);
  }

  /** Returns the file's bytes, for models that fit in memory. */
  public byte[] toBytes() {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(size()))) {
      message.writeTo(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, List<String>> shapes(List<ValueInfo> values) {
    Map<String, List<String>> map = new LinkedHashMap<>();
    values.forEach(v -> map.put(v.name(), v.dims()));
    return map;
  }

  /** The version of what wrote a file; empty where classes come from no build. */
  static String version() {
    return BuildVersion.of(OnnxModel.class, "vae-export").orElse("");
  }
}
