package dev.vae.serve.model;

import dev.vae.core.engine.Engine;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.cell.CellReader;
import dev.vae.data.table.column.Column;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.encode.TableEncoder;
import dev.vae.data.tabular.impute.ImputedCell;
import dev.vae.data.tabular.impute.ImputedRow;
import dev.vae.data.tabular.impute.Imputer;
import dev.vae.data.tabular.synthesize.SynthesisSummary;
import dev.vae.data.tabular.synthesize.Synthesizer;
import dev.vae.serve.call.Batcher;
import dev.vae.serve.call.JsonCall;
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

/** What a table's model does: score, impute, sample. */
final class TableOperations {
  private static final int MOST_REASONS = 1000;

  private final TableModel model;
  private final TableCells cells;
  private final TableAnswers answers;
  private final Imputer imputer;
  private final Batcher<Integer, TableRow, RowScore> scores;
  private final Batcher<String, TableRow, ImputedRow> imputations;
  private final TableEncoder encoder;

  private TableOperations(TableModel model, ServingOptions options) {
    this.model = model;
    cells = new TableCells(model.schema());
    answers = new TableAnswers(model);
    imputer = Imputer.of(model);
    encoder = TableEncoder.of(model);
    scores = options.batcher((reasons, rows) -> model.score(rows, reasons));
    imputations = options.batcher((all, rows) -> imputer.impute(rows));
  }

  static ServedModel load(Path folder, ServingOptions options) {
    return of(TableModel.load(folder, options.plugins(), Engine.defaults()), options);
  }

  static ServedModel of(TableModel model, ServingOptions options) {
    TableOperations made = new TableOperations(model, options);
    made.warm();
    Map<String, Operation> all = new LinkedHashMap<>();
    all.put("score", made.new Score());
    all.put("impute", made.new Impute());
    all.put("encode", made.new Encode());
    all.put("sample", made.new Sample());
    return new ServedModel("table", all, () -> {});
  }

  /** Scores and fills a row of its own making, so that the first who ask need not wait. */
  private void warm() {
    List<Map<String, Object>> rows = new ArrayList<>();
    List<Column> columns = model.schema().columns();
    Synthesizer.of(model)
        .forEach(
            1,
            texts -> {
              Map<String, Object> row = new LinkedHashMap<>();
              for (int c = 0; c < texts.length; c++) {
                row.put(columns.get(c).name(), texts[c]);
              }
              rows.add(row);
            });
    JsonCall call = new JsonCall(List.copyOf(rows), Map.of());
    WarmUp.run(
        () -> {
          List<TableRow> read = cells.read(call).rows();
          model.score(read, 3);
          imputer.impute(read);
        });
  }

  /** How odd rows are, and why. */
  private final class Score implements Operation {
    private static final int REASONS = 3;

    @Override
    public List<TensorSpec> inputs() {
      return cells.specs();
    }

    @Override
    public List<TensorSpec> outputs() {
      List<TensorSpec> all = new ArrayList<>();
      for (String name : List.of("score", "standardError", "percentile", "pValue")) {
        all.add(TensorSpec.perRow(name, Datatype.FP64));
      }
      all.add(new TensorSpec("reasons", Datatype.BYTES, List.of(-1L, (long) REASONS)));
      return all;
    }

    @Override
    public void infer(
        InferenceRequest request, BiConsumer<List<NamedTensor>, RuntimeException> told) {
      boolean reasons =
          request.outputs().isEmpty()
              || request.outputs().stream().anyMatch(o -> o.name().equals("reasons"));
      scores.submit(
          reasons ? REASONS : 0,
          cells.read(request),
          (all, fault) -> told.accept(all == null ? null : tensors(all, reasons), fault));
    }

