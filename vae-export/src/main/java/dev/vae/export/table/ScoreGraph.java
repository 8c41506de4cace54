package dev.vae.export.table;

import dev.vae.data.table.column.Column;
import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.formula.MemberFormula;
import dev.vae.data.tabular.formula.ScoreFormula;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.GraphDef;
import dev.vae.export.internal.onnx.OnnxType;
import dev.vae.export.table.column.Cells;
import dev.vae.export.table.column.ColumnInputs;
import dev.vae.export.table.column.ColumnOutputs;
import dev.vae.export.table.column.DateCells;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** The graph of {@code score.onnx}. */
@NullUnmarked // no null leaves it
final class ScoreGraph {
  /** The name of the input of noise. */
  static final String NOISE = "noise";

  /** The name of the input that asks for reasons. */
  static final String REASONS = "reasons";

  private final ScoreFormula formula;
  private final List<Column> columns;
  private final List<ColumnEncoding> encodings;
  private final OwnNames names;
  private final OnnxGraph graph;

  ScoreGraph(
      ScoreFormula formula,
      List<Column> columns,
      List<ColumnEncoding> encodings,
      OwnNames names,
      int opset) {
    this.formula = formula;
    this.columns = columns;
    this.encodings = encodings;
    this.names = names;
    this.graph = new OnnxGraph(opset);
  }

  /** The whole. */
  GraphDef build() {
    List<MemberFormula> members = formula.members();
    ColumnInputs inputs = new ColumnInputs(graph, columns, encodings);
    List<Term> raw = inputs.raw();
    Term noise = noise();
    Term reasons =
        graph.input(names.of(REASONS), OnnxType.BOOL, List.of(), "whether surprises are told");
    Cells cells = inputs.cells(raw);
    Term units = NeighbourPart.units(cells);
    graph.at("columns by themselves");
    BaselineParts baselines = new BaselineParts(graph, encodings);
    Term shares = baselines.shares(cells, members);
    Term alone = baselines.alone(cells, members);
    graph.at("random cuts");
    Term cuts = new IsolationForestPart(graph, encodings).of(cells, units, members);
    List<Term> scores = new ArrayList<>();
    List<Term> left = new ArrayList<>();
    List<Term> squares = new ArrayList<>();
    List<Term> noises = new ArrayList<>();
    long from = 0;
    for (int m = 0; m < members.size(); m++) {
      MemberFormula member = members.get(m);
      String name = "member " + (m + 1);
      long latent = member.vae().spec().latent();
      Term own = shared(noise.slice(1, from, from + latent), cells);
      from += latent;
      VaePart vae = new VaePart(graph);
      graph.at(name + "/vae");
      noises.add(own);
      Term logWeight = vae.logWeight(name, member.vae(), cells, own, formula.draws());
      VaePart.Outputs said = vae.mean(logWeight, formula.draws());
      graph.at(name + "/principal components");
      BaselineParts.Scores dependent = baselines.dependent(cells, member, shares.at(1, m));
      graph.at(name + "/near rows");
      Term near = new NeighbourPart(graph, encodings).of(cells, units, member);
      graph.at(name + "/pool");
      Term independent = shares.at(1, m).plus(alone.at(1, m));
      List<Term> parts =
          List.of(said.logDensity(), dependent.dependent(), independent, near, cuts.at(0, m));
      Term score = weighted(parts, formula.pool());
      scores.add(score);
      left.add(score.minus(effect(cells, dependent.pattern())));
      squares.add(said.error().square());
    }
    outputs(cells, scores, left, squares);
    reasons(cells, reasons, noises);
    return graph.build("score", "How odd rows of a table are.");
  }

