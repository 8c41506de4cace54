package dev.vae.export.table;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.core.mixture.GaussianMixture;
import dev.vae.core.model.Vae;
import dev.vae.core.trace.ModelComputations;
import dev.vae.core.trace.TracedModel;
import dev.vae.data.table.column.Column;
import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.draws.Generator;
import dev.vae.data.tabular.draws.MissingPatterns;
import dev.vae.data.tabular.parts.RowParts;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.GraphDef;
import dev.vae.export.internal.onnx.OnnxType;
import dev.vae.export.table.column.ColumnInputs;
import dev.vae.export.table.column.DateCells;
import dev.vae.export.table.column.DrawnColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The graph of {@code sample.onnx}: new rows of the table, as {@code vae synthesize} makes them of
 * the same noise.
 */
final class SampleGraph {
  /** The name of the input that says whether cells are missing. */
  static final String HOLES = "holes";

  /** The name of the output that says which rows can be. */
  static final String KEPT = "kept";

  private static final List<String> ROWS = List.of("N");
  private static final String UNIFORM = "uniform numbers from 0 to below 1";

  private final Generator generator;
  private final List<Column> columns;
  private final List<ColumnEncoding> encodings;
  private final OwnNames names;
  private final OnnxGraph graph;
  private final Map<String, String> noise = new TreeMap<>();

  SampleGraph(
      Generator generator,
      List<Column> columns,
      List<ColumnEncoding> encodings,
      OwnNames names,
      int opset) {
    this.generator = generator;
    this.columns = columns;
    this.encodings = encodings;
    this.names = names;
    this.graph = new OnnxGraph(opset);
  }

  /** The inputs of noise, and what each is to be filled with, once the graph is built. */
  Map<String, String> noise() {
    return noise;
  }

  /** The whole. */
  GraphDef build() {
    Term latents = latents();
    List<Term> model = new ArrayList<>();
    Term drawn = values(latents).asDouble();
    Term kept = null;
    DateCells dates = new DateCells(graph, encodings);
    RowParts parts = dates.parts();
    for (int c = 0; c < encodings.size(); c++) {
      int cell = parts.cell(c);
      graph.at("drawn/" + columns.get(cell).name());
      Term own = drawn.at(1, c);
      if (encodings.get(c).category() && parts.split(cell)) {
        model.add(own);
      } else if (encodings.get(c).category()) {
        Term can = DrawnColumn.possible(graph, columns.get(cell), encodings.get(c).levels(), own);
        kept = kept == null ? can : kept.and(can);
        model.add(own);
      } else {
        Term ranked = DrawnColumn.quantile(graph, generator.marginals().get(c), own);
        model.add(DrawnColumn.spike(graph, encodings.get(c), own).choose(own, ranked));
      }
    }
    graph.at("dependencies");
    generator
        .dependencies()
        .each()
        .forEach(
            d ->
                model.set(
                    d.target(),
                    DrawnColumn.following(
                        graph, d.values(), model.get(d.source()), model.get(d.target()))));
    graph.at("raw");
    Term every = graph.concat(1, model.stream().map(m -> m.unsqueeze(1)).toList());
    Term raw = dates.raw(new ColumnInputs(graph, columns, encodings).toCells(every), 1);
    Term observed = dates.first(observed(latents), 1);
    for (int c = 0; c < columns.size(); c++) {
      Column column = columns.get(c);
      graph.at("cells/" + column.name());
      Term rare = column.pooled().isEmpty() ? null : uniform(names.of("pooled", column.name()));
      DrawnColumn.Cell cell = DrawnColumn.cell(graph, column, raw.at(1, c), rare);
      Term there = observed.at(1, c).more(0);
      Term none =
          cell.text()
              ? graph.texts(List.of(), List.of(column.missingText()))
              : graph.number(Double.NaN);
      Term value = there.choose(cell.value(), none);
      names.texts(graph, OwnNames.of(column), column, value, ROWS, cell.doc());
    }
    graph.at("kept");
    graph.output(
        names.of(KEPT),
        kept == null ? observed.at(1, 0).atLeast(graph.number(0)) : kept,
        ROWS,
        "whether the row can be: others have a level that no row had, and are to be left out");
    return graph.build("sample", "Makes new rows like those of the table.");
  }

