package dev.vae.tests.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes bytes as damage, other programs and ill will do. */
final class Mutator {
  private static final long[] NUMBERS = {
    0,
    1,
    2,
    3,
    7,
    8,
    127,
    128,
    255,
    256,
    1000,
    32767,
    32768,
    65535,
    65536,
    1 << 24,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xffffffffL,
    1L << 32,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -2
  };
  private static final List<String> WORDS =
      List.of(
          "0",
          "-1",
          "1",
          "2147483647",
          "2147483648",
          "4294967296",
          "9223372036854775807",
          "9223372036854775808",
          "99999999999999999999999",
          "1e999",
          "-1e999",
          "1e-400",
          "NaN",
          "Infinity",
          "null",
          "true",
          "\"\"",
          "{}",
          "[]",
          "''",
          "\\u0000",
          "\\ud800",
          "\0",
          "%s",
          "../",
          "\u00e9",
          "0x1p3",
          "1d",
          "1f",
          "[[[[",
          "{\"a\":",
          "\n",
          "\r\n",
          "\t",
          ";",
          ",",
          "\"",
          "#",
          ":",
          "=",
          "(",
          ")");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9.eE+-]*");
  private static final int LONGEST = 1 << 18;

  private final SplittableRandom random;

  Mutator(long seed) {
    random = new SplittableRandom(seed);
  }

  int below(int n) {
    return random.nextInt(Math.max(1, n));
  }

  /** One to four changes. */
  byte[] mutate(byte[] good, List<byte[]> others, boolean text) {
    byte[] bytes = good;
    for (int i = 1 + below(4); i > 0; i--) {
      byte[] next = text && below(3) > 0 ? change(bytes) : damage(bytes, others);
      bytes = next.length > LONGEST ? bytes : next;
    }
    return bytes;
  }

  private byte[] damage(byte[] bytes, List<byte[]> others) {
    int at = below(bytes.length);
    int length = 1 + below(Math.min(64, Math.max(1, bytes.length - at)));
    return switch (below(9)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> splice(bytes, at, at, piece(bytes, below(bytes.length), length));
      case 2 -> splice(bytes, at, at + length, new byte[0]);
      case 3 -> splice(bytes, at, at + length, random(length));
      case 4 -> {
        byte[] other = others.get(below(others.size()));
        yield splice(bytes, at, bytes.length, piece(other, below(other.length), other.length));
      }
      case 5, 6 -> number(bytes, at);
      case 7 -> splice(bytes, at, at, new byte[1 << below(14)]);
      default -> {
        byte[] changed = bytes.clone();
        if (changed.length > 0) {
          changed[at] ^= (byte) (1 << below(8));
        }
        yield changed;
      }
    };
  }

  private byte[] number(byte[] bytes, int at) {
    int size = 1 << below(4);
    ByteBuffer number = ByteBuffer.allocate(8);
    number.order(below(2) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    long value = NUMBERS[below(NUMBERS.length)];
    boolean big = number.order() == ByteOrder.BIG_ENDIAN;
    number.putLong(0, big ? value << 64 - 8 * size : value);
    return splice(bytes, at, at + size, Arrays.copyOf(number.array(), size));
  }

  /** Changes a text by its tokens. */
  private byte[] change(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String word = WORDS.get(below(WORDS.size()));
    int at = below(text.length());
    if (below(3) > 0) {
      Matcher matcher = NUMBER.matcher(text);
      if (matcher.find(Math.min(at, text.length()))) {
        return latin(text.substring(0, matcher.start()) + word + text.substring(matcher.end()));
      }
    }
    return switch (below(3)) {
      case 0 -> latin(text.substring(0, at) + word.repeat(1 + below(3)) + text.substring(at));
      case 1 -> latin(text.substring(0, at) + word.repeat(1 << below(12)) + text.substring(at));
      default -> {
        int end = Math.min(text.length(), at + 1 + below(40));
        yield latin(text.substring(0, end) + text.substring(at, end) + text.substring(end));
      }
    };
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] piece(byte[] bytes, int at, int length) {
    return Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + length));
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] with) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, Math.min(from, bytes.length));
    out.writeBytes(with);
    int rest = Math.min(to, bytes.length);
    out.write(bytes, rest, bytes.length - rest);
    return out.toByteArray();
  }
}
