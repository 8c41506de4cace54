package dev.vae.export.table;

import dev.vae.core.draws.ColumnDraws;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.formula.FillFormula;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.GraphDef;
import dev.vae.export.internal.onnx.OnnxType;
import dev.vae.export.table.column.Cells;
import dev.vae.export.table.column.ColumnInputs;
import dev.vae.export.table.column.ColumnOutputs;
import dev.vae.export.table.column.DateCells;
import dev.vae.export.table.column.WordColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;

/** The graph of {@code impute.onnx}. */
@NullUnmarked // no null leaves it
final class ImputeGraph {
  /** The name of the input that chooses among draws. */
  static final String CHOICE = "choice";

  private static final List<String> ROWS = List.of("N");
  private static final List<String> TABLES = List.of("M", "N");

  private final FillFormula formula;
  private final List<Column> columns;
  private final List<ColumnEncoding> parts;
  private final List<ColumnEncoding> encodings;
  private final OwnNames names;
  private final OnnxGraph graph;
  private final Map<String, String> noise = new TreeMap<>();

  ImputeGraph(
      FillFormula formula,
      List<Column> columns,
      List<ColumnEncoding> encodings,
      OwnNames names,
      int opset) {
    this.formula = formula;
    this.columns = columns;
    this.parts = encodings;
    this.encodings = ColumnEncoding.cells(encodings);
    this.names = names;
    this.graph = new OnnxGraph(opset);
  }

  /** The inputs of noise, and what each is to be filled with, once the graph is built. */
  Map<String, String> noise() {
    return noise;
  }

  /** The whole. */
  GraphDef build() {
    ColumnInputs inputs = new ColumnInputs(graph, columns, parts);
    List<Term> raw = inputs.raw();
    Computation computation = ColumnDraws.of(formula.vae()).computation(formula.draws(), true);
    Map<String, Term> shared = noiseInputs(computation);
    Term level =
        graph.input(
            names.of("level"),
            OnnxType.DOUBLE,
            List.of(),
            "the fraction of cells that intervals cover, such as 0.9");
    Term choice = choice();
    Cells cells = inputs.cells(raw);
    graph.at("draws");
    Map<String, Term> every = new LinkedHashMap<>();
    shared.forEach((leaf, term) -> every.put(leaf, repeated(computation, leaf, term, cells)));
    Map<String, Term> drawn =
        new VaePart(graph)
            .draws("generator", formula.vae(), computation, cells, every, cells.values());
    int k = formula.draws();
    DateCells dates = new DateCells(graph, parts);
    Term each = drawn.get("value").reshape(k, -1, parts.size());
    Term values = dates.scaled(each, each, 2);
    Term means = dates.scaled(drawn.get("mean").reshape(k, -1, parts.size()), each, 2);
    graph.at("expected");
    Term expected = new ExpectedPart(graph, formula.expected(), parts).of("expected", cells);
    graph.at("weights");
    ImportanceWeights weights = ImportanceWeights.of(graph, drawn.get("logWeight"), k);
    Term holes = dates.first(cells.observed(), 1).more(0).not();
    Term hidden = holes.asDouble().sum(1).over(columns.size());
    graph.output(
        names.of("effectiveSamples"),
        hidden.more(0).choose(weights.effective(graph), graph.number(Double.NaN)),
        ROWS,
        "how many equally weighted draws a row's weighted ones are worth; NaN where none is"
            + " missing");
    numbers(weights, values, means, hidden, level, expected, raw, holes);
    Map<Integer, Term> modes = categories(weights, values, hidden, level, expected, raw, holes);
    completed(weights, values, choice, modes, raw, holes);
    return graph.build(
        "impute", "Fills the missing cells of rows, with intervals; other cells stay.");
  }

