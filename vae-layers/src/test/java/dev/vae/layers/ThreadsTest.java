package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.estimate.Annealing;
import dev.vae.core.estimate.EstimateKind;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.estimate.LatentEstimator;
import dev.vae.core.model.Encoding;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.predict.Predictor;
import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
import dev.vae.core.sampler.LatentSampler;
import dev.vae.core.sampler.Samplers;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Condition.Factor;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One model for many threads. {@code -Dvae.threads.calls=10000} makes each thread call as often.
 */
@Timeout(3600)
class ThreadsTest {
  private static final int THREADS = 8;
  private static final int CALLS = Integer.getInteger("vae.threads.calls", 120);

  /** A call, and what it gives to one thread alone. */
  private record Call(String name, Callable<Object> what, Object alone) {
    boolean isRight() throws Exception {
      return Arrays.deepEquals(new Object[] {alone}, new Object[] {what.call()});
    }
  }

  /** Different calls on one model, the larger ones on all threads of its engine. */
  private static List<Call> calls() throws Exception {
    VaeSpec spec =
        VaeSpec.builder()
            .event(24)
            .latent(3)
            .condition(2)
            .encoder(Layers.condition(), Layers.dense(48), Layers.tanh())
            .decoder(Layers.condition(), Layers.dense(48), Layers.gelu())
            .prior(Priors.conditionalNormal())
            .likelihood(Likelihoods.gaussian())
            .build();
    Condition sex = new Condition(List.of(Factor.of("sex", false, List.of("f", "m"))));
    Schema schema = Schema.of(spec.event()).withCondition(sex);
    Vae vae = Vae.builder(spec).schema(schema).seed(3).engine(Engine.of(3, null)).build();
    LatentSampler gmm = Samplers.mixture(vae, VaeTest.rows(200, 3), 4, 1);
    Estimator judge =
        Estimator.of(vae).samples(7).annealing(new Annealing(4, 2, Annealing.DEFAULT.start()));
    // for as long as the test: it has threads of its own
    Predictor predictor = Predictor.builder(vae).samples(40).build();
    LatentEstimator latents = LatentEstimator.of(vae).aggregateRows(40);
    Map<String, Callable<Object>> calls = new LinkedHashMap<>();
    for (int rows : new int[] {1, 5, 60, 300}) {
      float[][] x = VaeTest.rows(rows, 24);
      float[][] z = VaeTest.rows(rows, 3);
      float[][] c = new float[rows][];
      Random random = new Random(rows);
      Arrays.setAll(c, r -> random.nextBoolean() ? new float[] {1, 0} : new float[] {0, 1});
      float[][] holes = new float[rows][];
      Arrays.setAll(holes, r -> x[r].clone());
      holes[0][rows % 24] = Float.NaN;
      Rows seen = Rows.of(RowMatrix.of(x), RowMatrix.of(c));
      Rows missing = Rows.withMissing(RowMatrix.of(holes), RowMatrix.of(c));
      calls.put("encode " + rows, () -> arrays(vae.encode(x, c)));
      calls.put("encode rows " + rows, () -> arrays(vae.encode(missing)));
      calls.put("decode " + rows, () -> vae.decode(z, c));
      calls.put("decode all " + rows, () -> vae.decodeAll(z, c).values().toArray());
      calls.put("reconstruct " + rows, () -> vae.reconstruct(x, c));
      calls.put("reconstruct rows " + rows, () -> vae.reconstruct(missing));
      calls.put("sample " + rows, () -> vae.sample(rows, 5, vae.condition("m")));
      calls.put("latents " + rows, () -> vae.drawLatents(seen, 6));
      calls.put("sampler " + rows, () -> gmm.draw(rows, 7));
      calls.put("elbo " + rows, () -> judge.byRow(EstimateKind.ELBO, seen));
      calls.put("iwae " + rows, () -> judge.byRow(EstimateKind.IWAE, missing));
      calls.put("predictor encode " + rows, () -> arrays(predictor.encode(missing)));
      calls.put("predictor decode " + rows, () -> predictor.decode(z, c));
      calls.put("predictor reconstruct " + rows, () -> predictor.reconstruct(seen));
      calls.put("predictor sample " + rows, () -> predictor.sample(rows, 8, c));
      calls.put("predictor likelihood " + rows, () -> predictor.logLikelihood(missing).toArray());
      if (rows < 60) {
        calls.put("ais " + rows, () -> judge.byRow(EstimateKind.AIS, seen));
      }
      if (rows > 1) {
        calls.put("metrics " + rows, () -> latents.of(missing).toString());
      }
    }
    List<Call> expected = new ArrayList<>();
    for (var call : calls.entrySet()) {
      expected.add(new Call(call.getKey(), call.getValue(), call.getValue().call()));
    }
    return expected;
  }

