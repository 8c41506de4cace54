package dev.vae.serve.model;

import dev.vae.core.estimate.RowLikelihood;
import dev.vae.core.model.Encoding;
import dev.vae.core.model.Vae;
import dev.vae.core.predict.Predictor;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Schema;
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
import java.util.function.Function;

/** What a model that is not of a table does: score, encode, reconstruct, decode, sample. */
final class VaeOperations {
  private static final String X = "x";
  private static final String Z = "z";
  private static final String CONDITION = "condition";

  private final Predictor predictor;
  private final VaeRows rows;
  private final List<Long> event;
  private final int width;
  private final int condition;
  private final int most;
  private final Batcher<Work, Item, Object> batcher;

  /** A row, or a latent, and what it is conditioned on; null where nothing is. */
  private record Item(double[] values, double[] condition) {}

  private enum Work {
    SCORE,
    ENCODE,
    RECONSTRUCT,
    DECODE
  }

  private VaeOperations(Predictor predictor, ServingOptions options) {
    this.predictor = predictor;
    Schema schema = predictor.schema();
    rows = new VaeRows(schema);
    width = schema.event().elements();
    event = schema.event().dims().stream().map(axis -> (long) axis.factor()).toList();
    condition = schema.condition().map(c -> c.width()).orElse(0);
    most = options.rows();
    batcher = options.batcher(this::run);
  }

  static ServedModel load(Path folder, ServingOptions options) {
    return of(Predictor.builder(folder, options.plugins()), options);
  }

  static ServedModel of(Vae vae, ServingOptions options) {
    return of(Predictor.builder(vae), options);
  }

  private static ServedModel of(Predictor.Builder builder, ServingOptions options) {
    Predictor predictor = builder.samples(options.samples()).build();
    try {
      return new VaeOperations(predictor, options).warm();
    } catch (RuntimeException e) {
      predictor.close();
      throw e;
    }
  }

  /** Runs all once, so that the first who ask need not wait for the compiler. */
  private ServedModel warm() {
    ServedModel model = model();
    double[] given = new double[condition];
    double[] latent = new double[predictor.latent()];
    Item z = new Item(latent, condition == 0 ? null : given);
    WarmUp.run(
        () -> {
          double[] row = (double[]) run(Work.DECODE, List.of(z)).get(0);
          Item x = new Item(row, z.condition);
          for (Work work : Work.values()) {
            run(work, List.of(work == Work.DECODE ? z : x));
          }
        });
    return model;
  }

  private ServedModel model() {
    Map<String, Operation> all = new LinkedHashMap<>();
    all.put(
        "score",
        rowwise(
            Work.SCORE,
            List.of(
                TensorSpec.perRow("negLogLikelihood", Datatype.FP64),
                TensorSpec.perRow("standardError", Datatype.FP64)),
            VaeOperations::scores,
            o -> score((RowLikelihood) o)));
    all.put(
        "encode",
        rowwise(
            Work.ENCODE,
            List.of(new TensorSpec("mean", Datatype.FP32, List.of(-1L, (long) predictor.latent()))),
            this::means,
            o -> encoding((Encoded) o)));
    all.put(
        "reconstruct",
        rowwise(
            Work.RECONSTRUCT,
            List.of(spec("reconstruction")),
            o -> List.of(NamedTensor.of("reconstruction", Datatype.FP32, doubles(o), event)),
            o -> rows.write((double[]) o)));
    all.put("decode", decode());
    all.put("sample", new SampleOperation());
    return new ServedModel("vae", all, predictor::close);
  }

  private TensorSpec spec(String name) {
    List<Long> shape = new ArrayList<>(List.of(-1L));
    shape.addAll(event);
    return new TensorSpec(name, Datatype.FP32, shape);
  }

  private List<TensorSpec> conditioned(TensorSpec first) {
    return condition == 0
        ? List.of(first)
        : List.of(first, new TensorSpec(CONDITION, Datatype.FP32, List.of(-1L, (long) condition)));
  }

  // --- batches -----------------------------------------------------------------------------------

  private record Encoded(float[] mean, float[] logVariance) {}