  private void numbers(
      ImportanceWeights weights,
      Term values,
      Term means,
      Term hidden,
      Term level,
      Term expected,
      List<Term> raw,
      Term holes) {
    List<Integer> which = which(false);
    if (which.isEmpty()) {
      return;
    }
    graph.at("numbers");
    List<FillFormula.Bounds> bounds = which.stream().map(formula.columns()::get).toList();
    Residuals residuals = new Residuals(graph, bounds, hidden);
    Term own = picked(values, which).asDouble();
    boolean[] masked = formula.selfMasked();
    double[] kept = which.stream().mapToDouble(c -> masked[c] ? 1 : 0).toArray();
    Term hole = graph.doubles(List.of((long) kept.length), kept).more(0);
    FilledNumbers.Outputs said =
        new FilledNumbers(
                graph,
                which.stream().map(columns::get).toList(),
                which.stream().map(encodings::get).toList(),
                bounds)
            .of(
                weights,
                own,
                hole.choose(own, picked(means, which).asDouble()),
                residuals,
                level,
                formula.draws());
    for (int i = 0; i < which.size(); i++) {
      int c = which.get(i);
      Column column = columns.get(c);
      graph.at("filled/" + column.name());
      Term missing = holes.at(1, c);
      Term value = expected.at(1, c);
      value(column, missing, value, raw.get(c));
      boolean holds = encodings.get(c).spikes().isEmpty();
      Term low = holds ? said.low().at(1, i).min(value) : said.low().at(1, i);
      Term high = holds ? said.high().at(1, i).max(value) : said.high().at(1, i);
      if (WordColumn.is(column)) {
        set(column, missing, between(column, low, high));
      } else {
        output("low", column, missing, low, "the interval's lower end");
        output("high", column, missing, high, "the interval's upper end");
      }
      output("spread", column, missing, said.spread().at(1, i), "the draws' deviation");
    }
  }

  private Term between(Column column, Term low, Term high) {
    double[] levels = new double[column.levels().size()];
    java.util.Arrays.setAll(levels, l -> l);
    Term all = graph.doubles(List.of((long) levels.length), levels);
    return all.atLeast(low.unsqueeze(1)).and(high.unsqueeze(1).atLeast(all));
  }

  /** Returns the likeliest drawn level of each column of categories, by the column's place. */
  private Map<Integer, Term> categories(
      ImportanceWeights weights,
      Term values,
      Term hidden,
      Term level,
      Term expected,
      List<Term> raw,
      Term holes) {
    Map<Integer, Term> modes = new HashMap<>();
    for (int c : which(true)) {
      Column column = columns.get(c);
      graph.at("filled/" + column.name());
      Residuals residuals = new Residuals(graph, List.of(formula.columns().get(c)), hidden);
      FilledCategory.Outputs said =
          new FilledCategory(graph, encodings.get(c).levels())
              .of(weights, values.at(2, c).asDouble(), residuals, level);
      Term missing = holes.at(1, c);
      value(column, missing, expected.at(1, c), raw.get(c));
      List<String> matrix = List.of("N", Integer.toString(encodings.get(c).levels()));
      graph.output(
          names.of("probability", column.name()),
          missing.unsqueeze(1).choose(said.probability(), graph.number(Double.NaN)),
          matrix,
          "how likely each level is, in the order of bundle.json");
      set(column, missing, said.set(expected.at(1, c)));
      output(
          "spread",
          column,
          missing,
          said.spread(expected.at(1, c)),
          "1 less the likeliest level's probability");
      modes.put(c, said.mode());
    }
    return modes;
  }

  private Term choice() {
    String name = names.of(CHOICE);
    noise.put(name, "uniform");
    return graph
        .input(
            name,
            OnnxType.FLOAT,
            TABLES,
            "uniform numbers from 0 to below 1, which choose the draws of M completed tables; M may"
                + " be 0")
        .asDouble();
  }

