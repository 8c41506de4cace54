package dev.vae.data;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.DescribedRows;
import dev.vae.core.rows.SparseRowMatrix;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import dev.vae.data.internal.SplitMix64;
import dev.vae.data.internal.rows.ArraySource;
import dev.vae.data.internal.rows.ColumnSource;
import dev.vae.data.internal.rows.SparseSource;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import dev.vae.data.rows.Provenance;
import dev.vae.data.rows.RowSource;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Rows to train on or to judge: some rows of a source, transformed, read batch by batch on another
 * thread. Immutable; every method that changes something gives a new data set over the same source.
 *
 * <p>The order of a shuffled pass is the Fisher-Yates permutation of the generator SplitMix64 keyed
 * by seed and epoch, and dynamic binarisation draws by seed, epoch, row of the source and column.
 * So batch size, threads and machine change nothing. Passes reuse the memory of earlier passes that
 * were closed or read to their end.
 *
 * <p>A missing value has mask 0 and, after the transforms, value 0.
 */
public final class Dataset implements DescribedRows {
  private final RowPipeline pipeline;
  private final AtomicReference<Buffers> spare = new AtomicReference<>();
  private final Summaries summaries;

  Dataset(RowPipeline pipeline) {
    this(pipeline, new Summaries());
  }

  private Dataset(RowPipeline pipeline, Summaries known) {
    this.pipeline = pipeline;
    this.summaries = known;
  }

  /**
   * Returns all rows of a source; images whose values are integers 0..255, some above 1, are
   * divided by 255. A row is an image if its shape has at least two axes.
   *
   * @throws DataException if a value is missing, infinite or too large for a float
   */
  public static Dataset of(RowSource source) {
    return of(source, false);
  }

  /**
   * Makes a data set as {@link #of(RowSource)}, but with {@code missing} NaN means a missing value:
   * batches then have a mask.
   */
  public static Dataset of(RowSource source, boolean missing) {
    Dataset raw = raw(source, missing);
    boolean image = source.event().rank() >= 2;
    boolean grey =
        source.bounds().isEmpty()
            ? raw.summary().greyLevels() && image // the summary refuses what is no number
            : image && RowScan.exceedsOne(raw);
    return grey ? raw.with(DivisorTransform.GREY) : raw;
  }

  /** Returns all rows of a source as they are stored, unchecked. */
  public static Dataset raw(RowSource source, boolean missing) {
    Objects.requireNonNull(source, "source");
    return new Dataset(RowPipeline.raw(source, missing));
  }

  /** Returns rows of an array, one inner array a row; not copied. NaN is refused. */
  public static Dataset of(float[][] rows) {
    Objects.requireNonNull(rows, "rows");
    return of(ArraySource.of(rows));
  }

  /** Returns the same in double precision. */
  public static Dataset of(double[][] rows) {
    Objects.requireNonNull(rows, "rows");
    return of(new ArraySource(rows, Double.BYTES));
  }

  /** Returns rows most of whose values are 0, which are held without these. */
  public static Dataset of(SparseRowMatrix rows) {
    return of(SparseSource.of(rows));
  }

  // ---- rows of a model ----

  @Override
  public long size() {
    return pipeline.selection().size();
  }

  @Override
  public Shape event() {
    return pipeline.source().event();
  }

  @Override
  public int condition() {
    return pipeline.condition() == null ? 0 : pipeline.condition().width();
  }

  @Override
  public Batches shuffled(int batch, long seed, int epoch) {
    Buffers buffers = buffers(batch);
    int rows = pipeline.selection().rows();
    SplitMix64.of(seed, epoch).permutation(buffers.orderOf(rows), rows);
    return new BatchIterator(this, buffers, true, seed, epoch);
  }

  @Override
  public Batches inOrder(int batch, long seed) {
    return new BatchIterator(this, buffers(batch), false, seed, 0);
  }

  /** Visits the rows in double precision, before they are made binary. */
  @Override
  public void forEachRow(RowVisitor visitor) {
    Objects.requireNonNull(visitor, "visitor");
    RowReader reader = reader();
    for (long i = 0; i < size(); i++) {
      long row = pipeline.selection().at(i);
      visitor.row(row, reader.numbers(row));
    }
  }

  /**
   * Returns these rows in the form of those that a model was trained on: with what it is
   * conditioned on beside each row, unless that was done; its columns in its order, where both have
   * names, and no others; its numbers for words; divided by its divisor instead of what these
   * values suggest; and made binary as it takes them, unless {@link #binarized} said otherwise.
   *
   * @throws DataException naming columns that are missing or ambiguous, and words that the model
   *     does not know with their row
   */
  @Override
  public Dataset matching(Schema schema, List<Support> supports) {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(supports, "supports");
    return SchemaMatching.of(this, schema, supports);
  }

  /**
   * Returns these rows with a model's columns only, in its order, where both have names.
   *
   * @throws DataException naming columns that are missing or ambiguous
   */
  public Dataset inColumnsOf(Schema schema) {
    Objects.requireNonNull(schema, "schema");
    return SchemaMatching.columns(this, schema.columns());
  }