  private void outputs(Cells cells, List<Term> scores, List<Term> left, List<Term> squares) {
    int members = scores.size();
    graph.at("score");
    Term score = stacked(scores).reduce("ReduceMean", 0, false);
    Term error = stacked(squares).sum(0).apply("Sqrt").times(formula.pool()[0] / members);
    graph.at("place");
    RankPart.Outputs place =
        new RankPart(graph)
            .of(stacked(left), cells.observed().sum(1), formula.members(), encodings.size());
    List<String> rows = List.of("N");
    graph.output(
        names.of("score"),
        score,
        rows,
        "-log p of the pooled density in nats: the larger, the odder");
    graph.output(names.of("standardError"), error, rows, "of the score, by other draws");
    graph.output(
        names.of("percentile"), place.percentile(), rows, "how many of 100 usual rows score lower");
    graph.output(
        names.of("pValue"), place.pValue(), rows, "how likely a usual row scores at least as high");
  }

  /** Surprises are computed only if they are asked for: they take many times as long. */
  private void reasons(Cells cells, Term asked, List<Term> noises) {
    OnnxGraph then = graph.branch();
    SurprisePart.Outputs said =
        new SurprisePart(then, formula, encodings)
            .of(cells.in(then), noises.stream().map(then::read).toList());
    List<String> matrix = List.of("N", Integer.toString(columns.size()));
    then.output("then/surprise", said.surprise(), matrix, "");
    then.output("then/expected", said.expected(), matrix, "");
    OnnxGraph otherwise = graph.branch();
    otherwise.at("no surprise");
    Term first = new DateCells(otherwise, encodings).first(otherwise.read(cells.observed()), 1);
    Term nothing = first.times(0).plus(otherwise.number(Double.NaN));
    otherwise.output("else/surprise", nothing, matrix, "");
    otherwise.output("else/expected", nothing, matrix, "");
    graph.at("reasons");
    List<Term> told = graph.choose(asked, then, otherwise);
    Term raw = told.get(1);
    List<String> rows = List.of("N");
    for (int c = 0; c < columns.size(); c++) {
      String column = columns.get(c).name();
      graph.output(
          names.of("surprise", column),
          told.get(0).at(1, c),
          rows,
          "-log of the share of usual rows in which the column surprises more, given the others;"
              + " NaN of columns that seem to surprise less than others");
      names.texts(
          graph,
          names.of("expected", column),
          columns.get(c),
          ColumnOutputs.of(graph, columns.get(c), raw.at(1, c)),
          rows,
          "what was to be expected given the others: " + ColumnOutputs.doc(columns.get(c)));
    }
  }

  private Term stacked(List<Term> rows) {
    return graph.concat(0, rows.stream().map(t -> t.unsqueeze(0)).toList());
  }

  private static Term weighted(List<Term> parts, double[] weights) {
    Term sum = parts.get(0).times(weights[0]);
    for (int k = 1; k < weights.length; k++) {
      sum = sum.plus(parts.get(k).times(weights[k]));
    }
    return sum;
  }

  private Term effect(Cells cells, Term pattern) {
    double[] weights = formula.pattern();
    int d = encodings.size();
    double[] each = java.util.Arrays.copyOf(weights, d);
    return cells
        .observed()
        .matmul(graph.doubles(List.of((long) d), each))
        .plus(weights[d])
        .plus(pattern.times(weights[d + 1]));
  }

  /** The noise of all members side by side, {@code [K, latents]}. */
  private Term noise() {
    int k = formula.draws();
    int all = formula.members().stream().mapToInt(m -> m.vae().spec().latent()).sum();
    float[] values = new float[k * all];
    int from = 0;
    for (MemberFormula member : formula.members()) {
      int latent = member.vae().spec().latent();
      for (int i = 0; i < k; i++) {
        System.arraycopy(member.noise()[i], 0, values, i * all + from, latent);
      }
      from += latent;
    }
    return graph.input(
        names.of(NOISE),
        List.of((long) k, (long) all),
        values,
        "standard normal numbers, those of 'vae score', spread evenly, unless given");
  }

  /** Noise {@code [K, latent]} as every row's, {@code [K, N, latent]}. */
  private Term shared(Term noise, Cells cells) {
    return noise.unsqueeze(1).expand(graph.longs(1), cells.observed().length(0), graph.longs(1));
  }
}