  private List<Object> run(Work work, List<Item> items) {
    List<double[]> values = items.stream().map(Item::values).toList();
    double[][] conditions =
        condition == 0 ? null : items.stream().map(Item::condition).toArray(double[][]::new);
    if (work == Work.DECODE) {
      float[][] latents = floats(values);
      return Arrays.asList(
          (Object[])
              (condition == 0
                  ? predictor.decode(latents)
                  : predictor.decode(latents, floats(Arrays.asList(conditions)))));
    }
    Rows given = rows.rows(values, conditions);
    return switch (work) {
      case SCORE -> List.copyOf(predictor.logLikelihood(given));
      case ENCODE -> encoded(predictor.encode(given));
      case RECONSTRUCT, DECODE -> Arrays.asList((Object[]) predictor.reconstruct(given));
    };
  }

  private static List<Object> encoded(Encoding encoding) {
    List<Object> all = new ArrayList<>();
    for (int r = 0; r < encoding.mean().length; r++) {
      int row = r;
      all.add(
          new Encoded(encoding.mean()[r], encoding.logVariance().map(v -> v[row]).orElse(null)));
    }
    return all;
  }

  private static float[][] floats(List<double[]> rows) {
    float[][] all = new float[rows.size()][];
    for (int r = 0; r < all.length; r++) {
      all[r] = new float[rows.get(r).length];
      for (int c = 0; c < all[r].length; c++) {
        all[r][c] = (float) rows.get(r)[c];
      }
    }
    return all;
  }

  // --- answers -----------------------------------------------------------------------------------

  private static List<NamedTensor> scores(List<Object> all) {
    double[] values = all.stream().mapToDouble(o -> -((RowLikelihood) o).logLikelihood()).toArray();
    double[] errors = all.stream().mapToDouble(o -> ((RowLikelihood) o).standardError()).toArray();
    return List.of(
        NamedTensor.of("negLogLikelihood", values), NamedTensor.of("standardError", errors));
  }

  private List<NamedTensor> means(List<Object> all) {
    double[][] means = new double[all.size()][predictor.latent()];
    for (int r = 0; r < means.length; r++) {
      float[] mean = ((Encoded) all.get(r)).mean;
      for (int c = 0; c < mean.length; c++) {
        means[r][c] = mean[c];
      }
    }
    return List.of(
        NamedTensor.of("mean", Datatype.FP32, means, List.of((long) predictor.latent())));
  }

  private static double[][] doubles(List<Object> rows) {
    return rows.toArray(double[][]::new);
  }

