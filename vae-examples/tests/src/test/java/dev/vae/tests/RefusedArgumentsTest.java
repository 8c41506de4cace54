package dev.vae.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Variables;
import dev.vae.core.estimate.Annealing;
import dev.vae.core.estimate.BitsPerDimension;
import dev.vae.core.estimate.EstimateKind;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.estimate.LatentEstimator;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.model.VaeBuilder;
import dev.vae.core.optim.LearningRateSchedule;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.NamedProvider;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.plugin.Support;
import dev.vae.core.predict.Predictor;
import dev.vae.core.rows.DescribedRows;
import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
import dev.vae.core.rows.SparseRowMatrix;
import dev.vae.core.sampler.LatentSampler;
import dev.vae.core.sampler.Samplers;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.data.Dataset;
import dev.vae.data.rows.RowSource;
import dev.vae.data.source.DataOptions;
import dev.vae.data.source.DataSource;
import dev.vae.export.OnnxExporter;
import dev.vae.export.OnnxPrecision;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import dev.vae.layers.Objectives;
import dev.vae.layers.Posteriors;
import dev.vae.layers.Presets;
import dev.vae.layers.Priors;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every method of the classes that people begin with, called with null, a null inside, and numbers
 * below those that make sense, one argument at a time: it answers, or refuses with words of its
 * own. What takes null without a word is annotated {@link Nullable}, and nothing else is.
 */
class RefusedArgumentsTest {
  private static final float[][] ROWS = {{0, 1, 0}, {1, 0, 1}, {1, 1, 0}, {0, 0, 1}};
  private static final Plugins PLUGINS = Plugins.load();
  private static final List<Class<?>> CLASSES =
      List.of(
          Vae.class,
          VaeBuilder.class,
          VaeSpec.class,
          VaeSpec.Builder.class,
          Trainer.class,
          Estimator.class,
          LatentEstimator.class,
          Predictor.class,
          Predictor.Builder.class,
          BitsPerDimension.class,
          Annealing.class,
          Samplers.class,
          Rows.class,
          RowMatrix.class,
          SparseRowMatrix.class,
          Schema.class,
          Scaling.class,
          Condition.class,
          Support.class,
          Spec.class,
          Plugins.class,
          Engine.class,
          Optimizer.class,
          LearningRateSchedule.class,
          Shape.class,
          Dataset.class,
          DataSource.class,
          VaeExporter.class,
          OnnxExporter.class,
          Layers.class,
          Likelihoods.class,
          Objectives.class,
          Posteriors.class,
          Priors.class,
          Presets.class);

  /** What the JVM and the JDK say of a null or index that nobody looked at. */
  private static final Pattern BARE =
      Pattern.compile(
          "^(null)?$|because \"|Cannot"
              + " (invoke|load|store|read|assign|enter)|^Index|^fromIndex|^toIndex");

  @TempDir private Path folder;
  private final Map<Class<?>, Supplier<?>> samples = new LinkedHashMap<>();
  private final List<String> findings = new ArrayList<>();
  private int calls;

