package dev.vae.export.internal.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protocol-buffer message under construction. Fields come in number order; the size is known as
 * it grows, so nested messages need no second pass.
 *
 * <p>Wire format: a field is a varint {@code number << 3 | type} and its value; type 0 is a varint,
 * 2 a length and that many bytes, 5 four bytes little-endian. Repeated numbers are written one by
 * one, as {@code onnx.proto} declares them.
 */
public final class ProtoMessage implements Payload {
  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final List<Payload> parts = new ArrayList<>();
  private Chunk tail;
  private long size;
  private int lastField;

  /** A message without fields. */
  public ProtoMessage() {}

  /** Adds an integer field; negative numbers take ten bytes, as protobuf's int64 does. */
  public ProtoMessage varint(int field, long value) {
    tag(field, VARINT);
    putVarint(value);
    return this;
  }

  /** Integers, one field entry each. */
  public ProtoMessage varints(int field, Iterable<Long> values) {
    for (long value : values) {
      varint(field, value);
    }
    return this;
  }

  /** Returns a float field. */
  public ProtoMessage float32(int field, float value) {
    tag(field, FIXED32);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < 32; shift += 8) {
      put(bits >>> shift);
    }
    return this;
  }

  /** Returns a text field in UTF-8. */
  public ProtoMessage text(int field, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    tag(field, BYTES);
    putVarint(utf8.length);
    for (byte b : utf8) {
      put(b);
    }
    return this;
  }

  /** Returns a text field, left out when empty. */
  public ProtoMessage textIfAny(int field, String value) {
    return value.isEmpty() ? this : text(field, value);
  }

  /** Adds a nested message, or bytes. Neither may change afterwards. */
  public ProtoMessage nested(int field, Payload value) {
    tag(field, BYTES);
    putVarint(value.size());
    parts.add(value);
    size = Math.addExact(size, value.size());
    tail = null;
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    for (Payload part : parts) {
      part.writeTo(out);
    }
  }

  private void tag(int field, int type) {
    if (field < lastField) {
      throw new IllegalArgumentException("field " + field + " after field " + lastField);
    }
    lastField = field;
    putVarint((long) field << 3 | type);
  }

  private void putVarint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      put((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    put((int) rest);
  }

  private void put(int b) {
    if (tail == null) {
      tail = new Chunk();
      parts.add(tail);
    }
    tail.bytes.write(b);
    size++;
  }

  /** A run of small fields. */
  private static final class Chunk implements Payload {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public long size() {
      return bytes.size();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      bytes.writeTo(out);
    }
  }
}
