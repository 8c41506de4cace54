package dev.vae.export.table;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.trace.TracedModel;
import dev.vae.data.table.column.Column;
import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.internal.onnx.GraphDef;
import dev.vae.export.internal.onnx.OnnxType;
import dev.vae.export.table.column.Cells;
import dev.vae.export.table.column.ColumnInputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The graph of {@code encoder.onnx}: the posteriors of rows in the part that fills cells. */
final class EncoderGraph {
  private final Vae vae;
  private final List<Column> columns;
  private final List<ColumnEncoding> encodings;
  private final OwnNames names;
  private final OnnxGraph graph;

  EncoderGraph(
      Vae vae, List<Column> columns, List<ColumnEncoding> encodings, OwnNames names, int opset) {
    this.vae = vae;
    this.columns = columns;
    this.encodings = encodings;
    this.names = names;
    this.graph = new OnnxGraph(opset);
  }

  /** The whole. */
  GraphDef build() {
    ColumnInputs inputs = new ColumnInputs(graph, columns, encodings);
    Cells cells = inputs.cells(inputs.raw());
    TracedModel trace = vae.graphs().inference(true);
    Map<String, Tensor> wanted = new LinkedHashMap<>();
    wanted.put("mean", trace.posterior().mean());
    Optional<Tensor> logVariance = trace.posterior().logVariance();
    logVariance.ifPresent(v -> wanted.put("logVariance", v));
    Map<String, Term> values =
        Map.of(
            TracedModel.X, cells.values().as(OnnxType.FLOAT),
            TracedModel.MASK, cells.observed().as(OnnxType.FLOAT));
    graph.at("generator");
    Map<String, Term> told =
        graph.put("generator", Computation.of(wanted), vae.variables(), values);
    List<String> dims = List.of("N", Integer.toString(vae.spec().latent()));
    graph.output(names.of("mean"), told.get("mean"), dims, "the means of q(z | row)");
    if (logVariance.isPresent()) {
      graph.at("standardDeviation");
      Term half = graph.floats(List.of(), 0.5f);
      graph.output(
          names.of("standardDeviation"),
          Objects.requireNonNull(told.get("logVariance")).times(half).apply("Exp"),
          dims,
          "their standard deviations");
    }
    return graph.build("encoder", "Encodes rows: where they lie in the latent space.");
  }
}