  @BeforeEach
  void makeSamples() {
    VaeSpec spec = VaeSpec.builder().event(3).latent(2).likelihood(Likelihoods.bernoulli()).build();
    Engine engine = Engine.of(1, "portable");
    Vae vae = Vae.builder(spec).engine(engine).build();
    Shape event = Shape.of(3);
    Dataset data = Dataset.of(ROWS);
    sample(Vae.class, () -> vae);
    sample(VaeBuilder.class, () -> Vae.builder(spec));
    sample(VaeSpec.class, () -> spec);
    sample(VaeSpec.Builder.class, VaeSpec::builder);
    sample(VaeSpec.Output.class, () -> VaeSpec.Output.DENSE);
    sample(Trainer.class, () -> Trainer.of(vae));
    sample(Estimator.class, () -> Estimator.of(vae));
    sample(LatentEstimator.class, () -> LatentEstimator.of(vae));
    sample(EstimateKind.class, () -> EstimateKind.ELBO);
    sample(Predictor.class, () -> Predictor.builder(vae).samples(3).build());
    sample(Predictor.Builder.class, () -> Predictor.builder(vae));
    sample(Annealing.class, () -> Annealing.DEFAULT);
    sample(Annealing.Start.class, () -> Annealing.Start.AUTO);
    sample(LatentSampler.class, () -> Samplers.prior(vae));
    sample(Rows.class, () -> Rows.of(ROWS));
    sample(RowMatrix.class, () -> RowMatrix.of(ROWS));
    sample(
        SparseRowMatrix.class,
        () -> SparseRowMatrix.of(3, new int[] {0, 1, 1}, new int[] {2}, new float[] {5}));
    sample(
        SparseRowMatrix.StoredVisitor.class,
        () -> (SparseRowMatrix.StoredVisitor) (column, value) -> {});
    sample(DescribedRows.class, () -> Dataset.of(ROWS));
    sample(Rows.Batch.class, () -> Rows.of(ROWS).inOrder(2, 1).next());
    sample(Rows.RowVisitor.class, () -> (Rows.RowVisitor) (number, row) -> {});
    sample(Schema.class, () -> Schema.of(event));
    sample(Scaling.class, () -> new Scaling(List.of(0., 0., 0.), List.of(1., 1., 1.)));
    sample(Support.class, () -> Support.REAL);
    sample(OnnxPrecision.class, () -> OnnxPrecision.FLOAT16);
    sample(Spec.class, () -> Spec.of("relu"));
    sample(Plugins.class, vae::plugins);
    sample(Engine.class, () -> engine);
    sample(Variables.class, vae::variables);
    sample(Computation.class, vae.graphs()::encoder);
    sample(Optimizer.class, () -> Optimizer.adam(0.001));
    sample(LearningRateSchedule.class, LearningRateSchedule::constant);
    sample(Dim.class, () -> Dim.of(2));
    sample(NamedProvider.class, () -> PLUGINS.all(LayerProvider.class).get("relu"));
    sample(Class.class, () -> LayerProvider.class);
    sample(Shape.class, () -> event);
    sample(Dataset.class, () -> data);
    sample(BitsPerDimension.class, () -> BitsPerDimension.of(vae, Rows.of(ROWS)));
    sample(Condition.Factor.class, () -> Condition.Factor.of("c0", false, List.of("a", "b")));
    sample(
        Condition.class,
        () -> new Condition(List.of(Condition.Factor.of("c0", false, List.of("a", "b")))));
    sample(RowSource.class, () -> new Zeros(4, event, "zeros", "00"));
    sample(DataSource.class, () -> DataSource.parse("digits#4"));
    sample(DataOptions.class, () -> DataOptions.DEFAULTS);
    sample(Binarization.class, () -> Binarization.THRESHOLD);
    sample(VaeExporter.class, () -> VaeExporter.of(vae));
    sample(OnnxExporter.class, () -> new OnnxExporter("graph"));
    sample(OnnxSession.Device.class, () -> OnnxSession.Device.CPU);
    sample(Layers.Returns.class, () -> Layers.Returns.values()[0]);
    sample(Likelihoods.Variance.class, () -> Likelihoods.Variance.values()[0]);
    sample(Path.class, () -> folder.resolve("m"));
    sample(String.class, () -> "c0");
    sample(Object.class, () -> "c0");
    sample(Consumer.class, () -> (Consumer<Object>) told -> {});
    sample(Supplier.class, () -> (Supplier<Object>) UnaryOperator::identity);
    sample(BiFunction.class, () -> (BiFunction<Object, Object, Object>) (a, b) -> "made");
    sample(Optional.class, Optional::empty);
    sample(ClassLoader.class, () -> getClass().getClassLoader());
    sample(ModuleLayer.class, ModuleLayer::boot);
    sample(float[][].class, () -> new float[][] {{0, 1}, {1, 0}});
    sample(double[][].class, () -> new double[][] {{0, 1}, {1, 0}});
    sample(double[].class, () -> new double[] {0, 1, 2, 3});
    sample(long[].class, () -> new long[] {0, 1});
    sample(float[].class, () -> new float[] {0, 1});
    sample(int[].class, () -> new int[] {2, 2});
    sample(int.class, () -> 2);
    sample(long.class, () -> 2L);
    sample(double.class, () -> 0.5);
    sample(boolean.class, () -> true);
  }

  private <T> void sample(Class<T> type, Supplier<?> value) {
    samples.put(type, value);
  }

