package dev.vae.cli.show;

import com.google.common.collect.Lists;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.Schema;
import dev.vae.data.write.RowWriter;
import dev.vae.draw.ImageGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rows that a model made, written as a PNG grid where they are pictures, or as a CSV or NPY table;
 * the file's name says which.
 */
public final class RowOutput {
  private final Vae vae;
  private final Schema schema;

  public RowOutput(Vae vae) {
    this.vae = vae;
    this.schema = vae.schema();
  }

  /** Returns the file to write: the given one, else a name with the ending that suits the rows. */
  public Path file(Path given, String name) {
    return given != null ? given : Path.of(name + (drawable() ? ".png" : ".csv"));
  }

  /** Whether a file's name says that it is a picture. */
  public static boolean isPicture(Path file) {
    return name(file).endsWith(".png");
  }

  private static String name(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }

  /** Whether the rows can be drawn. */
  public boolean drawable() {
    return schema.kind() == Schema.Kind.IMAGE && ImageGrid.fits(schema.event());
  }

  /**
   * Writes rows.
   *
   * @param gridRows the rows of the grid; in a table they follow one another
   */
  public void write(Path file, List<double[][]> gridRows) throws IOException {
    String name = name(file);
    if (isPicture(file)) {
      if (!drawable()) {
        throw new IllegalArgumentException(
            file
                + ": rows of shape "
                + schema.event()
                + " are not pictures; use a name that ends in .csv or .npy");
      }
      ImageGrid grid = ImageGrid.of(vae);
      gridRows.forEach(grid::row);
      grid.write(file);
    } else if (name.endsWith(".csv") || name.endsWith(".npy")) {
      List<double[]> all = new ArrayList<>();
      gridRows.forEach(row -> all.addAll(List.of(row)));
      table(file, columns(schema), schema.categories(), all.toArray(double[][]::new));
    } else {
      throw new IllegalArgumentException(
          file + ": the name must end in .png (pictures), .csv or .npy");
    }
  }

  /** Writes rows as a CSV or NPY file. */
  public static void table(Path file, List<String> columns, float[][] rows) {
    try (RowWriter out = RowWriter.to(file, rows.length, columns.size(), columns)) {
      out.write(flat(rows), rows.length);
      out.commit();
    }
  }

  private static void table(
      Path file, List<String> columns, Map<Integer, List<String>> words, double[][] rows) {
    double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    boolean precise = Arrays.stream(flat).anyMatch(v -> v != (float) v);
    try (RowWriter out = RowWriter.to(file, rows.length, columns.size(), columns, words, precise)) {
      out.write(flat, rows.length);
      out.commit();
    }
  }

  /** Cuts rows into rows of a grid. */
  public static List<double[][]> grid(double[][] rows, int columns) {
    return Lists.partition(List.of(rows), columns).stream()
        .map(some -> some.toArray(double[][]::new))
        .toList();
  }

  /** Names for the columns of a table: the data's own, or {@code x0, x1, ...}. */
  static List<String> columns(Schema schema) {
    return schema.columns().isEmpty() ? numbered("x", width(schema.event())) : schema.columns();
  }

  /** Returns names with numbers from 0. */
  public static List<String> numbered(String prefix, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(prefix + i);
    }
    return names;
  }

  /** Rows one after the other. */
  static float[] flat(float[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    float[] flat = new float[Math.multiplyExact(rows.length, width)];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, flat, r * width, width);
    }
    return flat;
  }

  private static int width(Shape event) {
    return event.elements();
  }
}