    private List<NamedTensor> tensors(List<RowScore> all, boolean reasons) {
      List<NamedTensor> tensors = new ArrayList<>();
      tensors.add(NamedTensor.of("score", all.stream().mapToDouble(RowScore::score).toArray()));
      tensors.add(
          NamedTensor.of(
              "standardError", all.stream().mapToDouble(RowScore::standardError).toArray()));
      tensors.add(
          NamedTensor.of("percentile", all.stream().mapToDouble(RowScore::percentile).toArray()));
      tensors.add(NamedTensor.of("pValue", all.stream().mapToDouble(RowScore::pValue).toArray()));
      if (reasons) {
        String[] words = new String[all.size() * REASONS];
        for (int r = 0; r < all.size(); r++) {
          for (int k = 0; k < REASONS; k++) {
            List<RowScore.Reason> here = all.get(r).reasons();
            words[r * REASONS + k] = k < here.size() ? model.words(here.get(k)) : "";
          }
        }
        tensors.add(
            new NamedTensor(
                "reasons",
                Datatype.BYTES,
                List.of((long) all.size(), (long) REASONS),
                new NamedTensor.Texts(words)));
      }
      return tensors;
    }

    @Override
    public void call(JsonCall call, BiConsumer<Map<String, Object>, RuntimeException> told) {
      TableCells.Read read = cells.read(call);
      int reasons = (int) call.whole("reasons", REASONS, 0, MOST_REASONS);
      scores.submit(
          reasons,
          read.rows(),
          (all, fault) -> told.accept(all == null ? null : answer(all, read), fault));
    }

    private Map<String, Object> answer(List<RowScore> all, TableCells.Read read) {
      List<Object> rows = new ArrayList<>();
      for (int r = 0; r < all.size(); r++) {
        RowScore row = all.get(r);
        Map<String, Object> map = answers.score(row);
        addProblems(map, read.rows().get(r));
        rows.add(map);
      }
      return answered(rows, read.notes());
    }
  }

  private void addProblems(Map<String, Object> map, TableRow row) {
    List<String> problems = cells.problems(row);
    if (!problems.isEmpty()) {
      map.put("problems", problems);
    }
  }