  private static Map<String, Object> score(RowLikelihood row) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("negLogLikelihood", -row.logLikelihood());
    map.put("standardError", row.standardError());
    map.put("effectiveSamples", row.effectiveSamples());
    return map;
  }

  private static Map<String, Object> encoding(Encoded row) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mean", row.mean);
    if (row.logVariance != null) {
      map.put("logVariance", row.logVariance);
    }
    return map;
  }

  // --- operations --------------------------------------------------------------------------------

  private Operation rowwise(
      Work work,
      List<TensorSpec> outputs,
      Function<List<Object>, List<NamedTensor>> tensors,
      Function<Object, Object> json) {
    return new RowOperation(work, conditioned(spec(X)), outputs, tensors, json);
  }

  private Operation decode() {
    TensorSpec z = new TensorSpec(Z, Datatype.FP32, List.of(-1L, (long) predictor.latent()));
    return new RowOperation(
        Work.DECODE,
        conditioned(z),
        List.of(spec(X)),
        o -> List.of(NamedTensor.of(X, Datatype.FP32, doubles(o), event)),
        o -> rows.write((double[]) o));
  }

  private final class RowOperation implements Operation {
    private final Work work;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final Function<List<Object>, List<NamedTensor>> tensors;
    private final Function<Object, Object> json;

    RowOperation(
        Work work,
        List<TensorSpec> inputs,
        List<TensorSpec> outputs,
        Function<List<Object>, List<NamedTensor>> tensors,
        Function<Object, Object> json) {
      this.work = work;
      this.inputs = inputs;
      this.outputs = outputs;
      this.tensors = tensors;
      this.json = json;
    }

    @Override
    public List<TensorSpec> inputs() {
      return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
      return outputs;
    }

    @Override
    public void infer(
        InferenceRequest request, BiConsumer<List<NamedTensor>, RuntimeException> told) {
      NamedTensor first = request.inputs().get(inputs.get(0).name());
      if (first == null) {
        throw RequestException.badRequest("input '" + inputs.get(0).name() + "' is missing");
      }
      double[][] values =
          work == Work.DECODE ? first.wholeRowsOf(predictor.latent()) : first.rowsOf(width);
      if (work != Work.DECODE) {
        for (int r = 0; r < values.length; r++) {
          rows.read(values[r], r);
        }
      }
      NamedTensor given = request.inputs().get(CONDITION);
      if (condition > 0 && given == null) {
        throw RequestException.badRequest("input '" + CONDITION + "' is missing");
      }
      double[][] conditions = given == null ? null : given.wholeRowsOf(condition);
      List<Item> items = new ArrayList<>();
      for (int r = 0; r < values.length; r++) {
        if (conditions != null && conditions.length != 1 && conditions.length != values.length) {
          throw RequestException.badRequest(
              conditions.length + " conditions for " + values.length + " rows");
        }
        items.add(
            new Item(
                values[r], conditions == null ? null : conditions[conditions.length == 1 ? 0 : r]));
      }
      batcher.submit(
          work, items, (all, fault) -> told.accept(all == null ? null : tensors.apply(all), fault));
    }

    @Override
    public List<String> options() {
      return condition == 0 ? List.of() : List.of(CONDITION);
    }

    @Override
    public void call(JsonCall call, BiConsumer<Map<String, Object>, RuntimeException> told) {
      double[] one = conditionOf(call);
      List<Item> items = new ArrayList<>();
      for (int r = 0; r < call.rows().size(); r++) {
        Object row = call.rows().get(r);
        items.add(
            new Item(
                work == Work.DECODE
                    ? VaeRows.latent(row, r, predictor.latent())
                    : rows.read(row, r),
                one));
      }
      batcher.submit(
          work,
          items,
          (all, fault) -> {
            Map<String, Object> answer = new LinkedHashMap<>();
            if (all != null) {
              List<Object> written = new ArrayList<>();
              for (int r = 0; r < all.size(); r++) {
                written.add(json.apply(all.get(r)));
              }
              answer.put("rows", written);
            }
            told.accept(all == null ? null : answer, fault);
          });
    }
  }

  /** What all rows of a call are conditioned on; null where the model takes nothing. */
  private double[] conditionOf(JsonCall call) {
    if (condition == 0) {
      return null;
    }
    String text =
        call.condition(CONDITION)
            .orElseThrow(
                () ->
                    RequestException.badRequest(
                        "the model is conditioned on "
                            + predictor.schema().condition().orElseThrow().describe()
                            + ": give \"condition\" beside \"rows\""));
    float[] values = predictor.condition(text)[0];
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** Draws new rows. */
  private final class SampleOperation implements Operation {
    @Override
    public List<TensorSpec> inputs() {
      List<TensorSpec> all = new ArrayList<>();
      all.add(new TensorSpec("count", Datatype.INT64, List.of(1L)));
      all.add(new TensorSpec("seed", Datatype.INT64, List.of(1L)));
      if (condition > 0) {
        all.add(new TensorSpec(CONDITION, Datatype.FP32, List.of(1L, (long) condition)));
      }
      return all;
    }

    @Override
    public List<TensorSpec> outputs() {
      return List.of(spec(X));
    }

    @Override
    public void infer(
        InferenceRequest request, BiConsumer<List<NamedTensor>, RuntimeException> told) {
      NamedTensor given = request.inputs().get(CONDITION);
      if (condition > 0 && given == null) {
        throw RequestException.badRequest("input '" + CONDITION + "' is missing");
      }
      double[][] drawn =
          sample(
              SampleRequest.of(request, most),
              given == null ? null : floats(Arrays.asList(given.wholeRowsOf(condition))));
      told.accept(List.of(NamedTensor.of(X, Datatype.FP32, drawn, event)), null);
    }

    private double[][] sample(SampleRequest asked, float[][] conditions) {
      return conditions == null
          ? predictor.sample(asked.count(), asked.seed())
          : predictor.sample(asked.count(), asked.seed(), conditions);
    }

    @Override
    public boolean takesRows() {
      return false;
    }

    @Override
    public List<String> options() {
      List<String> all = new ArrayList<>(SampleRequest.OPTIONS);
      if (condition > 0) {
        all.add(CONDITION);
      }
      return all;
    }

    @Override
    public void call(JsonCall call, BiConsumer<Map<String, Object>, RuntimeException> told) {
      double[] given = conditionOf(call);
      double[][] drawn =
          sample(SampleRequest.of(call, most), given == null ? null : floats(List.of(given)));
      List<Object> written = new ArrayList<>();
      for (double[] row : drawn) {
        written.add(rows.write(row));
      }
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("rows", written);
      told.accept(answer, null);
    }
  }
}
