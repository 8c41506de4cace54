package dev.vae.export.table;

import dev.vae.core.draws.ColumnDraws;
import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.formula.ExpectedFormula;
import dev.vae.data.tabular.formula.ExpectedFormula.Spread;
import dev.vae.data.tabular.formula.ScoreFormula;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.table.column.Cells;
import dev.vae.export.table.column.ColumnInputs;
import dev.vae.export.table.column.DateCells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * What is to be expected of cells given the others of their rows, in the table's units: what holes
 * are filled with and what reasons name.
 */
@NullUnmarked // no null leaves it
final class ExpectedPart {
  private static final int DRAWS = ExpectedFormula.DRAWS;

  private final OnnxGraph graph;
  private final ExpectedFormula formula;
  private final List<ColumnEncoding> encodings;

  ExpectedPart(OnnxGraph graph, ExpectedFormula formula, List<ColumnEncoding> encodings) {
    this.graph = graph;
    this.formula = formula;
    this.encodings = encodings;
  }

  /** The noise of draws, for so many rows the same, {@code [draws, N, latent]}. */
  Term noise(Term rows) {
    long latent = formula.vae().spec().latent();
    Term one = graph.longs(1);
    return graph
        .floats(List.of((long) DRAWS, 1L, latent), formula.noise(DRAWS))
        .expand(one, rows, one);
  }

  /** Of all cells of rows by what was observed of them, {@code [N, cells]}. */
  Term of(String scope, Cells cells) {
    VaePart vae = new VaePart(graph);
    return of(vae.expected(scope, formula.vae(), cells, noise(cells.rows()), DRAWS), cells);
  }

  /**
   * What a VAE says of cells.
   *
   * @param outputs of {@link ColumnDraws#expected(int)} or {@link ColumnDraws#predicted()}
   * @param means {@code [draws, N, D]}
   */
  private record Said(Map<String, Term> outputs, Term means, int draws) {}

  private Said said(Map<String, Term> outputs, int draws) {
    Term means = outputs.get("mean").reshape(draws, -1, encodings.size()).asDouble();
    return new Said(outputs, means, draws);
  }

  /**
   * Of all cells by draws, and by the predictor where there is one.
   *
   * @param drawn the outputs of {@link ColumnDraws#expected(int)}
   * @param cells what was observed
   */
  Term of(Map<String, Term> drawn, Cells cells) {
    int width = encodings.size();
    ImportanceWeights weights = ImportanceWeights.of(graph, drawn.get("logWeight"), DRAWS);
    Said draws = said(drawn, DRAWS);
    Said predicted =
        formula
            .predictor()
            .map(vae -> said(new VaePart(graph).predicted("predictor", vae, cells), 1))
            .orElse(null);
    List<Integer> numbers = which(e -> !e.category() && !e.averagesRaw());
    Term[] all = new Term[width];
    if (!numbers.isEmpty()) {
      Term mean = mean(weights, draws, predicted, said -> picked(said.means, 2, numbers));
      each(all, numbers, held(units(numbers).toRaw(mean), numbers));
    }
    byPart()
        .forEach(
            (part, own) -> {
              Term mean = mean(weights, draws, predicted, said -> raw(said, own));
              each(all, own, held(mean, own));
            });
    for (int c : which(ColumnEncoding::category)) {
      all[c] = likeliest(weights, draws, predicted, c);
    }
    return new DateCells(graph, encodings).raw(graph.concat(1, Arrays.asList(all)), 1);
  }

  /**
   * The columns whose means are taken of what the table would hold, by the part of the likelihood
   * that they belong to.
   */
  private Map<String, List<Integer>> byPart() {
    Map<String, List<Integer>> parts = new LinkedHashMap<>();
    for (int c : which(e -> !e.category() && e.averagesRaw())) {
      String part = formula.spreads().get(c).part();
      parts.computeIfAbsent(part, name -> new ArrayList<>()).add(c);
    }
    return parts;
  }

  /** By weight over draws, and of these and the predictor. */
  private Term mean(
      ImportanceWeights weights, Said draws, @Nullable Said predicted, Function<Said, Term> of) {
    Term mean = weights.mean(of.apply(draws));
    return predicted == null ? mean : blended(mean, of.apply(predicted).squeeze(0));
  }

  private static Term blended(Term drawn, Term predicted) {
    double share = ExpectedFormula.PREDICTED;
    return drawn.times(1 - share).plus(predicted.times(share));
  }

