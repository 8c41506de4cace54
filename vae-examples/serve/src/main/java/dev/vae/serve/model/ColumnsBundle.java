package dev.vae.serve.model;

import dev.vae.export.runtime.Bundle;
import dev.vae.export.runtime.OnnxSettings;
import dev.vae.export.runtime.OnnxTable;
import dev.vae.export.runtime.OnnxVae;
import dev.vae.serve.call.JsonCall;
import dev.vae.serve.call.Refusal;
import dev.vae.serve.tensor.Datatype;
import dev.vae.serve.tensor.InferenceRequest;
import dev.vae.serve.tensor.NamedTensor;
import dev.vae.serve.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;

/** What a table's exported files do: score, impute, encode, sample, as far as they are there. */
final class ColumnsBundle {
  private static final int REASONS = 3;
  private static final int MOST_REASONS = 1000;

  private final OnnxTable table;
  private final BundleCells cells;
  private final ServingOptions options;

  private ColumnsBundle(OnnxTable table, ServingOptions options) {
    this.table = table;
    this.options = options;
    cells = new BundleCells(table.bundle());
  }

  static ServedModel load(Path folder, OnnxSettings settings, ServingOptions options) {
    OnnxTable table = OnnxTable.open(folder, settings);
    try {
      table.load();
      ColumnsBundle made = new ColumnsBundle(table, options);
      Bundle bundle = table.bundle();
      Map<String, Operation> all = new LinkedHashMap<>();
      bundle.files().keySet().stream()
          .flatMap(file -> made.operation(file).entrySet().stream())
          .forEach(e -> all.put(e.getKey(), e.getValue()));
      List<Map<String, Object>> empty = List.of(Map.of());
      WarmUp.run(
          () -> {
            table.score(empty, REASONS);
            table.impute(empty);
          });
      return new ServedModel("bundle", all, table::close);
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }

  /** What a file does, by name; nothing for a file of a later version. */
  private Map<String, Operation> operation(String file) {
    return switch (file) {
      case "score" -> Map.of("score", score());
      case "impute" -> Map.of("impute", impute());
      case "encoder" -> Map.of("encode", encode());
      case "sample" -> Map.of("sample", new Sample());
      default -> Map.of();
    };
  }

  // --- score -------------------------------------------------------------------------------------

  private Operation score() {
    List<TensorSpec> outputs = new ArrayList<>();
    for (String name : List.of("score", "standardError", "percentile", "pValue")) {
      outputs.add(TensorSpec.perRow(name, Datatype.FP64));
    }
    outputs.add(new TensorSpec("reasons", Datatype.BYTES, List.of(-1L, (long) REASONS)));
    return new BundleOperation<Integer, Map<String, Object>, OnnxTable.Score>(
        cells.specs(),
        outputs,
        options.batcher((reasons, rows) -> table.score(rows, reasons)),
        request -> new BundleOperation.Asked<>(reasons(request), cells.read(request)),
        call ->
            new BundleOperation.Asked<>(
                (int) call.whole("reasons", REASONS, 0, MOST_REASONS), cells.read(call)),
        ColumnsBundle::tensors,
        this::answer);
  }

  private static int reasons(InferenceRequest request) {
    return request.outputs().isEmpty()
            || request.outputs().stream().anyMatch(o -> o.name().equals("reasons"))
        ? REASONS
        : 0;
  }

  private static List<NamedTensor> tensors(List<OnnxTable.Score> all) {
    String[] words = new String[all.size() * REASONS];
    for (int r = 0; r < all.size(); r++) {
      List<OnnxTable.Reason> reasons = all.get(r).reasons();
      for (int k = 0; k < REASONS; k++) {
        words[r * REASONS + k] =
            k < reasons.size()
                ? reasons.get(k).column() + ", expected " + reasons.get(k).expected()
                : "";
      }
    }
    return List.of(
        numbers("score", all, OnnxTable.Score::score),
        numbers("standardError", all, OnnxTable.Score::standardError),
        numbers("percentile", all, OnnxTable.Score::percentile),
        numbers("pValue", all, OnnxTable.Score::pValue),
        new NamedTensor(
            "reasons",
            Datatype.BYTES,
            List.of((long) all.size(), (long) REASONS),
            new NamedTensor.Texts(words)));
  }

  private static <T> NamedTensor numbers(String name, List<T> all, ToDoubleFunction<T> of) {
    return NamedTensor.of(name, all.stream().mapToDouble(of).toArray());
  }

  private Object answer(Map<String, Object> row, OnnxTable.Score score) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("score", score.score());
    map.put("standardError", score.standardError());
    map.put("percentile", score.percentile());
    map.put("pValue", score.pValue());
    List<Object> reasons = new ArrayList<>();
    for (OnnxTable.Reason reason : score.reasons()) {
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("column", reason.column());
      told.put("surprise", reason.surprise());
      told.put("value", row.get(reason.column()));
      told.put("expected", reason.expected());
      reasons.add(told);
    }
    map.put("reasons", reasons);
    cells.problems(map, row);
    return map;
  }

