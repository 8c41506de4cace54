package dev.vae.data.tabular.encode;

import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableReader;
import dev.vae.data.table.TableRow;
import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.TableModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * Encodes rows of a table: the posterior means of their latents in the part of the model that fills
 * cells and makes rows, which knows them closely. A row has the same latents alone and in any
 * table. For any number of threads.
 *
 * <pre>{@code
 * float[][] latents = TableEncoder.of(model).encode(Table.read(file, model.schema()));
 * }</pre>
 */
public final class TableEncoder {
  private static final int ROWS = 512;

  private final TableModel model;
  private final Vae vae;
  private final int[] places;

  private TableEncoder(TableModel model) {
    this.model = model;
    vae = model.generator().vae();
    List<ColumnEncoding> columns = model.columns();
    places = new int[columns.size()];
    Arrays.setAll(places, c -> model.schema().index(columns.get(c).name()).orElseThrow());
  }

  /** Returns an encoder by a model. */
  public static TableEncoder of(TableModel model) {
    return new TableEncoder(Objects.requireNonNull(model, "model"));
  }

  /**
   * Returns the VAE that encodes: its rows are what {@link TableModel#toModel} makes of a table's.
   */
  public Vae vae() {
    return vae;
  }

  /** Returns how many latents a row has, d. */
  public int latent() {
    return vae.spec().latent();
  }

  /**
   * Encodes the rows of a table, {@code [rows][d]}.
   *
   * @throws IllegalArgumentException if the table was read by another schema
   */
  public float[][] encode(Table table) {
    double[][] rows = model.toModel(table);
    float[][] latents = new float[rows.length][];
    for (int from = 0; from < rows.length; from += ROWS) {
      float[][] some = means(Arrays.copyOfRange(rows, from, Math.min(rows.length, from + ROWS)));
      System.arraycopy(some, 0, latents, from, some.length);
    }
    return latents;
  }

  /** Encodes one row that was read by the model's schema. */
  public float[] encode(TableRow row) {
    return means(new double[][] {toModel(row)})[0];
  }

  /**
   * Encodes the rows of a reader by the model's schema, some at a time.
   *
   * @param each told of every row and its latents, in order
   */
  public void encode(TableReader rows, BiConsumer<TableRow, float[]> each) {
    Objects.requireNonNull(each, "each");
    List<TableRow> some = new ArrayList<>();
    for (TableRow row = rows.next(); row != null || !some.isEmpty(); row = rows.next()) {
      if (row != null) {
        some.add(row);
      }
      if (row == null || some.size() == ROWS) {
        float[][] latents = means(some.stream().map(this::toModel).toArray(double[][]::new));
        for (int i = 0; i < latents.length; i++) {
          each.accept(some.get(i), latents[i]);
        }
        some.clear();
      }
    }
  }

  private float[][] means(double[][] rows) {
    return rows.length == 0 ? new float[0][] : vae.encode(Rows.withMissing(rows)).mean();
  }

  private double[] toModel(TableRow row) {
    double[] values = new double[places.length];
    Arrays.setAll(values, c -> model.columns().get(c).toModel(row.values()[places[c]]));
    return values;
  }
}
