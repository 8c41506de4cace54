package dev.vae.data.table.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * How a file's characters are bytes: by its byte order mark, else UTF-16 where every other byte is
 * 0, else UTF-8 if all of the file is, else Shift_JIS if it is Japanese, else windows-1252.
 */
record TextEncoding(Charset charset, boolean mark) {
  private static final int LOOK = 4096;

  static TextEncoding of(Path file) throws IOException {
    try (InputStream in = TextInput.bytes(file)) {
      in.mark(LOOK + 1);
      byte[] start = in.readNBytes(LOOK);
      if (begins(start, 0xef, 0xbb, 0xbf)) {
        return new TextEncoding(StandardCharsets.UTF_8, true);
      }
      if (begins(start, 0xff, 0xfe)) {
        return new TextEncoding(StandardCharsets.UTF_16LE, true);
      }
      if (begins(start, 0xfe, 0xff)) {
        return new TextEncoding(StandardCharsets.UTF_16BE, true);
      }
      int even = zeros(start, 0);
      int odd = zeros(start, 1);
      int most = start.length / 2;
      if (start.length >= 4 && odd > 0.7 * most && even < 0.3 * most) {
        return new TextEncoding(StandardCharsets.UTF_16LE, false);
      }
      if (start.length >= 4 && even > 0.7 * most && odd < 0.3 * most) {
        return new TextEncoding(StandardCharsets.UTF_16BE, false);
      }
      in.reset();
      return new TextEncoding(eightBits(in), false);
    }
  }

  private static boolean begins(byte[] bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static int zeros(byte[] bytes, int from) {
    int zeros = 0;
    for (int i = from; i < bytes.length; i += 2) {
      zeros += bytes[i] == 0 ? 1 : 0;
    }
    return zeros;
  }

  /** UTF-8 by its own strict rules of lead and following bytes; else a Western 8-bit set. */
  private static Charset eightBits(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    int following = 0;
    int low = 0x80; // what the next following byte may be
    int high = 0xbf;
    boolean utf8 = true;
    boolean undefined = false;
    ShiftJis japanese = new ShiftJis();
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      for (int i = 0; i < n; i++) {
        int b = buffer[i] & 0xff;
        undefined |= b == 0x81 || b == 0x8d || b == 0x8f || b == 0x90 || b == 0x9d;
        japanese.add(b);
        if (!utf8) {
          continue;
        }
        if (following > 0) {
          utf8 = b >= low && b <= high;
          following--;
          low = 0x80;
          high = 0xbf;
        } else if (b >= 0x80) {
          following =
              b >= 0xc2 && b <= 0xdf
                  ? 1
                  : b >= 0xe0 && b <= 0xef ? 2 : b >= 0xf0 && b <= 0xf4 ? 3 : 0;
          utf8 = following > 0;
          low = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
          high = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
        }
      }
    }
    if (utf8 && following == 0) {
      return StandardCharsets.UTF_8;
    }
    Charset western = undefined ? StandardCharsets.ISO_8859_1 : Charset.forName("windows-1252");
    return japanese.charset().orElse(western);
  }
}