  @Test
  void nullsAndNumbersBelowAll() {
    for (Class<?> type : CLASSES) {
      for (Method method : type.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers())
            && !method.isSynthetic()
            && !method.getName().equals("equals")
            && !method.getName().equals("step") // of optimizers, called by the trainer
            && method.getParameterCount() > 0) {
          tryAll(type, method);
        }
      }
    }
    assertTrue(calls > 500, calls + " calls");
    assertEquals("", String.join("\n", findings), () -> findings.size() + " of " + calls);
  }

  private void tryAll(Class<?> type, Method method) {
    for (int place = 0; place < method.getParameterCount(); place++) {
      Object valid = valid(method.getGenericParameterTypes()[place]);
      if (valid == null && method.getParameterTypes()[place] != Optional.class) {
        findings.add("no sample of " + method.getGenericParameterTypes()[place] + " " + method);
        continue;
      }
      for (Object wrong : wrong(valid)) {
        call(type, method, place, wrong);
      }
    }
  }

  /** Values to be refused, or taken if they make sense. */
  private static List<Object> wrong(Object valid) {
    List<Object> all = new ArrayList<>();
    if (valid instanceof Integer) {
      return List.of(-1, 0, Integer.MIN_VALUE);
    } else if (valid instanceof Long) {
      return List.of(-1L, 0L, Long.MIN_VALUE);
    } else if (valid instanceof Double) {
      return List.of(-1.0, 0.0, Double.NaN, Double.NEGATIVE_INFINITY);
    } else if (valid instanceof Boolean) {
      return List.of();
    } else if (valid instanceof List<?> list) {
      all.add(List.of());
      List<Object> hole = new ArrayList<>(list);
      hole.add(0, null);
      all.add(hole);
    } else if (valid instanceof Map<?, ?>) {
      all.add(Collections.singletonMap(null, null));
    } else if (valid instanceof String) {
      all.add("");
    } else if (valid.getClass().isArray()) {
      all.add(Array.newInstance(valid.getClass().getComponentType(), 0));
      if (!valid.getClass().getComponentType().isPrimitive()) {
        all.add(Array.newInstance(valid.getClass().getComponentType(), 1)); // holds null
      }
    }
    all.add(null);
    return all;
  }

  private Object valid(Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      Object element = valid(generic.getActualTypeArguments()[0]);
      return element == null ? null : List.of(element, element, element);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
      return Map.of();
    }
    Class<?> raw =
        type instanceof ParameterizedType generic
            ? (Class<?>) generic.getRawType()
            : (Class<?>) type;
    if (raw.isArray() && !samples.containsKey(raw)) {
      Object array = Array.newInstance(raw.getComponentType(), 1);
      Array.set(array, 0, valid(raw.getComponentType()));
      return array;
    }
    Supplier<?> found = samples.get(raw);
    return found == null ? null : found.get();
  }

  /** Rows of zeros. */
  private record Zeros(long size, Shape event, String description, String sha256)
      implements RowSource {
    @Override
    public void read(long row, double[] into) {
      Arrays.fill(into, 0);
    }
  }

  private void call(Class<?> type, Method method, int place, Object wrong) {
    Object[] arguments = new Object[method.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = i == place ? wrong : valid(method.getGenericParameterTypes()[i]);
    }
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    String what =
        type.getSimpleName()
            + "."
            + method.getName()
            + Arrays.toString(method.getParameterTypes())
                .replaceAll("class |interface |[a-z]+\\.", "")
            + " "
            + place
            + " = "
            + (wrong != null && wrong.getClass().isArray()
                ? wrong.getClass().getSimpleName()
                : wrong);
    calls++;
    boolean mayBeNull =
        method.getAnnotatedParameterTypes()[place].isAnnotationPresent(Nullable.class);
    if (!isStatic && valid(type) == null) {
      findings.add("no sample of " + type);
      return;
    }
    try {
      method.invoke(isStatic ? null : valid(type), arguments);
      if (wrong == null && !mayBeNull) {
        findings.add(what + ": taken, though not annotated @Nullable");
      }
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getCause();
      if (wrong == null && mayBeNull && thrown instanceof NullPointerException) {
        findings.add(what + ": annotated @Nullable, but refused");
      }
      boolean typed =
          thrown instanceof IllegalArgumentException
              || thrown instanceof NullPointerException
              || thrown instanceof IllegalStateException
              || thrown instanceof IndexOutOfBoundsException // with words, see below
              || thrown instanceof java.io.UncheckedIOException
              || thrown.getClass().getName().startsWith("dev.vae.");
      String message = String.valueOf(thrown.getMessage());
      if (!typed || BARE.matcher(message).find()) {
        findings.add(
            what
                + ": "
                + thrown
                + Arrays.stream(thrown.getStackTrace())
                    .filter(f -> f.getClassName().startsWith("dev.vae"))
                    .findFirst()
                    .map(f -> " at " + f.getFileName() + ":" + f.getLineNumber())
                    .orElse(""));
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError(what, e);
    }
  }
}
