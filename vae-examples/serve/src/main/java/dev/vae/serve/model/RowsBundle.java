package dev.vae.serve.model;

import dev.vae.core.graph.Shape;
import dev.vae.core.spec.Schema;
import dev.vae.export.runtime.Bundle;
import dev.vae.export.runtime.OnnxSettings;
import dev.vae.export.runtime.OnnxVae;
import dev.vae.serve.call.Batcher;
import dev.vae.serve.call.JsonCall;
import dev.vae.serve.call.RequestException;
import dev.vae.serve.tensor.Datatype;
import dev.vae.serve.tensor.InferenceRequest;
import dev.vae.serve.tensor.NamedTensor;
import dev.vae.serve.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What exported files do that take rows of numbers, as far as they are there. */
final class RowsBundle {
  private static final String X = "x";
  private static final String Z = "z";
  private static final String CONDITION = "condition";
  private static final String NLL = "negLogLikelihood";
  private static final String ERROR = "standardError";

  private final OnnxVae vae;
  private final Bundle bundle;
  private final VaeRows rows;
  private final List<Long> event;
  private final int most;
  private final Batcher<Work, Item, Map<String, double[]>> batcher;

  private enum Work {
    SCORE,
    IMPUTE,
    ENCODE,
    RECONSTRUCT,
    DECODE
  }

  /** A row, or a latent, and what it is conditioned on; null where nothing is. */
  private record Item(float[] values, float[] condition) {}

  private RowsBundle(OnnxVae vae, ServingOptions options) {
    this.vae = vae;
    bundle = vae.bundle();
    int[] lengths = bundle.event().stream().mapToInt(length -> length).toArray();
    Schema schema = Schema.of(Shape.of(lengths)).withMissing(bundle.missing());
    rows = new VaeRows(bundle.columns().isEmpty() ? schema : schema.withColumns(bundle.columns()));
    event = bundle.event().stream().map(length -> (long) length).toList();
    most = options.rows();
    batcher = options.batcher(this::run);
  }

  static ServedModel load(Path folder, OnnxSettings settings, ServingOptions options) {
    OnnxVae vae = OnnxVae.open(folder, settings);
    try {
      vae.load();
      RowsBundle made = new RowsBundle(vae, options);
      made.warm();
      return new ServedModel("bundle", made.operations(), vae::close);
    } catch (RuntimeException e) {
      vae.close();
      throw e;
    }
  }

  private void warm() {
    Item z = new Item(new float[bundle.latent()], new float[bundle.condition()]);
    WarmUp.run(
        () -> {
          Item x = new Item(narrow(run(Work.DECODE, List.of(z)).get(0).get(X)), z.condition);
          for (Work work : Work.values()) {
            if (has(work)) {
              run(work, List.of(work == Work.DECODE ? z : x));
            }
          }
        });
  }

  private boolean has(Work work) {
    return switch (work) {
      case SCORE -> bundle.files().containsKey("score");
      case IMPUTE -> bundle.files().containsKey("impute");
      case ENCODE, RECONSTRUCT, DECODE -> true;
    };
  }

  private Map<String, Operation> operations() {
    Map<String, Operation> all = new LinkedHashMap<>();
    for (Work work : Work.values()) {
      if (has(work)) {
        all.put(work.name().toLowerCase(java.util.Locale.ROOT), operation(work));
      }
    }
    if (bundle.files().containsKey("sample")) {
      all.put("sample", new Sample());
    }
    return all;
  }

  // --- batches -----------------------------------------------------------------------------------

  private List<Map<String, double[]>> run(Work work, List<Item> items) {
    float[][] values = items.stream().map(Item::values).toArray(float[][]::new);
    float[][] given =
        bundle.condition() == 0
            ? null
            : items.stream().map(Item::condition).toArray(float[][]::new);
    return switch (work) {
      case SCORE -> {
        OnnxVae.Scores scores = vae.score(values, given, bundle.draws(), 1);
        List<Map<String, double[]>> rows = new ArrayList<>();
        for (int r = 0; r < items.size(); r++) {
          Map<String, double[]> row = new LinkedHashMap<>();
          row.put(NLL, new double[] {scores.negLogLikelihood()[r]});
          row.put(ERROR, new double[] {scores.standardError()[r]});
          rows.add(row);
        }
        yield rows;
      }
      case IMPUTE -> {
        OnnxVae.Fillings filled = vae.impute(values, given, 1);
        yield each(Map.of("mean", filled.mean(), "standardDeviation", filled.standardDeviation()));
      }
      case ENCODE -> {
        OnnxVae.Encodings codes = vae.encode(values, given);
        Map<String, float[][]> all = new LinkedHashMap<>();
        all.put("mean", codes.mean());
        codes.logVariance().ifPresent(v -> all.put("logVariance", v));
        yield each(all);
      }
      case RECONSTRUCT ->
          each(Map.of("reconstruction", vae.decode(vae.encode(values, given).mean(), given)));
      case DECODE -> each(Map.of(X, vae.decode(values, given)));
    };
  }