  @Override
  public Schema schema() {
    Schema plain = plainSchema();
    return pipeline.condition() == null
        ? plain
        : plain.withCondition(pipeline.condition().condition());
  }

  private Schema plainSchema() {
    return Schema.of(event())
        .withColumns(columns())
        .withCategories(categories())
        .withBinarization(binarization())
        .withDivisor(divisor())
        .withMissing(missingAllowed());
  }

  /**
   * Returns what a user should know of columns that a model does not take.
   *
   * @param schema of the model
   */
  public Optional<String> leftOut(Schema schema) {
    return SchemaMatching.leftOut(this, Objects.requireNonNull(schema, "schema"));
  }

  @Override
  public double divisor() {
    return pipeline.transforms().stream()
        .filter(t -> t instanceof DivisorTransform)
        .mapToDouble(t -> ((DivisorTransform) t).by())
        .reduce(1, (a, b) -> a * b);
  }

  @Override
  public Dataset scaled(Optional<Scaling> values, Optional<Scaling> condition) {
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(condition, "condition");
    RowPipeline scaled =
        values.map(s -> pipeline.then(ColumnScaling.transform(s))).orElse(pipeline);
    return new Dataset(
        condition.isPresent() && pipeline.condition() != null ? scaled.scaledCondition() : scaled);
  }

  // ---- some of the rows ----

  /** Returns the first rows, all if there are fewer. */
  public Dataset limit(long rows) {
    return RowChoice.limit(this, rows);
  }

  /** Returns the rows from one position up to, but without, another. */
  public Dataset range(long from, long to) {
    return RowChoice.range(this, from, to);
  }

  /** Returns the first rows, and the others. */
  public Split split(long first) {
    return RowChoice.split(this, first);
  }

  /**
   * Returns a random part and the others, each in the order of the source.
   *
   * @param fraction the first part's fraction of the rows, between 0 and 1; both parts get at least
   *     one row
   */
  public Split split(double fraction, long seed) {
    return RowChoice.split(this, fraction, seed);
  }

  /** Returns some rows, drawn without replacement, in the order of the source. */
  public Dataset sample(int rows, long seed) {
    return rows >= size() ? this : split((double) rows / size(), seed).first();
  }

  /**
   * Returns some rows by their positions, in any order.
   *
   * @param what which rows these are, in words
   */
  public Dataset pick(long[] rows, String what) {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(what, "what");
    return RowChoice.pick(this, rows, what);
  }

  /** Two parts of a data set. */
  public record Split(Dataset first, Dataset second) {}

  // ---- other values ----

  /** Adds a transform; it must come before binarisation. */
  Dataset with(Transform transform) {
    if (binarization() != Binarization.NONE) {
      throw new DataException(
          transform.description() + " cannot follow binarisation; put it first");
    }
    return new Dataset(pipeline.then(transform));
  }

  /**
   * Makes values 0 or 1.
   *
   * @throws DataException if a value does not lie between 0 and 1; integers 0..255 are divided by
   *     255 first
   */
  public Dataset binarized(Binarization how) {
    Objects.requireNonNull(how, "how");
    boolean first = binarization() == Binarization.NONE && how != Binarization.NONE;
    Dataset ready = first ? SupportFit.unit(this, "to be made binary") : this;
    BitSet all = new BitSet();
    all.set(0, event().elements());
    return ready.binarized(how, all);
  }

  /**
   * Returns the same for the columns of a likelihood that are {@link Support#BINARY}, if there are
   * others.
   *
   * @param supports what each column may hold
   */
  @Override
  public Dataset binarized(Binarization how, List<Support> supports) {
    Objects.requireNonNull(how, "how");
    if (new HashSet<>(checked(supports)).size() == 1) {
      return binarized(how);
    }
    return binarized(how, SchemaMatching.binary(supports));
  }

  private List<Support> checked(List<Support> supports) {
    int width = event().elements();
    if (Objects.requireNonNull(supports, "supports").size() != width) {
      throw new DataException(
          Messages.count(supports.size(), "support") + " for " + Messages.count(width, "column"));
    }
    supports.forEach(s -> Objects.requireNonNull(s, "one of the supports"));
    return supports;
  }

  Dataset binarized(Binarization how, BitSet columns) {
    return new Dataset(pipeline.binarized(how, columns), summaries);
  }

  /** Returns this made to fit a likelihood whose columns may all hold the same. */
  Fitted fitting(Support support) {
    return SupportFit.fit(this, support);
  }

  /** Returns this made to fit a likelihood, with what the user should know. */
  Fitted fitting(List<Support> supports) {
    List<Support> kinds = checked(supports).stream().distinct().toList();
    return kinds.size() == 1 ? fitting(kinds.get(0)) : ColumnFit.fit(this, supports);
  }

