package dev.vae.data.internal.rows;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.text.Messages;
import dev.vae.data.internal.Digests;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * Rows of an array.
 *
 * @param bytes how many bytes a value has where it came from, which the hash is of
 */
public record ArraySource(double[][] rows, int bytes) implements RowSource {
  public ArraySource {
    Objects.requireNonNull(rows, "rows");
    for (int i = 0; i < rows.length; i++) {
      present(rows[i], i);
    }
    if (rows.length == 0 || rows[0].length == 0) {
      throw new DataException("the array has no values; give at least one row of one value");
    }
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != rows[0].length) {
        throw new DataException(
            "row "
                + i
                + " of the array has "
                + Messages.count(rows[i].length, "value")
                + ", but row 0 has "
                + rows[0].length);
      }
    }
  }

  private static <T> T present(T row, int number) {
    return Objects.requireNonNull(row, () -> "row " + number + " of the array is null");
  }

  public static ArraySource of(float[][] rows) {
    double[][] copy = new double[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      float[] row = present(rows[r], r);
      copy[r] = new double[row.length];
      Arrays.setAll(copy[r], i -> row[i]);
    }
    return new ArraySource(copy, Float.BYTES);
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
    double[] values = rows[(int) row];
    System.arraycopy(values, 0, into, 0, values.length);
  }

  @Override
  public String description() {
    return "an array of " + Messages.count(rows.length, "row");
  }

  @Override
  public String sha256() {
    MessageDigest digest = Digests.sha256();
    ByteBuffer buffer = ByteBuffer.allocate(bytes * rows[0].length);
    for (double[] row : rows) {
      buffer.clear();
      for (double value : row) {
        if (bytes == Float.BYTES) {
          buffer.putFloat((float) value);
        } else {
          buffer.putDouble(value);
        }
      }
      digest.update(buffer.array());
    }
    return Digests.hex(digest);
  }
}
