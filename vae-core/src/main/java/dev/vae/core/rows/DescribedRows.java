package dev.vae.core.rows;

import dev.vae.core.plugin.Support;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Schema;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rows with a schema, so that a model can be made to fit them: what {@code
 * Vae.builder(spec).data(rows)} takes. Data sets of the module {@code dev.vae.data} are such rows;
 * plain {@link Rows} of arrays are not, and need no more than a spec that says their shape.
 */
public interface DescribedRows extends Rows {
  /** Returns the schema of a model that is trained on these: columns, words, divisor, condition. */
  Schema schema();

  /** Returns what the values of each column are like; reads all rows. */
  List<? extends ColumnStatistics> columnSummaries();

  /**
   * Returns what these rows could be conditioned on.
   *
   * @param names columns, or labels beside the rows
   * @throws IllegalArgumentException if there is no such thing
   */
  Condition condition(List<String> names);

  /**
   * Returns these rows with a condition beside each, and without the columns it is found in.
   *
   * @throws IllegalArgumentException if it is not found here
   */
  DescribedRows conditioned(Condition condition);

  /**
   * Returns these rows with values made 0 or 1.
   *
   * @param supports what each column may hold
   * @throws IllegalArgumentException if a value is not between 0 and 1
   */
  DescribedRows binarized(Binarization how, List<Support> supports);

  /**
   * Returns these rows in units that fit a likelihood, such as grey levels divided by 255.
   *
   * @param supports what each column may hold
   * @param notes hears what a user should know, a sentence each
   * @throws IllegalArgumentException naming row and column of a value that does not fit
   */
  DescribedRows fitting(List<Support> supports, Consumer<String> notes);
}
