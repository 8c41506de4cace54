package dev.vae.export.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Direct buffers for one call at a time, and tensors over them; both are kept until a call has
 * another number of rows, the buffers as long as they are large enough.
 */
final class OnnxBuffers implements AutoCloseable {
  private final List<OnnxPort> inputs;
  private final List<OnnxPort> outputs;
  private final FloatBuffer[] buffers;
  private final Map<String, OnnxTensor> in = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> out = new LinkedHashMap<>();
  private int rows = -1;

  OnnxBuffers(List<OnnxPort> inputs, List<OnnxPort> outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.buffers = new FloatBuffer[inputs.size() + outputs.size()];
  }

  /** Makes tensors for this many rows, unless they are there. */
  void size(int number) throws OrtException {
    if (rows == number) {
      return;
    }
    close();
    for (int i = 0; i < buffers.length; i++) {
      boolean input = i < inputs.size();
      OnnxPort port = input ? inputs.get(i) : outputs.get(i - inputs.size());
      int size = Math.toIntExact(Math.multiplyExact(port.elements(number), Float.BYTES));
      if (buffers[i] == null || buffers[i].capacity() * (long) Float.BYTES < size) {
        buffers[i] = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder()).asFloatBuffer();
      }
      buffers[i].position(0).limit(size / Float.BYTES);
      OnnxTensor tensor =
          OnnxTensor.createTensor(
              OrtLifetime.environment(), buffers[i].slice(), port.shape(number));
      (input ? in : out).put(port.name(), tensor);
    }
    rows = number;
  }

  void fill(int input, float[] values) {
    buffers[input].put(0, values);
  }

  float[] result(int output) {
    FloatBuffer buffer = buffers[inputs.size() + output];
    float[] values = new float[buffer.limit()];
    buffer.get(0, values);
    return values;
  }

  Map<String, OnnxTensor> inputs() {
    return in;
  }

  Map<String, OnnxTensor> outputs() {
    return out;
  }

  /** Frees the tensors; the buffers may be used again. */
  @Override
  public void close() {
    in.values().forEach(OnnxTensor::close);
    out.values().forEach(OnnxTensor::close);
    in.clear();
    out.clear();
    rows = -1;
  }
}
