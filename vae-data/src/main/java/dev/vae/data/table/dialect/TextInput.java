package dev.vae.data.table.dialect;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file's text: unpacked, decoded, without its byte order mark and preamble. */
final class TextInput {
  private static final int BUFFER = 1 << 16;

  private TextInput() {}

  static InputStream bytes(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    in.mark(2);
    boolean packed = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return packed ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
  }

  static Reader open(Path file, Dialect dialect) throws IOException {
    InputStream in = bytes(file);
    if (dialect.byteOrderMark()) {
      in.readNBytes(markLength(dialect.encoding()));
    }
    BufferedReader reader = new BufferedReader(decoded(in, dialect.encoding()), BUFFER);
    for (int i = 0; i < dialect.preamble().size(); i++) {
      reader.readLine();
    }
    return reader;
  }

  static Reader decoded(InputStream in, Charset encoding) {
    return new InputStreamReader(
        in,
        encoding
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  static int markLength(Charset encoding) {
    return encoding.equals(StandardCharsets.UTF_8) ? 3 : 2;
  }
}