  private static List<Map<String, double[]>> each(Map<String, float[][]> all) {
    List<Map<String, double[]>> rows = new ArrayList<>();
    int count = all.values().iterator().next().length;
    for (int r = 0; r < count; r++) {
      Map<String, double[]> row = new LinkedHashMap<>();
      for (Map.Entry<String, float[][]> entry : all.entrySet()) {
        row.put(entry.getKey(), wide(entry.getValue()[r]));
      }
      rows.add(row);
    }
    return rows;
  }

  /** Numbers of single precision as ones of double. */
  private static double[][] wide(List<float[]> rows) {
    double[][] wide = new double[rows.size()][];
    Arrays.setAll(wide, r -> wide(rows.get(r)));
    return wide;
  }

  private static double[] wide(float[] row) {
    double[] wide = new double[row.length];
    Arrays.setAll(wide, i -> row[i]);
    return wide;
  }

  private static float[] narrow(double[] row) {
    float[] narrow = new float[row.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) row[i];
    }
    return narrow;
  }

  // --- operations --------------------------------------------------------------------------------

  private Operation operation(Work work) {
    List<Long> latent = List.of((long) bundle.latent());
    Map<String, List<Long>> outputs = new LinkedHashMap<>();
    switch (work) {
      case SCORE -> {
        outputs.put(NLL, List.of());
        outputs.put(ERROR, List.of());
      }
      case IMPUTE -> {
        outputs.put("mean", event);
        outputs.put("standardDeviation", event);
      }
      case ENCODE -> outputs.put("mean", latent);
      case RECONSTRUCT -> outputs.put("reconstruction", event);
      case DECODE -> outputs.put(X, event);
    }
    List<TensorSpec> inputs = new ArrayList<>();
    inputs.add(work == Work.DECODE ? spec(Z, latent) : spec(X, event));
    if (bundle.condition() > 0) {
      inputs.add(spec(CONDITION, List.of((long) bundle.condition())));
    }
    List<TensorSpec> specs = new ArrayList<>();
    Datatype type = work == Work.SCORE ? Datatype.FP64 : Datatype.FP32;
    outputs.forEach((name, shape) -> specs.add(spec(name, type, shape)));
    return new BundleOperation<>(
        inputs,
        specs,
        bundle.condition() > 0 ? List.of(CONDITION) : List.of(),
        batcher,
        request -> new BundleOperation.Asked<>(work, items(work, request)),
        call -> new BundleOperation.Asked<>(work, items(work, call)),
        all -> tensors(outputs, type, all),
        (row, told) -> json(work, told));
  }

  private static TensorSpec spec(String name, List<Long> event) {
    return spec(name, Datatype.FP32, event);
  }

  private static TensorSpec spec(String name, Datatype type, List<Long> event) {
    List<Long> shape = new ArrayList<>(List.of(-1L));
    shape.addAll(event);
    return new TensorSpec(name, type, shape);
  }

  private static List<NamedTensor> tensors(
      Map<String, List<Long>> outputs, Datatype type, List<Map<String, double[]>> all) {
    List<NamedTensor> tensors = new ArrayList<>();
    outputs.forEach(
        (name, shape) ->
            tensors.add(
                NamedTensor.of(
                    name,
                    type,
                    all.stream().map(row -> row.get(name)).toArray(double[][]::new),
                    shape)));
    return tensors;
  }

  private Object json(Work work, Map<String, double[]> told) {
    Map<String, Object> map = new LinkedHashMap<>();
    switch (work) {
      case RECONSTRUCT -> {
        return rows.write(told.get("reconstruction"));
      }
      case DECODE -> {
        return rows.write(told.get(X));
      }
      case SCORE -> {
        double error = told.get(ERROR)[0];
        map.put(NLL, told.get(NLL)[0]);
        map.put(ERROR, error);
        // the error is that of the weights' mean: Σ (w − 1)² = error² K (K − 1) of mean 1
        double k = bundle.draws();
        map.put("effectiveSamples", k == 1 ? 1 : k / (1 + error * error * (k - 1)));
      }
      case IMPUTE -> told.forEach((name, values) -> map.put(name, rows.write(values)));
      case ENCODE -> told.forEach((name, values) -> map.put(name, narrow(values)));
    }
    return map;
  }

  private List<Item> items(Work work, InferenceRequest request) {
    String first = work == Work.DECODE ? Z : X;
    NamedTensor tensor = request.inputs().get(first);
    if (tensor == null) {
      throw RequestException.badRequest("input '" + first + "' is missing");
    }
    double[][] values =
        work == Work.DECODE ? tensor.wholeRowsOf(bundle.latent()) : tensor.rowsOf(bundle.width());
    double[][] given = conditions(request);
    if (given != null && given.length != 1 && given.length != values.length) {
      throw RequestException.badRequest(
          given.length + " conditions for " + values.length + " rows");
    }
    List<Item> items = new ArrayList<>();
    for (int r = 0; r < values.length; r++) {
      double[] row = work == Work.DECODE ? values[r] : rows.read(values[r], r);
      float[] condition = given == null ? null : narrow(given[given.length == 1 ? 0 : r]);
      items.add(new Item(narrow(row), condition));
    }
    return items;
  }

  private double[][] conditions(InferenceRequest request) {
    if (bundle.condition() == 0) {
      return null;
    }
    NamedTensor given = request.inputs().get(CONDITION);
    if (given == null) {
      throw RequestException.badRequest("input '" + CONDITION + "' is missing");
    }
    return given.wholeRowsOf(bundle.condition());
  }

  private List<Item> items(Work work, JsonCall call) {
    float[] condition = condition(call);
    List<Item> items = new ArrayList<>();
    for (int r = 0; r < call.rows().size(); r++) {
      Object row = call.rows().get(r);
      items.add(
          new Item(
              narrow(
                  work == Work.DECODE
                      ? VaeRows.latent(row, r, bundle.latent())
                      : rows.read(row, r)),
              condition));
    }
    return items;
  }

  private float[] condition(JsonCall call) {
    if (bundle.condition() == 0) {
      return null;
    }
    if (call.options().get(CONDITION) instanceof double[] given
        && given.length == bundle.condition()
        && Arrays.stream(given).allMatch(Double::isFinite)) {
      return narrow(given);
    }
    throw RequestException.badRequest(
        "the model is conditioned: give \"condition\" beside \"rows\", a list of "
            + bundle.condition()
            + " numbers, whose meaning stands in bundle.json");
  }

  /** Draws new rows. */
  private final class Sample implements Operation {
    @Override
    public List<TensorSpec> inputs() {
      List<TensorSpec> all = new ArrayList<>();
      all.add(new TensorSpec("count", Datatype.INT64, List.of(1L)));
      all.add(new TensorSpec("seed", Datatype.INT64, List.of(1L)));
      if (bundle.condition() > 0) {
        all.add(new TensorSpec(CONDITION, Datatype.FP32, List.of(1L, (long) bundle.condition())));
      }
      return all;
    }

    @Override
    public List<TensorSpec> outputs() {
      return List.of(spec(X, event));
    }

    @Override
    public void infer(
        InferenceRequest request, BiConsumer<List<NamedTensor>, RuntimeException> told) {
      double[][] given = conditions(request);
      if (given != null && given.length != 1) {
        throw RequestException.badRequest(
            given.length + " conditions, where all new rows share one");
      }
      float[][] drawn =
          sample(SampleRequest.of(request, most), given == null ? null : narrow(given[0]));
      told.accept(List.of(NamedTensor.of(X, Datatype.FP32, wide(List.of(drawn)), event)), null);
    }

    private float[][] sample(SampleRequest asked, float[] condition) {
      float[][] given = condition == null ? null : new float[][] {condition};
      return vae.sample(asked.count(), given, asked.seed());
    }

    @Override
    public boolean takesRows() {
      return false;
    }

    @Override
    public List<String> options() {
      List<String> all = new ArrayList<>(SampleRequest.OPTIONS);
      if (bundle.condition() > 0) {
        all.add(CONDITION);
      }
      return all;
    }

    @Override
    public void call(JsonCall call, BiConsumer<Map<String, Object>, RuntimeException> told) {
      float[][] drawn = sample(SampleRequest.of(call, most), condition(call));
      List<Object> written = new ArrayList<>();
      for (float[] row : drawn) {
        written.add(rows.write(wide(row)));
      }
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("rows", written);
      told.accept(answer, null);
    }
  }
}