  // --- impute ------------------------------------------------------------------------------------

  private Operation impute() {
    return new BundleOperation<String, Map<String, Object>, OnnxTable.Filled>(
        cells.specs(),
        cells.specs(),
        options.batcher((same, rows) -> table.impute(rows)),
        request -> new BundleOperation.Asked<>("", cells.read(request)),
        call -> new BundleOperation.Asked<>("", cells.read(call)),
        all -> cells.tensors(all.stream().map(OnnxTable.Filled::row).toList()),
        (row, filled) -> {
          Map<String, Object> map = new LinkedHashMap<>();
          map.put("values", filled.row());
          map.put("filled", filled.cells().stream().map(ColumnsBundle::cell).toList());
          cells.problems(map, row);
          return map;
        });
  }

  private static Map<String, Object> cell(OnnxTable.Cell cell) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("column", cell.column());
    map.put("value", cell.value());
    if (cell.levels().isEmpty()) {
      map.put("low", cell.low());
      map.put("high", cell.high());
    } else {
      map.put("levels", cell.levels());
    }
    map.put("spread", cell.spread());
    return map;
  }

  // --- encode ------------------------------------------------------------------------------------

  private Operation encode() {
    long latent = table.bundle().latent();
    return new BundleOperation<String, Map<String, Object>, float[]>(
        cells.specs(),
        List.of(new TensorSpec("mean", Datatype.FP32, List.of(-1L, latent))),
        options.batcher((same, rows) -> means(rows)),
        request -> new BundleOperation.Asked<>("", cells.read(request)),
        call -> new BundleOperation.Asked<>("", cells.read(call)),
        all ->
            List.of(NamedTensor.of("mean", Datatype.FP32, RowsBundle.wide(all), List.of(latent))),
        (row, mean) -> {
          Map<String, Object> map = new LinkedHashMap<>();
          map.put("mean", mean);
          cells.problems(map, row);
          return map;
        });
  }

  private List<float[]> means(List<Map<String, Object>> rows) {
    OnnxVae.Encodings all = table.encode(rows);
    return List.of(all.mean());
  }

  // --- sample ------------------------------------------------------------------------------------

  /** New rows like those of the table. */
  private final class Sample implements Operation {
    private static final String WHERE = "where";

    @Override
    public List<TensorSpec> inputs() {
      return List.of(
          new TensorSpec("count", Datatype.INT64, List.of(1L)),
          new TensorSpec("seed", Datatype.INT64, List.of(1L)));
    }

    @Override
    public List<TensorSpec> outputs() {
      return cells.specs();
    }

    private List<Map<String, Object>> made(SampleRequest asked, boolean conditioned) {
      if (conditioned) {
        throw Refusal.badRequest(
            "exported files draw rows of all kinds: 'where' needs the model that they were made"
                + " of");
      }
      return table.sample(asked.count(), asked.seed());
    }

    @Override
    public void infer(
        InferenceRequest request, BiConsumer<List<NamedTensor>, RuntimeException> told) {
      boolean conditioned = request.inputs().containsKey(WHERE);
      told.accept(cells.tensors(made(SampleRequest.of(request), conditioned)), null);
    }

    @Override
    public void call(JsonCall call, BiConsumer<Map<String, Object>, RuntimeException> told) {
      boolean conditioned = call.options().get(WHERE) != null;
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("rows", made(SampleRequest.of(call), conditioned));
      told.accept(answer, null);
    }
  }
}
