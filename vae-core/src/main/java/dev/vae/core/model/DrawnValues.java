package dev.vae.core.model;

import dev.vae.core.engine.Variables;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Knows whether variables still have the values that were drawn for them. */
final class DrawnValues {
  private static final int BUFFER = 1 << 16;

  private final Variables variables;
  private final long drawn;

  /** Remembers these values as the drawn ones. */
  DrawnValues(Variables variables) {
    this.variables = variables;
    this.drawn = checksum();
  }

  boolean areStillThere() {
    return variables.reading(this::checksum) == drawn;
  }

  private long checksum() {
    CRC32 sum = new CRC32();
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    for (Variables.Variable v : variables.all().values()) {
      for (int i = 0; i < v.size(); i++) {
        if (!bytes.hasRemaining()) {
          sum.update(bytes.flip());
          bytes.clear();
        }
        bytes.putFloat(v.array()[v.at() + i]);
      }
    }
    sum.update(bytes.flip());
    return sum.getValue();
  }
}
