package dev.vae.export.table.column;

import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Level;
import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.draws.QuantileMap;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.OnnxType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is drawn for one column becomes a cell as the table has them, {@code [N]} throughout. */
public final class DrawnColumn {
  private DrawnColumn() {}

  /**
   * Returns which of some is chosen by a uniform number, as often as their weights of sum 1 say.
   */
  public static Term chosen(OnnxGraph graph, double[] weights, Term uniform) {
    return place(graph, weights, uniform);
  }

  /** Returns the same by whole numbers of any sum. */
  public static Term counted(OnnxGraph graph, double[] counts, Term uniform) {
    double sum = Arrays.stream(counts).sum();
    return place(graph, counts, uniform.times(sum).apply("Floor"));
  }

  /** How many sums of weights from the first on lie at or below a number, the last left out. */
  private static Term place(OnnxGraph graph, double[] weights, Term number) {
    double[] sums = new double[weights.length - 1];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += weights[i];
      sums[i] = sum;
    }
    if (sums.length == 0) {
      return number.times(0).as(OnnxType.INT64);
    }
    Term all = graph.doubles(List.of((long) sums.length), sums);
    return number.unsqueeze(1).atLeast(all).asDouble().sum(1).as(OnnxType.INT64);
  }

  /** Whether a drawn level is one that the table may hold. */
  public static Term possible(OnnxGraph graph, Column column, int levels, Term drawn) {
    double[] can = new double[levels + 1];
    for (int l = 0; l <= levels; l++) {
      boolean rare = l == column.otherIndex() && !column.pooled().isEmpty();
      boolean known = l < column.levels().size();
      boolean seen = known && !(column.hashed() && column.levels().get(l).text().isEmpty());
      can[l] = rare || seen ? 1 : 0;
    }
    return graph
        .doubles(List.of((long) can.length), can)
        .gather(0, drawn.max(0).min(levels).as(OnnxType.INT64))
        .more(0);
  }

  /** Returns what {@link QuantileMap#apply} does. */
  public static Term quantile(OnnxGraph graph, QuantileMap map, Term drawn) {
    int n = map.from().length;
    if (n == 0) {
      return drawn;
    }
    Term from = graph.doubles(List.of((long) n), map.from());
    Term to = graph.doubles(List.of((long) n), map.to());
    Term below = drawn.unsqueeze(1).atLeast(from).asDouble().sum(1).minus(1).max(0).min(n - 2.0);
    Term low = below.as(OnnxType.INT64);
    Term high = low.plus(graph.longs(1));
    Term start = from.gather(0, low);
    Term part = drawn.minus(start).over(from.gather(0, high).minus(start));
    Term first = to.gather(0, low);
    Term inside = first.plus(part.times(to.gather(0, high).minus(first)));
    Term most = drawn.atLeast(graph.number(map.from()[n - 1])).choose(map.to()[n - 1], inside);
    return drawn.more(map.from()[0]).choose(most, graph.number(map.to()[0]));
  }

  /** Whether a drawn number is one of the column's spikes, which stay as they are. */
  public static Term spike(OnnxGraph graph, ColumnEncoding encoding, Term drawn) {
    double[] spikes = encoding.modelSpikes().stream().mapToDouble(v -> v).toArray();
    return spikes.length == 0
        ? drawn.is("IsNaN")
        : drawn
            .unsqueeze(1)
            .equal(graph.doubles(List.of((long) spikes.length), spikes))
            .asDouble()
            .sum(1)
            .more(0);
  }

  /** Returns the value that follows from another column's level; as it was where none does. */
  public static Term following(OnnxGraph graph, double[] values, Term source, Term target) {
    double[] all = Arrays.copyOf(values, values.length + 1);
    all[values.length] = Double.NaN;
    Term at = source.max(0).min(values.length).as(OnnxType.INT64);
    Term value = graph.doubles(List.of((long) all.length), all).gather(0, at);
    return value.is("IsNaN").choose(target, value);
  }

  /**
   * A cell.
   *
   * @param text whether it is a text
   */
  public record Cell(Term value, boolean text, String doc) {}

  /**
   * Returns the cell that a value becomes, between what the table held.
   *
   * @param uniform chooses among rare levels that are pooled; null where there are none
   */
  public static Cell cell(OnnxGraph graph, Column column, Term raw, @Nullable Term uniform) {
    if (column.type().hasLevels()) {
      return new Cell(
          word(graph, column, raw, uniform), true, "a word of the table, empty for none");
    }
    double least = column.summary().minimum();
    double most = column.summary().maximum();
    Term inside = Double.isNaN(least) || Double.isNaN(most) ? raw : raw.max(least).min(most);
    Term whole = column.type() == ColumnType.COUNT ? inside.apply("Round") : inside;
    ColumnOutputs.Filled filled = ColumnOutputs.filled(graph, column, whole);
    String doc =
        filled.text()
            ? "a date as " + ((DateStyle) column.format()).pattern() + ", empty for none"
            : ColumnInputs.doc(column);
    return new Cell(filled.value(), filled.text(), doc);
  }

  private static Term word(OnnxGraph graph, Column column, Term raw, @Nullable Term uniform) {
    int levels = column.levels().size();
    List<Level> all = new ArrayList<>(column.levels());
    all.addAll(column.pooled());
    Term index = raw.apply("Round").max(0).min(uniform == null ? levels - 1.0 : levels);
    if (uniform != null) {
      double[] counts = column.pooled().stream().mapToDouble(Level::count).toArray();
      Term which = counted(graph, counts, uniform).asDouble();
      index = index.plus(index.equal(levels).asDouble().times(which));
    }
    List<String> words = all.stream().map(Level::text).toList();
    return graph.texts(List.of((long) words.size()), words).gather(0, index.as(OnnxType.INT64));
  }
}