  /** Whole rows drawn by weight: the cells of a row in one table are of one draw. */
  private void completed(
      ImportanceWeights weights,
      Term values,
      Term choice,
      Map<Integer, Term> modes,
      List<Term> raw,
      Term holes) {
    graph.at("completed");
    Term sums = weights.byRow().runningSum().unsqueeze(1);
    Term chosen =
        choice
            .transpose(1, 0)
            .unsqueeze(2)
            .atLeast(sums)
            .asDouble()
            .sum(2)
            .min(formula.draws() - 1.0)
            .as(OnnxType.INT64);
    List<Term> own = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      Term drawn = values.at(2, c).transpose(1, 0).gatherLast(chosen).transpose(1, 0).asDouble();
      if (modes.containsKey(c)) {
        Term unseen = drawn.atLeast(graph.number(encodings.get(c).levels()));
        drawn = unseen.choose(modes.get(c), drawn);
      }
      own.add(drawn.unsqueeze(2));
    }
    Term all = new ColumnInputs(graph, columns, encodings).toCells(graph.concat(2, own));
    for (int c = 0; c < columns.size(); c++) {
      Column column = columns.get(c);
      graph.at("completed/" + column.name());
      FillFormula.Bounds bounds = formula.columns().get(c);
      Term inside = all.at(2, c).max(bounds.low()).min(bounds.high());
      boolean whole = column.type() == ColumnType.COUNT || column.type().hasLevels();
      written(
          "draws",
          column,
          holes.at(1, c),
          whole ? inside.apply("Round") : inside,
          raw.get(c),
          TABLES);
    }
  }

  private void set(Column column, Term missing, Term belongs) {
    graph.output(
        names.of("set", column.name()),
        belongs.and(missing.unsqueeze(1)),
        List.of("N", Integer.toString(column.levels().size())),
        "whether each level belongs to the set that is to hold the true one so often");
  }

  private void output(String what, Column column, Term missing, Term value, String doc) {
    graph.output(
        names.of(what, column.name()),
        missing.choose(value, graph.number(Double.NaN)),
        ROWS,
        doc + ", NaN where nothing was missing");
  }

  private void value(Column column, Term missing, Term filled, Term raw) {
    written("imputed", column, missing, filled, raw, ROWS);
  }

  /** The cell as it was, or filled, in the column's own words and units. */
  private void written(
      String what, Column column, Term missing, Term filled, Term raw, List<String> dims) {
    ColumnOutputs.Filled own = ColumnOutputs.filled(graph, column, filled);
    Term given =
        own.text()
            ? new Term(graph, OnnxType.STRING, OwnNames.of(column))
            : ColumnOutputs.units(column, raw);
    Term value = missing.choose(own.value(), given);
    names.texts(graph, names.of(what, column.name()), column, value, dims, own.doc());
  }

  private List<Integer> which(boolean category) {
    List<Integer> which = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      if (encodings.get(c).category() == category) {
        which.add(c);
      }
    }
    return which;
  }

  private Term picked(Term draws, List<Integer> which) {
    return draws.gather(2, graph.longs(which.stream().mapToLong(c -> c).toArray()));
  }

  /** An input for each leaf of noise, without the rows' axis. */
  private Map<String, Term> noiseInputs(Computation computation) {
    Map<String, Term> inputs = new LinkedHashMap<>();
    for (Tensor leaf : computation.leaves(Op.NOISE)) {
      List<Long> dims = new ArrayList<>();
      for (Dim dim : leaf.shape().dims()) {
        if (!dim.batch()) {
          dims.add((long) dim.factor());
        }
      }
      boolean posterior = leaf.name().startsWith("posterior");
      String name = posterior ? names.of(ScoreGraph.NOISE) : names.of("valueNoise", leaf.name());
      boolean normal = leaf.attributes(Noise.class).distribution() == Noise.Distribution.NORMAL;
      noise.put(name, normal ? "normal" : "uniform");
      inputs.put(
          leaf.name(),
          graph.input(
              name,
              dims,
              formula.noise().get(leaf.name()),
              "independent "
                  + (normal ? "standard normal numbers" : "uniform numbers between 0 and 1")
                  + ", those of 'vae impute' unless given"));
    }
    return inputs;
  }

  /** The same noise for every row. */
  private Term repeated(Computation computation, String leaf, Term shared, Cells cells) {
    Tensor tensor =
        computation.leaves(Op.NOISE).stream()
            .filter(t -> t.name().equals(leaf))
            .findFirst()
            .orElseThrow();
    List<Term> lengths = new ArrayList<>();
    int axis = 0;
    for (int i = 0; i < tensor.shape().rank(); i++) {
      boolean rows = tensor.shape().dim(i).batch();
      lengths.add(rows ? cells.rows() : graph.longs(1));
      axis = rows ? i : axis;
    }
    return shared.unsqueeze(axis).expand(lengths.toArray(Term[]::new));
  }
}