  private Term uniform(String name) {
    noise.put(name, "uniform");
    return graph.input(name, OnnxType.FLOAT, ROWS, UNIFORM).asDouble();
  }

  /** Latents by the density that the table's rows have, {@code [N, latent]}. */
  private Term latents() {
    GaussianMixture mixture = generator.latents().mixture();
    long d = mixture.dimensions();
    int k = mixture.components();
    graph.at("latents");
    Term component = uniform(names.of("component"));
    String normal = names.of(ScoreGraph.NOISE);
    noise.put(normal, "normal");
    Term own =
        graph
            .input(
                normal,
                OnnxType.FLOAT,
                List.of("N", Long.toString(d)),
                "independent standard normal numbers")
            .asDouble();
    Term which = DrawnColumn.chosen(graph, mixture.weights(), component);
    double[] lower = new double[(int) (k * d * d)];
    for (int c = 0; c < k; c++) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j <= i; j++) {
          int at = (int) ((c * d + i) * d + j);
          lower[at] = mixture.factors()[at];
        }
      }
    }
    Term means = graph.doubles(List.of((long) k, d), mixture.means()).gather(0, which);
    Term factors = graph.doubles(List.of((long) k, d, d), lower).gather(0, which);
    return means.plus(factors.matmul(own.unsqueeze(2)).squeeze(2));
  }

  /** What the likelihood draws of latents, {@code [N, D]}, in the model's units. */
  private Term values(Term latents) {
    Vae vae = generator.vae();
    Computation computation =
        ModelComputations.drawRows(vae.graphs().inference(false), vae.spec().latent());
    Map<String, Term> given = new HashMap<>();
    given.put(TracedModel.Z, latents.as(OnnxType.FLOAT));
    for (Tensor leaf : computation.leaves(Op.NOISE)) {
      List<String> dims =
          leaf.shape().dims().stream()
              .map((Dim dim) -> dim.batch() ? "N" : Integer.toString(dim.factor()))
              .toList();
      boolean normal = leaf.attributes(Noise.class).distribution() == Noise.Distribution.NORMAL;
      String name = names.of("valueNoise", leaf.name());
      noise.put(name, normal ? "normal" : "uniform");
      given.put(
          leaf.name(),
          graph.input(
              name,
              OnnxType.FLOAT,
              dims,
              normal ? "independent standard normal numbers" : UNIFORM));
    }
    graph.at("generator");
    Map<String, Term> told = graph.put("generator", computation, vae.variables(), given);
    return Objects.requireNonNull(told.values().iterator().next());
  }

  /** 1 where a cell is there, {@code [N, D]}. */
  private Term observed(Term latents) {
    MissingPatterns patterns = generator.patterns();
    Term all = latents.slice(1, 0, 1).times(0).plus(1);
    Term holes =
        graph.input(
            names.of(HOLES),
            OnnxType.BOOL,
            List.of(),
            "whether cells are missing as often, and together, as in the table");
    Term each =
        all.plus(graph.doubles(List.of((long) encodings.size()), new double[encodings.size()]));
    if (patterns.complete()) {
      return holes.choose(each, each);
    }
    Term uniform = uniform(names.of("pattern"));
    graph.at("holes");
    double[][] table = new double[patterns.patterns().size()][encodings.size()];
    double[] counts = patterns.counts().stream().mapToDouble(n -> n).toArray();
    for (int p = 0; p < table.length; p++) {
      for (int c = 0; c < table[p].length; c++) {
        table[p][c] = patterns.patterns().get(p).charAt(c) == '1' ? 1 : 0;
      }
    }
    Term which = DrawnColumn.counted(graph, counts, uniform);
    return holes.choose(graph.table(table, encodings.size()).gather(0, which), each);
  }
}
