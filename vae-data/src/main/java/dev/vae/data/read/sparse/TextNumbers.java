package dev.vae.data.read.sparse;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.read.Gzip;
import dev.vae.data.rows.DataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Reads a text of lines of numbers, byte by byte. */
final class TextNumbers implements Closeable {
  private static final int LONGEST_WORD = 1 << 10;
  private static final int LONGEST_LINE = 1 << 20;

  /** Whole numbers of so many digits are doubles, and so are powers of ten up to 22. */
  private static final int EXACT_DIGITS = 15;

  private static final double[] POWERS = new double[23];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private final Path file;
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private final byte[] word = new byte[LONGEST_WORD];
  private int at;
  private int end;
  private int length;
  private long line = 1;

  TextNumbers(Path file) throws IOException {
    this.file = file;
    this.in = Gzip.open(file);
  }

  /** The next byte, which stays; -1 at the end. */
  int peek() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer, 0, buffer.length));
      if (end == 0) {
        return -1;
      }
    }
    return buffer[at] & 0xff;
  }

  /** Skips the next byte. */
  void skip() {
    next();
  }

  private void next() {
    line += buffer[at++] == '\n' ? 1 : 0;
  }

  /** The number of the line, from 1. */
  long line() {
    return line;
  }

  /** Takes the rest of a line with its end; null where nothing is left. */
  String rest() throws IOException {
    if (peek() < 0) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (int b = peek(); b >= 0 && b != '\n'; b = peek()) {
      if (text.length() == LONGEST_LINE) {
        throw wrong("is longer than " + LONGEST_LINE + " characters");
      }
      text.append((char) b);
      next();
    }
    if (peek() == '\n') {
      next();
    }
    return text.toString();
  }

  /** Skips blanks, and lines that are blank or begin with a mark; false where nothing is left. */
  boolean toNumbers(char comment) throws IOException {
    while (true) {
      int b = peek();
      if (b == ' ' || b == '\t' || b == '\r' || b == '\n') {
        next();
      } else if (b == comment) {
        rest();
      } else {
        return b != -1;
      }
    }
  }

  /** Whether the line has no more words; its end stays. */
  boolean lineEnds() throws IOException {
    int b = peek();
    while (b == ' ' || b == '\t' || b == '\r') {
      next();
      b = peek();
    }
    return b == '\n' || b == -1;
  }

  /** Takes a word of the line up to a blank, its end or a mark, which stays. */
  private void word(int mark) throws IOException {
    length = 0;
    if (!lineEnds()) {
      for (int b = peek(); b > ' ' && b != mark; b = peek()) {
        if (length == LONGEST_WORD) {
          throw wrong("has a word longer than " + LONGEST_WORD + " characters");
        }
        word[length++] = (byte) b;
        next();
      }
    }
  }

  /** The word that was taken last, for messages. */
  private String shown() {
    return length == 0
        ? "ends there"
        : "has '"
            + Messages.shown(new String(word, 0, length, StandardCharsets.ISO_8859_1))
            + "' there";
  }

  /**
   * Takes a whole number from 0 up.
   *
   * @param what it is, for messages
   * @param mark what may end it beside blanks
   */
  long whole(String what, int mark) throws IOException {
    word(mark);
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = word[i] >= '0' && word[i] <= '9' && i < 18 ? value * 10 + word[i] - '0' : -1;
      if (value < 0) {
        break;
      }
    }
    if (length == 0 || value < 0) {
      throw wrong("should give " + what + " as a whole number, but " + shown());
    }
    return value;
  }

  /** Takes a number. */
  double number(String what, int mark) throws IOException {
    word(mark);
    int first = length > 0 && word[0] == '-' ? 1 : 0;
    long digits = 0;
    int count = 0;
    int point = -1;
    boolean plain = length > first;
    for (int i = first; i < length && plain; i++) {
      if (word[i] >= '0' && word[i] <= '9') {
        digits = digits * 10 + word[i] - '0';
        plain = ++count <= EXACT_DIGITS;
      } else {
        plain = word[i] == '.' && point < 0;
        point = i;
      }
    }
    if (plain && count > 0) {
      double value = point < 0 ? digits : digits / POWERS[length - 1 - point];
      return first > 0 ? -value : value;
    }
    return anyNumber(what);
  }

  private double anyNumber(String what) {
    String text = new String(word, 0, length, StandardCharsets.ISO_8859_1);
    if (text.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?")) {
      return Double.parseDouble(text);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw wrong("should give " + what + " as a number, but " + shown());
    };
  }

  /** Returns what to throw where a line is wrong. */
  DataException wrong(String problem) {
    return new DataException(file + ": line " + line + " " + problem);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