  private static Map<String, Object> answered(List<Object> rows, List<String> notes) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("rows", rows);
    if (!notes.isEmpty()) {
      answer.put("notes", notes);
    }
    return answer;
  }

  /** Rows with their missing cells filled. */
  private final class Impute implements Operation {
    @Override
    public List<TensorSpec> inputs() {
      return cells.specs();
    }

    @Override
    public List<TensorSpec> outputs() {
      return cells.specs();
    }

    @Override
    public void infer(
        InferenceRequest request, BiConsumer<List<NamedTensor>, RuntimeException> told) {
      List<TableRow> rows = cells.read(request);
      imputations.submit(
          "", rows, (all, fault) -> told.accept(all == null ? null : tensors(rows, all), fault));
    }

    private List<NamedTensor> tensors(List<TableRow> rows, List<ImputedRow> all) {
      List<NamedTensor> tensors = new ArrayList<>();
      for (TensorSpec spec : cells.specs()) {
        int column = model.schema().index(spec.name()).orElseThrow();
        double[] numbers = new double[all.size()];
        String[] texts = new String[all.size()];
        for (int r = 0; r < numbers.length; r++) {
          numbers[r] = rows.get(r).values()[column];
          texts[r] = rows.get(r).cell(column);
          for (ImputedCell cell : all.get(r).cells()) {
            if (cell.column().equals(spec.name())) {
              numbers[r] = cell.value();
              texts[r] = cell.text();
            }
          }
        }
        tensors.add(
            spec.datatype() == Datatype.BYTES
                ? NamedTensor.of(spec.name(), texts)
                : NamedTensor.of(spec.name(), numbers));
      }
      return tensors;
    }

    @Override
    public void call(JsonCall call, BiConsumer<Map<String, Object>, RuntimeException> told) {
      TableCells.Read read = cells.read(call);
      imputations.submit(
          "",
          read.rows(),
          (all, fault) -> told.accept(all == null ? null : answer(call, all, read), fault));
    }

    private Map<String, Object> answer(JsonCall call, List<ImputedRow> all, TableCells.Read read) {
      List<Object> rows = new ArrayList<>();
      for (int r = 0; r < all.size(); r++) {
        Map<String, Object> values = new LinkedHashMap<>();
        ((Map<?, ?>) call.rows().get(r)).forEach((name, value) -> values.put((String) name, value));
        List<Object> filled = new ArrayList<>();
        for (ImputedCell cell : all.get(r).cells()) {
          values.put(cell.column(), answers.value(cell));
          filled.add(answers.filled(cell));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("values", values);
        map.put("filled", filled);
        addProblems(map, read.rows().get(r));
        rows.add(map);
      }
      return answered(rows, read.notes());
    }
  }

  /** Where rows lie in the latent space. */
  private final class Encode implements Operation {
    @Override
    public List<TensorSpec> inputs() {
      return cells.specs();
    }

    @Override
    public List<TensorSpec> outputs() {
      return List.of(new TensorSpec("mean", Datatype.FP32, List.of(-1L, (long) encoder.latent())));
    }

    @Override
    public void infer(
        InferenceRequest request, BiConsumer<List<NamedTensor>, RuntimeException> told) {
      double[][] means =
          cells.read(request).stream()
              .map(row -> doubles(encoder.encode(row)))
              .toArray(double[][]::new);
      List<Long> event = List.of((long) encoder.latent());
      told.accept(List.of(NamedTensor.of("mean", Datatype.FP32, means, event)), null);
    }

    private static double[] doubles(float[] floats) {
      double[] all = new double[floats.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = floats[i];
      }
      return all;
    }

    @Override
    public void call(JsonCall call, BiConsumer<Map<String, Object>, RuntimeException> told) {
      TableCells.Read read = cells.read(call);
      List<Object> rows = new ArrayList<>();
      for (TableRow row : read.rows()) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("mean", encoder.encode(row));
        addProblems(map, row);
        rows.add(map);
      }
      told.accept(answered(rows, read.notes()), null);
    }
  }

  /** New rows like those of the table. */
  private final class Sample implements Operation {
    @Override
    public List<TensorSpec> inputs() {
      return List.of(
          new TensorSpec("count", Datatype.INT64, List.of(1L)),
          new TensorSpec("seed", Datatype.INT64, List.of(1L)),
          new TensorSpec("where", Datatype.BYTES, List.of(1L)));
    }

    @Override
    public List<TensorSpec> outputs() {
      return cells.specs();
    }

    private record Made(List<String[]> rows, SynthesisSummary summary) {}

    private Made made(SampleRequest asked, String where) {
      Synthesizer maker = Synthesizer.of(model).seed(asked.seed());
      List<String[]> rows = new ArrayList<>();
      Synthesizer chosen = where == null || where.isBlank() ? maker : maker.where(where);
      return new Made(rows, chosen.forEach(asked.count(), rows::add));
    }

    @Override
    public void infer(
        InferenceRequest request, BiConsumer<List<NamedTensor>, RuntimeException> told) {
      NamedTensor where = request.inputs().get("where");
      Made made =
          made(
              SampleRequest.of(request),
              where != null
                      && where.values() instanceof NamedTensor.Texts texts
                      && texts.size() == 1
                  ? texts.array()[0]
                  : null);
      TableSchema schema = model.schema();
      List<NamedTensor> tensors = new ArrayList<>();
      for (TensorSpec spec : cells.specs()) {
        int column = schema.index(spec.name()).orElseThrow();
        String[] texts = made.rows.stream().map(row -> row[column]).toArray(String[]::new);
        if (spec.datatype() == Datatype.BYTES) {
          tensors.add(NamedTensor.of(spec.name(), texts));
        } else {
          double[] numbers = new double[texts.length];
          CellReader reader = new CellReader(schema.columns().get(column));
          for (int r = 0; r < numbers.length; r++) {
            numbers[r] = reader.read(texts[r]);
          }
          tensors.add(NamedTensor.of(spec.name(), numbers));
        }
      }
      told.accept(tensors, null);
    }

    @Override
    public void call(JsonCall call, BiConsumer<Map<String, Object>, RuntimeException> told) {
      Made made = made(SampleRequest.of(call), call.condition("where").orElse(null));
      List<Object> rows = new ArrayList<>();
      List<Column> columns = model.schema().columns();
      for (String[] cells : made.rows) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int c = 0; c < cells.length; c++) {
          row.put(columns.get(c).name(), value(columns.get(c), cells[c]));
        }
        rows.add(row);
      }
      told.accept(answered(rows, made.summary.notes()), null);
    }

    private Object value(Column column, String cell) {
      if (cell == null || cell.isEmpty()) {
        return null;
      }
      return column.type().numeric() ? (Object) new CellReader(column).read(cell) : cell;
    }
  }
}
