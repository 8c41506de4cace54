package dev.vae.export.internal.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads protocol-buffer messages back, field by field. */
public record WireReader(List<Field> fields) {

  /** A field: a varint or four bytes in {@code number}, or bytes. */
  public record Field(int id, int type, long number, byte[] bytes) {
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    public WireReader message() {
      return read(bytes);
    }
  }

  public static WireReader read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<Field> fields = new ArrayList<>();
    while (in.hasRemaining()) {
      long tag = varint(in);
      int id = (int) (tag >>> 3);
      int type = (int) (tag & 7);
      switch (type) {
        case 0 -> fields.add(new Field(id, type, varint(in), new byte[0]));
        case 2 -> {
          byte[] value = new byte[Math.toIntExact(varint(in))];
          in.get(value);
          fields.add(new Field(id, type, 0, value));
        }
        case 5 -> fields.add(new Field(id, type, in.getInt(), new byte[0]));
        default -> throw new IllegalStateException("wire type " + type + " of field " + id);
      }
    }
    return new WireReader(fields);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = in.get();
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalStateException("varint without end");
  }

  public List<Field> all(int id) {
    return fields.stream().filter(f -> f.id() == id).toList();
  }

  public List<String> texts(int id) {
    return all(id).stream().map(Field::text).toList();
  }

  public List<WireReader> messages(int id) {
    return all(id).stream().map(Field::message).toList();
  }

  public Field one(int id) {
    List<Field> found = all(id);
    if (found.size() != 1) {
      throw new IllegalStateException("field " + id + " is there " + found.size() + " times");
    }
    return found.get(0);
  }

  public boolean isAscending() {
    for (int i = 1; i < fields.size(); i++) {
      if (fields.get(i).id() < fields.get(i - 1).id()) {
        return false;
      }
    }
    return true;
  }
}
