package dev.vae.serve.model;

import dev.vae.core.engine.Engine;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.cell.CellReader;
import dev.vae.data.table.column.Column;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.impute.ImputedCell;
import dev.vae.data.tabular.impute.ImputedRow;
import dev.vae.serve.call.Batcher;
import dev.vae.serve.call.JsonCall;
import dev.vae.serve.call.RequestException;
import dev.vae.serve.tensor.Datatype;
import dev.vae.serve.tensor.InferenceRequest;
import dev.vae.serve.tensor.NamedTensor;
import dev.vae.serve.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/** What a table's model does, or the files exported of it: score, impute, encode, sample. */
final class TableOperations {
  private static final int MOST_REASONS = 1000;

  /** So many rows are worth a thread, to score, */
  private static final int SCORED = 16;

  /** and to fill. */
  private static final int IMPUTED = 2;

  private final TableEngine engine;
  private final TableCells cells;
  private final TableAnswers answers;
  private final Batcher<Integer, TableRow, RowScore> scores;
  private final Batcher<String, TableRow, ImputedRow> imputations;

  private TableOperations(TableEngine engine, ServingOptions options) {
    this.engine = engine;
    cells = new TableCells(engine.schema());
    answers = new TableAnswers(engine.schema());
    scores = options.splitting((reasons, rows) -> engine.score(rows, reasons), SCORED);
    imputations = options.splitting((all, rows) -> engine.impute(rows), IMPUTED);
  }

  static ServedModel load(Path folder, ServingOptions options) {
    return of(TableModel.load(folder, options.plugins(), Engine.defaults()), options);
  }

  static ServedModel of(TableModel model, ServingOptions options) {
    return of("table", new ModelEngine(model), options);
  }

  /** What an engine does; it is closed with the answer, or if there is none. */
  static ServedModel of(String platform, TableEngine engine, ServingOptions options) {
    try {
      TableOperations made = new TableOperations(engine, options);
      Map<String, Operation> all = new LinkedHashMap<>();
      for (String name : engine.operations()) {
        switch (name) {
          case "score" -> all.put(name, made.new Score());
          case "impute" -> all.put(name, made.new Impute());
          case "encode" -> all.put(name, made.new Encode());
          case "sample" -> all.put(name, made.new Sample(options.rows()));
          default -> {} // of a later version
        }
      }
      made.warm(all.keySet());
      return new ServedModel(platform, all, engine::close);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** Scores and fills a row of its own making, so that the first who ask need not wait. */
  private void warm(Set<String> operations) {
    List<String> names = engine.schema().names();
    Map<String, Object> row = new LinkedHashMap<>();
    names.forEach(name -> row.put(name, null));
    if (operations.contains("sample")) {
      String[] made = engine.sample(1, 1, "").rows().get(0);
      for (int c = 0; c < made.length; c++) {
        row.put(names.get(c), made[c]);
      }
    }
    WarmUp.run(
        () -> {
          List<TableRow> read = cells.read(new JsonCall(List.of(row))).rows();
          if (operations.contains("score")) {
            engine.score(read, 3);
          }
          if (operations.contains("impute")) {
            engine.impute(read);
          }
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
            words[r * REASONS + k] = k < here.size() ? here.get(k).words(engine.schema()) : "";
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
    public List<String> options() {
      return List.of("reasons");
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
        int column = engine.schema().index(spec.name()).orElseThrow();
        double[] numbers = new double[all.size()];
        String[] texts = new String[all.size()];
        for (int r = 0; r < numbers.length; r++) {
          numbers[r] = rows.get(r).values()[column];
          texts[r] = rows.get(r).cell(column);
          for (ImputedCell cell : all.get(r).cells()) {
            if (cell.column().equals(spec.name())) {
              numbers[r] = answers.written(cell);
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
        blanks(values, read.rows().get(r));
        twins(values, all.get(r).cells());
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("values", values);
        map.put("filled", filled);
        addProblems(map, read.rows().get(r));
        rows.add(map);
      }
      return answered(rows, read.notes());
    }
  }

  /** Where blank is a value, what a row lacks is that. */
  private void blanks(Map<String, Object> values, TableRow row) {
    List<Column> columns = engine.schema().columns();
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).blankIsValue() && !Double.isNaN(row.values()[c])) {
        values.merge(columns.get(c).name(), "", (given, blank) -> given);
      }
    }
  }

  /** What held the same as a column that was filled holds the same again. */
  private void twins(Map<String, Object> values, List<ImputedCell> filled) {
    for (Column column : engine.schema().columns()) {
      String of = column.duplicateOf().orElse("");
      if (values.get(column.name()) == null
          && filled.stream().anyMatch(cell -> cell.column().equals(of))) {
        values.put(column.name(), values.get(of));
      }
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
      return List.of(new TensorSpec("mean", Datatype.FP32, List.of(-1L, (long) engine.latent())));
    }

    @Override
    public void infer(
        InferenceRequest request, BiConsumer<List<NamedTensor>, RuntimeException> told) {
      double[][] means =
          engine.encode(cells.read(request)).stream().map(Encode::doubles).toArray(double[][]::new);
      List<Long> event = List.of((long) engine.latent());
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
      List<float[]> means = engine.encode(read.rows());
      for (int r = 0; r < means.size(); r++) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("mean", means.get(r));
        addProblems(map, read.rows().get(r));
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

    private String where(InferenceRequest request) {
      NamedTensor where = request.inputs().get("where");
      if (where == null) {
        return "";
      }
      if (where.values() instanceof NamedTensor.Texts texts && texts.size() == 1) {
        return Objects.requireNonNullElse(texts.array()[0], "");
      }
      throw RequestException.badRequest("input 'where' must be a single text, of BYTES");
    }

    private final int most;

    Sample(int most) {
      this.most = most;
    }

    private TableEngine.Made made(SampleRequest asked, String where) {
      return engine.sample(asked.count(), asked.seed(), where);
    }

    @Override
    public void infer(
        InferenceRequest request, BiConsumer<List<NamedTensor>, RuntimeException> told) {
      TableEngine.Made made = made(SampleRequest.of(request, most), where(request));
      TableSchema schema = engine.schema();
      List<NamedTensor> tensors = new ArrayList<>();
      for (TensorSpec spec : cells.specs()) {
        int column = schema.index(spec.name()).orElseThrow();
        String[] texts = made.rows().stream().map(row -> row[column]).toArray(String[]::new);
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
    public boolean takesRows() {
      return false;
    }

    @Override
    public List<String> options() {
      return List.of("count", "seed", "where");
    }

    @Override
    public void call(JsonCall call, BiConsumer<Map<String, Object>, RuntimeException> told) {
      TableEngine.Made made = made(SampleRequest.of(call, most), call.where("where").orElse(""));
      List<Object> rows = new ArrayList<>();
      List<Column> columns = engine.schema().columns();
      for (String[] cells : made.rows()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int c = 0; c < cells.length; c++) {
          row.put(columns.get(c).name(), value(columns.get(c), cells[c]));
        }
        rows.add(row);
      }
      told.accept(answered(rows, made.notes()), null);
    }

    private Object value(Column column, String cell) {
      if (cell == null || cell.equals(column.missingText())) {
        return null;
      }
      return column.type().numeric() ? (Object) new CellReader(column).read(cell) : cell;
    }
  }
}
