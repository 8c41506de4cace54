package dev.vae.export.internal.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Initialisers that lie in a file beside the model's, each from a multiple of 64 bytes on. */
public final class ExternalTensors implements Payload {
  /** None: all initialisers are in the model's file. */
  public static final ExternalTensors NONE = new ExternalTensors("", List.of());

  /** Smaller ones, such as shapes, stay in the model's file, where readers look for them. */
  private static final int SMALLEST = 1024;

  private static final int ALIGNMENT = 64;

  private final String file;
  private final Map<String, Long> offsets = new LinkedHashMap<>();
  private final List<TensorData> tensors;
  private long size;

  private ExternalTensors(String file, List<TensorData> tensors) {
    this.file = file;
    this.tensors = tensors;
    for (TensorData tensor : tensors) {
      size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      offsets.put(tensor.name(), size);
      size += tensor.raw().size();
    }
  }

  /**
   * Returns the larger initialisers of a graph.
   *
   * @param file the name of their file, in the folder of the model's
   */
  public static ExternalTensors of(GraphDef graph, String file) {
    return new ExternalTensors(
        file, graph.initializers().stream().filter(t -> t.raw().size() >= SMALLEST).toList());
  }

  /** Returns the file's name. */
  String file() {
    return file;
  }

  /** Whether a tensor is in the file. */
  boolean has(TensorData tensor) {
    return offsets.containsKey(tensor.name());
  }

  /** Returns where a tensor begins. */
  long offset(TensorData tensor) {
    return offsets.get(tensor.name());
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    long at = 0;
    for (TensorData tensor : tensors) {
      out.write(new byte[Math.toIntExact(offset(tensor) - at)]);
      tensor.raw().writeTo(out);
      at = offset(tensor) + tensor.raw().size();
    }
  }
}