  /**
   * Returns this, made to fit a likelihood that gives a density to some values only. Where all
   * columns may hold the same, integers 0..255 are divided by 255 where values between 0 and 1 are
   * wanted; grey levels that were divided are not where counts are wanted.
   *
   * @param supports what each column may hold
   * @param notes receives what the user should know, a sentence each; often none
   * @throws DataException naming row and column of a value that does not fit
   */
  @Override
  public Dataset fitting(List<Support> supports, Consumer<String> notes) {
    Fitted fitted = fitting(supports);
    fitted.notes().forEach(Objects.requireNonNull(notes, "notes"));
    return fitted.data();
  }

  /**
   * Gives the words of columns the numbers that a model gives them.
   *
   * @param known the model's words by column
   * @throws DataException if a column has no words here, or one that the model does not know
   */
  public Dataset recoded(Map<Integer, List<String>> known) {
    Objects.requireNonNull(known, "known");
    return CategoryNames.recoded(this, known);
  }

  /**
   * Rows that fit a likelihood.
   *
   * @param data the rows
   * @param notes what the user should know, a sentence each; often none
   */
  record Fitted(Dataset data, List<String> notes) {}

  /**
   * Returns what these rows could be conditioned on.
   *
   * @param names {@code labels} for all that the labels say, a column (its number where columns
   *     have no names), or one of several factors of the labels; text columns and labels give
   *     classes, others numbers, with their mean and deviation over these rows
   * @throws DataException if there is no such thing
   */
  @Override
  public Condition condition(List<String> names) {
    for (String name : Objects.requireNonNull(names, "names")) {
      Objects.requireNonNull(name, "one of the names");
    }
    return Conditions.of(this, names);
  }

  /**
   * Puts what a model is conditioned on beside each row, without the columns it is found in.
   *
   * @throws DataException if it is not found here, or holds a class that the model does not know
   */
  @Override
  public Dataset conditioned(Condition condition) {
    Objects.requireNonNull(condition, "condition");
    return conditioned(ConditionReader.of(this, condition), condition.describe());
  }

  /**
   * Puts the same condition beside every row, without the columns that it is found in, where these
   * rows have them.
   *
   * @param values as {@link Condition#values} gives them
   */
  public Dataset conditioned(Condition condition, float[] values) {
    Objects.requireNonNull(condition, "condition");
    Objects.requireNonNull(values, "values");
    return conditioned(ConditionReader.same(this, condition, values), condition.describe());
  }

  private Dataset conditioned(ConditionReader reader, String words) {
    RowSource without =
        ColumnSource.without(pipeline.source(), reader.columns(), "beside the condition " + words);
    boolean changed = !pipeline.transforms().isEmpty() || binarization() != Binarization.NONE;
    if (without != pipeline.source() && changed) {
      throw new DataException(this + ": take columns as conditions before values are changed");
    }
    return new Dataset(pipeline.conditioned(without, reader, "given " + words));
  }

  // ---- what is known ----

  /** Returns how values are made binary. */
  public Binarization binarization() {
    return pipeline.binarize();
  }

  /** Whether values may be missing, so that batches have a mask. */
  public boolean missingAllowed() {
    return pipeline.missing();
  }

  /** Returns the names of the columns, or nothing if they have none. */
  public List<String> columns() {
    return pipeline.source().columns();
  }

  /** Returns the words of columns that hold words: value k of the column stands for word k. */
  public Map<Integer, List<String>> categories() {
    return pipeline.source().categories();
  }

  /** Returns what the user should know of how the source was read, a sentence each; often none. */
  public List<String> notes() {
    return pipeline.source().notes();
  }

  /**
   * Returns what the values of each column are like, after the transforms and before binarisation.
   * Reads all rows at the first call.
   */
  @Override
  public List<ColumnSummary> columnSummaries() {
    return summaries.columns(this);
  }

  /** Returns the labels of these rows, by position in this data set. */
  public Optional<Labels> labels() {
    return pipeline.source().labels().map(all -> all.pick(size(), pipeline.selection()::at));
  }

  /**
   * What the values are like, after the transforms and before binarisation. Reads all rows at the
   * first call.
   */
  ValueSummary summary() {
    return summaries.values(this);
  }

  /**
   * Returns where these rows come from and what was done to them. May read all files of the source.
   */
  public Provenance provenance() {
    return new Provenance(
        pipeline.source().description(),
        pipeline.source().sha256(),
        size(),
        String.join("; ", pipeline.handling()));
  }

  @Override
  public String toString() {
    return pipeline.source().description();
  }

  // ---- for the other classes here ----

  RowPipeline pipeline() {
    return pipeline;
  }

  RowReader reader() {
    return new RowReader(pipeline);
  }

  private Buffers buffers(int batch) {
    if (batch < 1) {
      throw new DataException("a batch must have at least one row, not " + batch);
    }
    int rows = (int) Math.min(batch, Math.max(1, size()));
    Buffers kept = spare.getAndSet(null);
    return kept != null && kept.batch() == rows ? kept : new Buffers(this, rows);
  }

  void giveBack(Buffers buffers) {
    spare.set(buffers);
  }
}
