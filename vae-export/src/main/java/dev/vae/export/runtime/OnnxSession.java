package dev.vae.export.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import dev.vae.core.internal.text.Messages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One of our ONNX files, loaded in onnxruntime. Buffers are direct, so that nothing is copied on
 * the way in or out but once.
 */
public final class OnnxSession implements AutoCloseable {
  private final String label;
  private final OrtSession session;
  private final String provider;

  private OnnxSession(String label, OrtSession session, String provider) {
    this.label = label;
    this.session = session;
    this.provider = provider;
  }

  /** Where a session is to run. */
  public enum Device {
    CPU,
    /** CUDA where that works, else the CPU. */
    CUDA_IF_AVAILABLE
  }

  /**
   * Loads a file.
   *
   * @throws OnnxRuntimeException if onnxruntime refuses it
   */
  public static OnnxSession open(Path file, Device device) {
    return open(
        file.toString(), device, (env, options) -> env.createSession(file.toString(), options));
  }

  /**
   * Loads a file's bytes.
   *
   * @throws OnnxRuntimeException if onnxruntime refuses them
   */
  public static OnnxSession open(byte[] model, Device device) {
    return open("model", device, (env, options) -> env.createSession(model, options));
  }

  private interface Opener {
    OrtSession open(OrtEnvironment environment, SessionOptions options) throws OrtException;
  }

  private static OnnxSession open(String label, Device device, Opener opener) {
    if (device == Device.CUDA_IF_AVAILABLE) {
      try {
        return open(label, opener, true);
      } catch (OrtException noCuda) {
        // The jar without CUDA, or a machine without: the processor does it.
      }
    }
    try {
      return open(label, opener, false);
    } catch (OrtException e) {
      throw new OnnxRuntimeException(
          "onnxruntime does not load " + label + ": " + e.getMessage(), e);
    }
  }

  private static OnnxSession open(String label, Opener opener, boolean cuda) throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      options.setDeterministicCompute(true);
      if (cuda) {
        options.addCUDA();
      }
      OrtSession session = opener.open(OrtEnvironment.getEnvironment(), options);
      return new OnnxSession(label, session, cuda ? "CUDA" : "CPU");
    }
  }

  /** Returns the version of onnxruntime. */
  public static String runtimeVersion() {
    return OrtEnvironment.getEnvironment().getVersion();
  }

  /** Returns what runs it: {@code CPU} or {@code CUDA}. */
  public String provider() {
    return provider;
  }

  /** Returns the inputs' names, in the file's order. */
  public Set<String> inputs() {
    return session.getInputNames();
  }

  /** Returns the outputs' names, in the file's order. */
  public Set<String> outputs() {
    return session.getOutputNames();
  }

  /** Returns the properties written into the file. */
  public Map<String, String> metadata() {
    try {
      return session.getMetadata().getCustomMetadata();
    } catch (OrtException e) {
      throw new OnnxRuntimeException("onnxruntime cannot read the metadata of " + label, e);
    }
  }

  /**
   * Runs the model.
   *
   * @param inputs the values of every input, row-major, their count right for the batch
   * @param rows the number of rows N
   * @return the values of every output
   * @throws IllegalArgumentException if an input is missing or has another number of elements
   * @throws OnnxRuntimeException if onnxruntime fails
   */
  public Map<String, float[]> run(Map<String, float[]> inputs, int rows) {
    Map<String, OnnxTensor> in = new LinkedHashMap<>();
    Map<String, OnnxTensor> out = new LinkedHashMap<>();
    try {
      Map<String, FloatBuffer> buffers = new LinkedHashMap<>();
      for (var info : session.getInputInfo().entrySet()) {
        long[] shape = shape(info.getValue(), rows);
        FloatBuffer buffer = buffer(shape);
        float[] values = inputs.get(info.getKey());
        if (values == null || values.length != buffer.capacity()) {
          throw new IllegalArgumentException(
              String.format(
                  "input '%s' of %s takes %d values for %d rows, but %s given",
                  info.getKey(),
                  label,
                  buffer.capacity(),
                  rows,
                  values == null ? "none is" : values.length + " are"));
        }
        in.put(info.getKey(), tensor(buffer.put(0, values), shape));
      }
      for (var info : session.getOutputInfo().entrySet()) {
        long[] shape = shape(info.getValue(), rows);
        FloatBuffer buffer = buffer(shape);
        buffers.put(info.getKey(), buffer);
        out.put(info.getKey(), tensor(buffer, shape));
      }
      session.run(in, Set.of(), out).close();
      Map<String, float[]> results = new LinkedHashMap<>();
      buffers.forEach(
          (name, buffer) -> {
            float[] values = new float[buffer.capacity()];
            buffer.get(0, values);
            results.put(name, values);
          });
      return results;
    } catch (OrtException e) {
      throw new OnnxRuntimeException(
          "onnxruntime fails to run "
              + label
              + " with "
              + Messages.count(rows, "row")
              + ": "
              + e.getMessage(),
          e);
    } finally {
      in.values().forEach(OnnxTensor::close);
      out.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(FloatBuffer buffer, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, shape);
  }

  private static FloatBuffer buffer(long[] shape) {
    long size = 4;
    for (long length : shape) {
      size = Math.multiplyExact(size, length);
    }
    return ByteBuffer.allocateDirect(Math.toIntExact(size))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** The declared shape, with {@code N} and multiples such as {@code 2*N} made numbers. */
  private static long[] shape(NodeInfo node, int rows) {
    TensorInfo info = (TensorInfo) node.getInfo();
    long[] shape = info.getShape();
    String[] symbols = info.getDimensionNames();
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] < 0) {
        int star = symbols[i].indexOf('*');
        shape[i] = rows * (star < 0 ? 1 : Long.parseLong(symbols[i].substring(0, star)));
      }
    }
    return shape;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new OnnxRuntimeException("onnxruntime cannot close " + label, e);
    }
  }
}
