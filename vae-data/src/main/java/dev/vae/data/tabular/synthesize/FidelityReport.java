package dev.vae.data.tabular.synthesize;

import dev.vae.data.rows.DataException;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.column.Column;
import dev.vae.data.tabular.draws.Shuffles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How good synthetic rows are, beside what needs no model: columns drawn independently, and
 * interpolation between neighbours. As JSON values and as a page that needs nothing else.
 */
public final class FidelityReport {
  static final String SYNTHETIC = "synthetic";
  private static final String REAL = "real";
  private static final String INDEPENDENT = "independent columns";
  private static final String INTERPOLATED = "interpolated neighbours";
  private static final int LEAST_ROWS = 20;
  private static final int MOST_BASELINE = 20_000;
  private static final int MOST_INTERPOLATED = 3_000;

  private final ComparedTable train;
  private final ComparedTable synthetic;
  private final int target;
  private final Map<String, Fidelity> figures;
  private final Words words;

  private FidelityReport(
      ComparedTable train,
      ComparedTable synthetic,
      int target,
      Map<String, Fidelity> figures,
      Words words) {
    this.train = train;
    this.synthetic = synthetic;
    this.target = target;
    this.figures = figures;
    this.words = words;
  }

  /** How a column's value is written. */
  @FunctionalInterface
  interface Words {
    String of(int column, double value);
  }

  /**
   * Compares.
   *
   * @param train what the model was trained on
   * @param test real rows that it was not trained on
   * @param target the column of categories that a learner is to predict; −1 for none
   */
  static FidelityReport of(
      ComparedTable train,
      ComparedTable test,
      ComparedTable synthetic,
      int target,
      Words words,
      long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = Math.min(MOST_BASELINE, Math.max(synthetic.rows(), 1));
    ComparedTable base = train.sample(MOST_INTERPOLATED, random);
    Map<String, Fidelity> figures = new LinkedHashMap<>();
    figures.put(SYNTHETIC, Fidelity.of(train, test, synthetic, target, seed));
    figures.put(
        INDEPENDENT,
        Fidelity.of(train, test, Baselines.independent(train, rows, random), target, seed));
    figures.put(
        INTERPOLATED,
        Fidelity.of(
            train,
            test,
            Baselines.interpolated(
                base, new RowDistances(train), Math.min(rows, MOST_INTERPOLATED), random),
            target,
            seed));
    // real rows beside themselves: what there is to reach
    int half = test.rows() / 2;
    figures.put(
        REAL, Fidelity.of(train, test.range(half, test.rows()), test.range(0, half), target, seed));
    return new FidelityReport(train, synthetic, target, figures, words);
  }

  /**
   * Compares tables read by one schema.
   *
   * @param train what the model was trained on
   * @param test real rows that it was not trained on; null to judge by a fifth of {@code train},
   *     which tells nothing of copies and attacks
   * @param target the name of a column of categories that a learner is to predict; null for the
   *     last one there is
   * @throws DataException if there is no such column, or a table has fewer than 20 rows
   */
  public static FidelityReport of(
      Table train, @Nullable Table test, Table synthetic, @Nullable String target, long seed) {
    List<Integer> places = new ArrayList<>();
    TableSchema schema = train.schema();
    int learned = -1;
    for (int c = 0; c < schema.columns().size(); c++) {
      Column column = schema.columns().get(c);
      if (column.modelled()) {
        boolean named = column.name().equals(target);
        learned = named || target == null && column.type().hasLevels() ? places.size() : learned;
        places.add(c);
      }
    }
    if (target != null) {
      Column column = schema.column(target);
      if (!column.type().hasLevels()) {
        throw new DataException(
            "column '"
                + target
                + "' is "
                + column.type().word()
                + "; a learner can be asked for a column of categories");
      }
    }
    ComparedTable all = table(train, places);
    ComparedTable real = all;
    ComparedTable unseen;
    if (test != null) {
      unseen = table(test, places);
    } else {
      int[] order = Shuffles.order(all.rows(), new SplittableRandom(seed));
      ComparedTable mixed = all.pick(order);
      int cut = all.rows() * 4 / 5;
      real = mixed.range(0, cut);
      unseen = mixed.range(cut, all.rows());
    }
    ComparedTable made = table(synthetic, places);
    for (ComparedTable each : List.of(real, unseen, made)) {
      if (each.rows() < LEAST_ROWS) {
        throw new DataException(
            "a report needs at least " + LEAST_ROWS + " rows of each kind, not " + each.rows());
      }
    }
    List<Column> columns = places.stream().map(schema.columns()::get).toList();
    Words words = (c, value) -> written(columns.get(c), value);
    return of(real, unseen, made, learned, words, seed);
  }

  private static String written(Column column, double value) {
    boolean other = column.type().hasLevels() && (int) value == column.otherIndex();
    String text = other ? "others" : column.format(value);
    return text.isEmpty() && column.blankIsValue() ? "blank" : text;
  }

  private static ComparedTable table(Table table, List<Integer> places) {
    List<String> names = new ArrayList<>();
    int[] levels = new int[places.size()];
    double[][] columns = new double[places.size()][];
    for (int c = 0; c < levels.length; c++) {
      Column column = table.schema().columns().get(places.get(c));
      names.add(column.name());
      levels[c] = column.type().hasLevels() ? column.levels().size() + 1 : 0;
      columns[c] = table.values(places.get(c));
    }
    return new ComparedTable(names, levels, columns);
  }

  /** Returns a figure of the synthetic rows, by its key such as {@code shape}. */
  public double figure(String key) {
    return figure(SYNTHETIC, key);
  }

  double figure(String rows, String key) {
    for (FidelityFigure figure : FidelityFigure.ALL) {
      if (figure.key().equals(key)) {
        return figure.of().applyAsDouble(figures.get(rows));
      }
    }
    throw new IllegalArgumentException("there is no figure '" + key + "'");
  }

  /**
   * Returns all figures as JSON values: of each kind of rows, each with its sentence, and by
   * column.
   */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rows", (long) synthetic.rows());
    json.put("trainingRows", (long) train.rows());
    if (target >= 0) {
      json.put("target", train.names().get(target));
    }
    List<Object> all = new ArrayList<>();
    for (FidelityFigure figure : FidelityFigure.ALL) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", figure.key());
      one.put("best", figure.good());
      figures.forEach(
          (rows, of) -> {
            double value = figure.of().applyAsDouble(of);
            one.put(rows, Double.isNaN(value) ? null : value);
          });
      one.put("meaning", figure.sentence());
      all.add(one);
    }
    json.put("figures", all);
    Map<String, Object> shapes = new LinkedHashMap<>();
    for (int c = 0; c < train.width(); c++) {
      shapes.put(train.names().get(c), ColumnShapes.shape(train, synthetic, c));
    }
    json.put("shapeOfColumns", shapes);
    return json;
  }

  /** Returns a page of HTML with its charts inside. */
  public String html() {
    return new FidelityPage(train, synthetic, figures, words).text();
  }
}
