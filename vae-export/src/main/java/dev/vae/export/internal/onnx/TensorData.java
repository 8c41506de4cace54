package dev.vae.export.internal.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A named array of fixed values: an initialiser. */
public sealed interface TensorData {

  /** Returns the name nodes read it by. */
  String name();

  /** Returns the lengths of its axes; none for a single number. */
  List<Long> dims();

  /** Returns what it is made of. */
  OnnxType type();

  /** Returns its values in row-major order, little-endian. */
  Payload raw();

  /** Returns the same values under another name. */
  TensorData as(String name);

  /** Floats from {@code at} on, read when written: no copy of a model's weights is made. */
  record Floats(String name, List<Long> dims, float[] array, int at, int count)
      implements TensorData {

    @Override
    public OnnxType type() {
      return OnnxType.FLOAT;
    }

    @Override
    public Payload raw() {
      return new Blocks(4L * count, (i, block) -> block.putFloat(array[at + i]), 4);
    }

    @Override
    public TensorData as(String other) {
      return new Floats(other, dims, array, at, count);
    }
  }

  /** Integers, such as a shape. */
  record Longs(String name, List<Long> dims, long[] values) implements TensorData {

    @Override
    public OnnxType type() {
      return OnnxType.INT64;
    }

    @Override
    public Payload raw() {
      return new Blocks(8L * values.length, (i, block) -> block.putLong(values[i]), 8);
    }

    @Override
    public TensorData as(String other) {
      return new Longs(other, dims, values);
    }
  }

  /** Numbers of double precision. */
  record Doubles(String name, List<Long> dims, double[] values) implements TensorData {

    @Override
    public OnnxType type() {
      return OnnxType.DOUBLE;
    }

    @Override
    public Payload raw() {
      return new Blocks(8L * values.length, (i, block) -> block.putDouble(values[i]), 8);
    }

    @Override
    public TensorData as(String other) {
      return new Doubles(other, dims, values);
    }
  }

  /** Numbers of one or two bytes, little-endian. */
  record Small(String name, List<Long> dims, OnnxType type, byte[] bytes) implements TensorData {

    @Override
    public Payload raw() {
      return new Blocks(bytes.length, (i, block) -> block.put(bytes[i]), 1);
    }

    @Override
    public TensorData as(String other) {
      return new Small(other, dims, type, bytes);
    }
  }

  /** Texts, which files hold one by one and never as raw bytes. */
  record Strings(String name, List<Long> dims, List<String> values) implements TensorData {

    @Override
    public OnnxType type() {
      return OnnxType.STRING;
    }

    @Override
    public Payload raw() {
      return new Blocks(0, (i, block) -> {}, 1);
    }

    @Override
    public TensorData as(String other) {
      return new Strings(other, dims, values);
    }
  }

  /** Puts element i into a block. */
  interface Element {
    /** Puts one element at the block's position. */
    void put(int i, ByteBuffer block);
  }

  /** Elements turned into little-endian bytes block by block. */
  record Blocks(long size, Element element, int width) implements Payload {
    private static final int BLOCK = 1 << 16;

    @Override
    public void writeTo(OutputStream out) throws IOException {
      byte[] bytes = new byte[(int) Math.min(size, BLOCK)];
      ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int count = Math.toIntExact(size / width);
      for (int i = 0; i < count; i++) {
        element.put(i, block);
        if (!block.hasRemaining() || i == count - 1) {
          out.write(bytes, 0, block.position());
          block.clear();
        }
      }
    }
  }
}