  /** The means of what the table would hold around each draw, of columns of one part. */
  private Term raw(Said said, List<Integer> which) {
    Map<String, Term> drawn = said.outputs;
    Term means = said.means;
    int draws = said.draws;
    Spread first = formula.spreads().get(which.get(0));
    Term spread =
        told(drawn, first, ColumnDraws.VARIANCE, which)
            .reshape(draws, -1, which.size())
            .apply("Sqrt");
    if (first.spikes().isEmpty()) {
      return around(picked(means, 2, which), spread, which);
    }
    int spikes = first.spikes().size();
    Term mean =
        told(drawn, first, ColumnDraws.DENSITY_MEAN, which).reshape(draws, -1, which.size());
    Term shares =
        told(drawn, first, ColumnDraws.PROBABILITIES, which)
            .reshape(draws, -1, which.size(), spikes + 1);
    double[] values = new double[which.size() * spikes];
    for (int i = 0; i < values.length; i++) {
      int c = which.get(i / spikes);
      ExpectedFormula.Range range = formula.ranges().get(c);
      double spike = formula.spreads().get(c).spikes().get(i % spikes);
      values[i] = Math.min(range.high(), Math.max(range.low(), spike));
    }
    Term at = graph.doubles(List.of((long) which.size(), (long) spikes), values);
    return shares
        .slice(3, 0, spikes)
        .times(at)
        .sum(3)
        .plus(shares.at(3, spikes).times(around(mean, spread, which)));
  }

  /** A parameter of a part, of some of its columns, {@code [draws · N, columns, ...]}. */
  private Term told(Map<String, Term> drawn, Spread part, String name, List<Integer> which) {
    Term all = Objects.requireNonNull(drawn.get(part.of(name))).asDouble();
    return picked(all, 1, which.stream().map(c -> formula.spreads().get(c).at()).toList());
  }

  /** The means of what the table would hold over the normal distribution around each draw. */
  private Term around(Term means, Term spread, List<Integer> which) {
    ColumnInputs units = units(which);
    List<Double> nodes = ExpectedFormula.nodes();
    Term sum = null;
    for (int i = 0; i < nodes.size(); i++) {
      Term value = counted(units.toRaw(means.plus(spread.times(nodes.get(i)))), which);
      Term part = value.times(ExpectedFormula.shares().get(i));
      sum = sum == null ? part : sum.plus(part);
    }
    return Objects.requireNonNull(sum);
  }

  /** Of levels that tie the first, {@code [N, 1]}. */
  private Term likeliest(
      ImportanceWeights weights, Said draws, @Nullable Said predicted, int column) {
    int count = encodings.get(column).levels();
    double[] numbers = new double[count];
    Arrays.setAll(numbers, l -> l);
    Term levels = draws.means.at(2, column);
    Term level = levels.unsqueeze(2).equal(graph.doubles(List.of((long) count), numbers));
    Term shares = weights.mean(level.asDouble());
    if (predicted != null) {
      Spread told = formula.spreads().get(column);
      Term all = told(predicted.outputs, told, ColumnDraws.PROBABILITIES, List.of(column));
      shares = blended(shares, all.reshape(-1, count + 1).slice(1, 0, count));
    }
    return shares.times(ScoreFormula.VOTES).apply("Round").largest().asDouble();
  }

  private Term counted(Term raw, List<Integer> which) {
    return raw.max(row(which, ExpectedFormula.Range::low))
        .min(row(which, ExpectedFormula.Range::most));
  }

  private Term inside(Term raw, List<Integer> which) {
    return raw.max(row(which, ExpectedFormula.Range::low))
        .min(row(which, ExpectedFormula.Range::high));
  }

  private Term held(Term raw, List<Integer> which) {
    Term inside = inside(raw, which);
    return row(which, r -> r.whole() ? 1 : 0).more(0).choose(inside.apply("Round"), inside);
  }

  private ColumnInputs units(List<Integer> which) {
    return new ColumnInputs(graph, List.of(), which.stream().map(encodings::get).toList());
  }

  private List<Integer> which(Predicate<ColumnEncoding> wanted) {
    List<Integer> which = new ArrayList<>();
    for (int c = 0; c < encodings.size(); c++) {
      if (wanted.test(encodings.get(c))) {
        which.add(c);
      }
    }
    return which;
  }

  private Term picked(Term of, int axis, List<Integer> which) {
    return of.gather(axis, graph.longs(which.stream().mapToLong(c -> c).toArray()));
  }

  private static void each(Term[] into, List<Integer> which, Term values) {
    for (int i = 0; i < which.size(); i++) {
      into[which.get(i)] = values.slice(1, i, i + 1);
    }
  }

  private Term row(List<Integer> which, ToDoubleFunction<ExpectedFormula.Range> number) {
    double[] values =
        which.stream().mapToDouble(c -> number.applyAsDouble(formula.ranges().get(c))).toArray();
    return graph.doubles(List.of((long) values.length), values);
  }
}
