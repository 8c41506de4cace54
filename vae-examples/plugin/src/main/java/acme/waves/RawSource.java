package acme.waves;

import dev.vae.data.Dataset;
import dev.vae.data.rows.DataException;
import dev.vae.data.source.DataOptions;
import dev.vae.data.source.DataSourceProvider;
import dev.vae.data.source.SourceText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;

// Files of 32-bit numbers one after the other, as instruments write them: raw:FILE#width=3.
public final class RawSource implements DataSourceProvider {
  @Override
  public String name() {
    return "raw";
  }

  @Override
  public String usage() {
    return "raw:FILE#width=COLUMNS";
  }

  @Override
  public Dataset open(SourceText text, DataOptions options) {
    String option = text.options().size() == 1 ? text.options().get(0) : "";
    String digits = SourceText.value(option, "width").orElseThrow(() -> text.unknown(option));
    long width = text.number(option, digits);
    byte[] bytes = bytes(text);
    if (width < 1 || bytes.length == 0 || bytes.length % (4 * width) != 0) {
      throw new DataException(
          text.file() + ": expected rows of " + width + " x 4 bytes, but has " + bytes.length);
    }
    FloatBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[][] rows = new float[bytes.length / (int) (4 * width)][(int) width];
    for (float[] row : rows) {
      numbers.get(row);
    }
    return Dataset.of(rows);
  }

  private static byte[] bytes(SourceText text) {
    try {
      return Files.readAllBytes(text.file());
    } catch (IOException e) {
      throw DataException.reading(text.file(), e);
    }
  }
}
