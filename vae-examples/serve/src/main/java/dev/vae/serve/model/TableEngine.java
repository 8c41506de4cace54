package dev.vae.serve.model;

import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.impute.ImputedRow;
import java.util.List;
import java.util.Set;

/** What computes the answers about a table's rows: its model, or the files exported of it. */
interface TableEngine {
  /** Returns how the table's cells are read and written. */
  TableSchema schema();

  /**
   * Returns what it does, by name: {@code score}, {@code impute}, {@code encode}, {@code sample}.
   */
  Set<String> operations();

  /** Returns how odd rows are, with so many reasons at most. */
  List<RowScore> score(List<TableRow> rows, int reasons);

  /** Returns rows with their missing cells filled. */
  List<ImputedRow> impute(List<TableRow> rows);

  /** Returns how many values a latent has. */
  int latent();

  /** Returns the means of rows' latents. */
  List<float[]> encode(List<TableRow> rows);

  /**
   * New rows.
   *
   * @param rows as texts by columns of the table
   * @param notes what is to be known of them
   */
  record Made(List<String[]> rows, List<String> notes) {}

  /**
   * Makes new rows.
   *
   * @param where what they shall have; empty for nothing
   */
  Made sample(int count, long seed, String where);

  /** Frees what it holds. */
  void close();
}
