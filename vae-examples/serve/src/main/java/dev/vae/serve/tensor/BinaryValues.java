package dev.vae.serve.tensor;

import dev.vae.serve.call.RequestException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Values of tensors as bytes: little-endian; texts with their length in four bytes before them. */
final class BinaryValues {
  private BinaryValues() {}

  static double[] numbers(ByteBuffer from, Datatype type) {
    if (from.remaining() % type.bytes() != 0) {
      throw new java.nio.BufferUnderflowException();
    }
    double[] numbers = new double[from.remaining() / type.bytes()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (type) {
            case BOOL, UINT8 -> from.get() & 0xFF;
            case UINT16 -> from.getShort() & 0xFFFF;
            case UINT32 -> from.getInt() & 0xFFFFFFFFL;
            case UINT64 -> unsigned(from.getLong());
            case INT8 -> from.get();
            case INT16 -> from.getShort();
            case INT32 -> from.getInt();
            case INT64 -> from.getLong();
            case FP16 -> half(from.getShort());
            case FP32 -> from.getFloat();
            case FP64 -> from.getDouble();
            case BYTES -> throw new IllegalStateException();
          };
    }
    return numbers;
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : (bits >>> 1) * 2.0;
  }

  /** The value of 16 bits after IEEE 754. */
  static double half(short bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    double size =
        exponent == 0
            ? Math.scalb((double) fraction, -24)
            : exponent == 31
                ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : Math.scalb(1024.0 + fraction, exponent - 25);
    return bits < 0 ? -size : size;
  }

  static String[] texts(ByteBuffer from) {
    List<String> texts = new ArrayList<>();
    while (from.hasRemaining()) {
      int length = from.getInt();
      if (length < 0 || length > from.remaining()) {
        throw RequestException.badRequest("a text of " + length + " bytes ends after its tensor");
      }
      ByteBuffer own = from.slice(from.position(), length);
      from.position(from.position() + length);
      try {
        texts.add(StandardCharsets.UTF_8.newDecoder().decode(own).toString());
      } catch (CharacterCodingException e) {
        throw RequestException.badRequest(
            "value " + texts.size() + " of BYTES is not text in UTF-8");
      }
    }
    return texts.toArray(String[]::new);
  }

  static byte[] bytes(NamedTensor tensor) {
    if (tensor.values() instanceof NamedTensor.Texts texts) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (String text : texts.array()) {
        byte[] bytes = (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
        all.writeBytes(
            ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).array());
        all.writeBytes(bytes);
      }
      return all.toByteArray();
    }
    double[] numbers = tensor.numbers();
    ByteBuffer into =
        ByteBuffer.allocate(numbers.length * tensor.datatype().bytes())
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double number : numbers) {
      switch (tensor.datatype()) {
        case FP32 -> into.putFloat((float) number);
        case FP64 -> into.putDouble(number);
        case INT64 -> into.putLong((long) number);
        default -> throw new IllegalStateException("no output is of " + tensor.datatype());
      }
    }
    return into.array();
  }
}
