package dev.vae.core.internal.io;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.text.FileProblems;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Named float32 arrays in one file that PyTorch, NumPy and others read directly, and in which
 * nothing can be executed: 8 bytes header length, a JSON header, the numbers little-endian. See
 * https://github.com/huggingface/safetensors. Arrays of other floating types are read too.
 *
 * <p>A sealed file has a text {@value #SEAL} more: the SHA-256 of all its bytes as they are with
 * zeros in place of that hash. It is refused if one bit is another.
 */
public final class Safetensors {
  static final String METADATA = "__metadata__";
  static final String SEAL = "sha256";
  private static final String UNSEALED = "0".repeat(64);
  private static final int CHUNK = 1 << 18;

  private Safetensors() {}

  /** One array: {@code shape.elements()} numbers, row-major, from a place in an array. */
  public record Array(Shape shape, float[] values, int at) {

    /** An array of its own. */
    public Array(Shape shape, float[] values) {
      this(shape, values, 0);
    }
  }

  /** All arrays of a file by name, and its texts. */
  public record Contents(Map<String, Array> arrays, Map<String, String> metadata) {}

  /** Writes a sealed file, atomically; the same contents give the same bytes. */
  public static void writeSealed(Path file, Contents contents) {
    Map<String, String> texts = new LinkedHashMap<>(contents.metadata());
    texts.put(SEAL, UNSEALED);
    Contents unsealed = new Contents(contents.arrays(), texts);
    ByteBuffer head = header(unsealed);
    MessageDigest digest = Hashes.sha256();
    digest.update(head.duplicate());
    try {
      writeNumbers(unsealed, new HashingStream(digest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    seal(head.array(), Hashes.text(digest));
    AtomicFiles.write(file, content(head, unsealed));
  }

  /** Puts the seal where its zeros are: a checkpoint's texts need not be written as JSON twice. */
  private static void seal(byte[] head, String seal) {
    String key = "\"" + SEAL + "\":\""; // within a text there would be backslashes
    byte[] zeros = (key + UNSEALED).getBytes(StandardCharsets.UTF_8);
    byte[] sealed = (key + seal).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(sealed, 0, head, indexOf(head, zeros), sealed.length);
  }

  /** Returns the bytes of a file, to be written. */
  public static AtomicFiles.Content content(Contents contents) {
    return content(header(contents), contents);
  }

  private static AtomicFiles.Content content(ByteBuffer head, Contents contents) {
    return out -> {
      out.write(head.array(), 0, head.limit());
      writeNumbers(contents, out);
    };
  }

  /**
   * Reads a whole file.
   *
   * @throws IllegalArgumentException if the file is not valid; the message names file and tensor
   * @throws UncheckedIOException if it cannot be read
   */
  public static Contents read(Path file) {
    try (FileChannel channel = RegularFiles.open(file)) {
      return read(channel, file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + file + ": " + FileProblems.reason(file, e), e);
    }
  }

  /**
   * Returns the same of a file that must be sealed.
   *
   * @throws IllegalArgumentException if it is not, too
   */
  public static Contents readSealed(Path file) {
    Contents contents = read(file);
    if (!contents.metadata().containsKey(SEAL)) {
      throw new IllegalArgumentException(file + " is damaged: it lacks its SHA-256");
    }
    return contents;
  }

  /**
   * Reads the texts of a file, and none of its arrays.
   *
   * @throws IllegalArgumentException if the header is not valid
   * @throws UncheckedIOException if it cannot be read
   */
  public static Map<String, String> readTexts(Path file) {
    try (FileChannel channel = RegularFiles.open(file)) {
      return SafetensorsHeader.read(channel, file).metadata();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + file + ": " + FileProblems.reason(file, e), e);
    }
  }

  /**
   * Reads a whole file if its bytes have this SHA-256; empty if not, or if there is no such file.
   *
   * @throws IllegalArgumentException if it has, but is not valid
   * @throws UncheckedIOException if it cannot be read
   */
  public static Optional<Contents> readIf(Path file, String sha256) {
    try (FileChannel channel = RegularFiles.open(file)) {
      MessageDigest digest = Hashes.sha256();
      hash(channel, digest, 0, channel.size(), file);
      return Hashes.text(digest).equals(sha256)
          ? Optional.of(read(channel, file))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + file + ": " + FileProblems.reason(file, e), e);
    }
  }

  private static Contents read(FileChannel channel, Path file) throws IOException {
    SafetensorsHeader header = SafetensorsHeader.read(channel, file);
    checkSeal(channel, header, file);
    Map<String, Array> arrays = new LinkedHashMap<>();
    for (SafetensorsHeader.Entry entry : header.entries()) {
      float[] values = new float[entry.shape().elements()];
      readNumbers(channel, header.dataAt() + entry.begin(), entry, values, file);
      arrays.put(entry.name(), new Array(entry.shape(), values));
    }
    return new Contents(arrays, header.metadata());
  }

  private static void checkSeal(FileChannel channel, SafetensorsHeader header, Path file)
      throws IOException {
    String seal = header.metadata().get(SEAL);
    if (seal == null) {
      return;
    }
    ByteBuffer head = ByteBuffer.allocate((int) header.dataAt());
    readFully(channel, 0, head, file);
    byte[] bytes = head.array();
    byte[] wanted = ("\"" + seal + "\"").getBytes(StandardCharsets.UTF_8);
    byte[] zeros = ("\"" + UNSEALED + "\"").getBytes(StandardCharsets.UTF_8);
    int at = indexOf(bytes, wanted);
    if (wanted.length == zeros.length && at >= 0) {
      System.arraycopy(zeros, 0, bytes, at, zeros.length);
    }
    MessageDigest digest = Hashes.sha256();
    digest.update(bytes);
    hash(channel, digest, header.dataAt(), channel.size(), file);
    String found = Hashes.text(digest);
    if (!found.equals(seal)) {
      throw new IllegalArgumentException(
          file
              + " is damaged: its SHA-256 should be "
              + (seal.length() > UNSEALED.length() ? "a shorter text" : seal)
              + ", it is "
              + found
              + "; copy it anew, or make it anew");
    }
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (bytes[i] == part[0] && Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return -1;
  }

  private static void hash(FileChannel channel, MessageDigest digest, long from, long to, Path file)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(CHUNK, Math.max(1, to - from)));
    for (long at = from; at < to; at += bytes.limit()) {
      bytes.clear().limit((int) Math.min(bytes.capacity(), to - at));
      readFully(channel, at, bytes, file);
      digest.update(bytes.flip());
    }
  }

  /** Orders the keys within each tensor's entry, which Map.of does not. */
  private static Map<String, Object> sortedKeys(Map<String, Object> header) {
    Map<String, Object> result = new LinkedHashMap<>();
    header.forEach(
        (name, value) ->
            result.put(
                name,
                value instanceof Map<?, ?> map && !name.equals(METADATA)
                    ? new java.util.TreeMap<>(map)
                    : value));
    return result;
  }

  private static ByteBuffer header(Contents contents) {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!contents.metadata().isEmpty()) {
      header.put(METADATA, contents.metadata());
    }
    long offset = 0;
    for (var entry : contents.arrays().entrySet()) {
      Shape shape = entry.getValue().shape();
      long end = offset + 4L * shape.elements();
      header.put(
          entry.getKey(),
          Map.of(
              "dtype", "F32",
              "shape", shape.dims().stream().map(d -> (long) d.factor()).toList(),
              "data_offsets", List.of(offset, end)));
      offset = end;
    }
    byte[] json = Json.writeCompact(sortedKeys(header)).getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + 7) / 8 * 8;
    ByteBuffer head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(padded).put(json);
    while (head.hasRemaining()) {
      head.put((byte) ' ');
    }
    return head.flip();
  }

  private static void writeNumbers(Contents contents, OutputStream out) throws IOException {
    int largest = 0;
    for (Array array : contents.arrays().values()) {
      largest = Math.max(largest, array.shape().elements());
    }
    int floats = Math.min(CHUNK, largest);
    ByteBuffer bytes = ByteBuffer.allocate(4 * floats).order(ByteOrder.LITTLE_ENDIAN);
    for (Array array : contents.arrays().values()) {
      int size = array.shape().elements();
      for (int from = 0; from < size; from += CHUNK) {
        int count = Math.min(CHUNK, size - from);
        bytes.asFloatBuffer().put(array.values(), array.at() + from, count);
        out.write(bytes.array(), 0, 4 * count);
      }
    }
  }

  private static void readNumbers(
      FileChannel channel, long at, SafetensorsHeader.Entry entry, float[] values, Path file)
      throws IOException {
    int size = entry.type().bytes();
    ByteBuffer bytes = ByteBuffer.allocate(size * Math.min(CHUNK, Math.max(values.length, 1)));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      bytes.clear().limit(size * count);
      readFully(channel, at + (long) size * from, bytes, file);
      try {
        entry.type().read(bytes.flip(), values, from, count);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(
            file + ": tensor '" + entry.name() + "' " + e.getMessage(), e);
      }
    }
  }

  static void readFully(FileChannel channel, long at, ByteBuffer bytes, Path file)
      throws IOException {
    long place = at;
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, place);
      if (read < 0) {
        throw new IllegalArgumentException(file + " ends at byte " + place + ", too early");
      }
      place += read;
    }
  }

  /** Goes into a digest and nowhere else. */
  private static final class HashingStream extends OutputStream {
    private final MessageDigest digest;

    HashingStream(MessageDigest digest) {
      this.digest = digest;
    }

    @Override
    public void write(int b) {
      digest.update((byte) b);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      digest.update(bytes, from, count);
    }
  }
}
