package dev.vae.data;

import dev.vae.core.graph.Shape;
import dev.vae.data.internal.Hashes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Rows of an array. */
record ArraySource(float[][] rows) implements RowSource {
  ArraySource {
    if (rows.length == 0 || rows[0].length == 0) {
      throw new DataException("the array has no values; give at least one row of one value");
    }
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != rows[0].length) {
        throw new DataException(
            "row "
                + i
                + " of the array has "
                + rows[i].length
                + " values, but row 0 has "
                + rows[0].length);
      }
    }
  }

  @Override
  public long size() {
    return rows.length;
  }

  @Override
  public Shape event() {
    return Shape.of(rows[0].length);
  }

  @Override
  public void read(long row, double[] into) {
    float[] values = rows[(int) row];
    for (int j = 0; j < values.length; j++) {
      into[j] = values[j];
    }
  }

  @Override
  public String description() {
    return "an array of " + rows.length + " rows";
  }

  @Override
  public String sha256() {
    MessageDigest digest = Hashes.sha256();
    ByteBuffer bytes = ByteBuffer.allocate(4 * rows[0].length);
    for (float[] row : rows) {
      bytes.asFloatBuffer().put(row);
      digest.update(bytes.array());
    }
    return Hashes.hex(digest);
  }
}