  private static Object arrays(Encoding encoding) {
    return new Object[] {encoding.mean(), encoding.logVariance().orElseThrow()};
  }

  @Test
  void mixedCallsOfManyThreadsGiveWhatOneGives() throws Exception {
    List<Call> calls = calls();
    List<String> wrong =
        together(
            number -> {
              List<String> found = new ArrayList<>();
              Random random = new Random(number);
              for (int i = 0; i < CALLS; i++) {
                Call call = calls.get(random.nextInt(calls.size()));
                if (!call.isRight()) {
                  found.add(call.name);
                }
              }
              return found;
            });
    assertEquals(List.of(), wrong, "of " + THREADS * CALLS);
  }

  private interface Task {
    List<String> run(int number) throws Exception;
  }

  private static List<String> together(Task task) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<List<String>>> all = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int number = t;
        all.add(pool.submit(() -> task.run(number)));
      }
      List<String> wrong = new ArrayList<>();
      for (Future<List<String>> one : all) {
        wrong.addAll(one.get());
      }
      return wrong;
    } finally {
      pool.shutdownNow();
    }
  }

  /** One batch is an epoch, so the listener meets every weight there is. */
  @Test
  void whoUsesAModelInTrainingSeesTheWeightsOfOneStep() throws Exception {
    VaeSpec spec =
        VaeSpec.builder()
            .likelihood(Spec.of("bernoulli"))
            .event(6)
            .latent(2)
            .encoder(Layers.dense(64), Layers.tanh())
            .decoder(Layers.dense(64), Layers.tanh())
            .build();
    Vae vae = Vae.builder(spec).seed(2).engine(Engine.of(2, null)).build();
    Rows rows = Rows.of(VaeTest.rows(100, 6));
    float[][] same = new float[700][];
    Arrays.fill(same, VaeTest.rows(1, 6)[0]);
    List<String> right = new ArrayList<>();
    right.add(Arrays.toString(vae.reconstruct(same)[0]));
    List<String> seen = new ArrayList<>();
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(3);
    List<Future<List<String>>> others = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      others.add(
          pool.submit(
              () -> {
                List<String> mine = new ArrayList<>();
                while (!done.get()) {
                  for (float[] row : vae.reconstruct(same)) {
                    mine.add(Arrays.toString(row));
                  }
                  mine = new ArrayList<>(new java.util.LinkedHashSet<>(mine));
                }
                return mine;
              }));
    }
    try {
      Trainer.of(vae)
          .train(rows)
          .batch(100)
          .epochs(150)
          .listener(event -> right.add(Arrays.toString(vae.reconstruct(same)[0])))
          .run();
      done.set(true);
      for (Future<List<String>> other : others) {
        seen.addAll(other.get());
      }
    } finally {
      done.set(true);
      pool.shutdownNow();
    }
    assertTrue(seen.size() > 3, "they met more than one weight: " + seen.size());
    seen.removeAll(right);
    assertEquals(List.of(), seen);
  }

  @Test
  void aModelIsNotTrainedWithinItsOwnUse() {
    Vae vae = Vae.create(Presets.mlp(dev.vae.core.graph.Shape.of(6)), 1);
    Rows rows = Rows.of(VaeTest.rows(40, 6));
    Estimator judge = Estimator.of(vae).listener(p -> Trainer.of(vae).train(rows).epochs(1).run());
    var refused = assertThrows(IllegalStateException.class, () -> judge.elbo(rows));
    assertTrue(refused.getMessage().contains("within its own use"), refused.getMessage());
  }
}
