package dev.vae.data.internal.rows;

import dev.vae.core.graph.Shape;
import dev.vae.data.rows.Labels;
import dev.vae.data.rows.RowSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table without the columns that nothing can be learned from, such as names of rows. A model that
 * was trained on another file may know them all the same: then the whole is taken.
 *
 * @param whole the table with them
 * @param some the table without them
 * @param notes what was left out, and why
 */
public record LearnableColumns(RowSource whole, RowSource some, List<String> notes)
    implements RowSource {

  /** Returns a table without some columns, of which there may be none. */
  public static RowSource of(RowSource whole, int[] without, List<String> notes) {
    String why = "to learn from: " + String.join("; ", notes);
    return new LearnableColumns(
        whole,
        without.length == 0 ? whole : ColumnSource.without(whole, without, why),
        List.copyOf(notes));
  }

  @Override
  public long size() {
    return some.size();
  }

  @Override
  public Shape event() {
    return some.event();
  }

  @Override
  public void read(long row, double[] into) {
    some.read(row, into);
  }

  @Override
  public String description() {
    return some.description();
  }

  @Override
  public String sha256() {
    return some.sha256();
  }

  @Override
  public Optional<Bounds> bounds() {
    return some.bounds();
  }

  @Override
  public List<String> columns() {
    return some.columns();
  }

  @Override
  public Map<Integer, List<String>> categories() {
    return some.categories();
  }

  @Override
  public Optional<Labels> labels() {
    return some.labels();
  }
}
