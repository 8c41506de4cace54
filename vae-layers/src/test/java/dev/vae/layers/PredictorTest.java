package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.estimate.EstimateKind;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.estimate.RowLikelihood;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.predict.Predictor;
import dev.vae.core.rows.Rows;
import dev.vae.core.sampler.LatentSampler;
import dev.vae.core.sampler.Samplers;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A model in use: what it answers, that it stays the same, and how it ends. */
@Timeout(300)
class PredictorTest {
  private static final VaeSpec SPEC =
      VaeSpec.builder()
          .event(20)
          .latent(3)
          .encoder(Layers.dense(64), Layers.tanh())
          .decoder(Layers.dense(64), Layers.tanh())
          .likelihood(Likelihoods.gaussian())
          .build();

  private static final float[][] ROWS = VaeTest.rows(300, 20);

  private static Vae vae() {
    return Vae.builder(SPEC).seed(4).engine(Engine.of(3, null)).build();
  }

  private static double[][] doubles(float[][] rows) {
    double[][] wide = new double[rows.length][rows[0].length];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < wide[r].length; c++) {
        wide[r][c] = rows[r][c];
      }
    }
    return wide;
  }

  @Test
  void aRowHasTheSameBitsAloneAndInABatchAsFloatsAndAsDoubles(@TempDir Path folder) {
    Vae vae = vae();
    vae.save(folder);
    double[][] wide = doubles(ROWS);
    float[][] z = vae.encode(ROWS).mean();
    double[][] seen = vae.reconstructAsDouble(Rows.of(ROWS), 1);
    double[][] decoded = vae.decodeAsDouble(z, null);
    List<RowLikelihood> likelihoods =
        Estimator.of(vae).samples(70).byRow(EstimateKind.IS, Rows.of(ROWS));
    try (Predictor made = Predictor.builder(vae).samples(70).build();
        Predictor loaded = Predictor.builder(folder).samples(70).threads(2).build()) {
      for (Predictor predictor : List.of(made, loaded)) {
        assertArrayEquals(z, predictor.encode(ROWS).mean());
        assertArrayEquals(z, predictor.encode(wide).mean());
        assertArrayEquals(seen, predictor.reconstruct(ROWS));
        assertArrayEquals(seen, predictor.reconstruct(wide));
        assertArrayEquals(decoded, predictor.decode(z));
        assertEquals(likelihoods, predictor.logLikelihood(ROWS));
        assertEquals(likelihoods, predictor.logLikelihood(wide));
        assertArrayEquals(vae.sampleAsDouble(9, 5, null), predictor.sample(9, 5));
        for (int r : new int[] {0, 7, 299}) {
          assertArrayEquals(z[r], predictor.encode(ROWS[r]).mean());
          assertArrayEquals(
              vae.encode(ROWS).logVariance().orElseThrow()[r],
              predictor.encode(wide[r]).logVariance().orElseThrow());
          assertArrayEquals(seen[r], predictor.reconstruct(ROWS[r]));
          assertArrayEquals(seen[r], predictor.reconstruct(wide[r]));
          assertArrayEquals(decoded[r], predictor.decode(z[r]));
          RowLikelihood alone = predictor.logLikelihood(ROWS[r]);
          assertEquals(alone, predictor.logLikelihood(wide[r]));
          RowLikelihood among = likelihoods.get(r);
          assertEquals(0, alone.row());
          assertEquals(r, among.row());
          assertEquals(among.logLikelihood(), alone.logLikelihood());
          assertEquals(among.standardError(), alone.standardError());
          assertEquals(among.effectiveSamples(), alone.effectiveSamples());
          assertEquals(among.paretoShape(), alone.paretoShape());
        }
      }
    }
  }

  @Test
  void whatIsTrainedLaterChangesNoAnswer() {
    Vae vae = vae();
    try (Predictor predictor = Predictor.of(vae)) {
      double[][] before = predictor.reconstruct(ROWS);
      Trainer.of(vae).train(Rows.of(ROWS)).epochs(1).run();
      assertArrayEquals(before, predictor.reconstruct(ROWS));
      assertFalse(Arrays.deepEquals(before, vae.reconstructAsDouble(Rows.of(ROWS), 1)));
    }
  }

  @Test
  void errorsOfRowsTellWhatTheirDrawsDo() {
    Vae vae = vae();
    try (Predictor few = Predictor.builder(vae).samples(50).build();
        Predictor many = Predictor.builder(vae).samples(1).build()) {
      RowLikelihood row = few.logLikelihood(ROWS[0]);
      assertTrue(row.standardError() > 0 && Double.isFinite(row.paretoShape()), row.toString());
      assertTrue(row.effectiveSamples() > 1 && row.effectiveSamples() < 50, row.toString());
      RowLikelihood single = many.logLikelihood(ROWS[0]);
      assertTrue(Double.isNaN(single.standardError()), single.toString());
      assertTrue(Double.isNaN(single.paretoShape()), single.toString());
      assertEquals(1, single.effectiveSamples());
    }
  }

  private static Set<Thread> engineThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("vae-engine-"))
        .collect(Collectors.toSet());
  }

  @Test
  void threadsAreGoneAfterTheClose() {
    Set<Thread> before = engineThreads();
    Set<Thread> during;
    try (Predictor predictor = Predictor.builder(vae()).threads(4).samples(60).build()) {
      predictor.logLikelihood(ROWS);
      during = new HashSet<>(engineThreads());
      during.removeAll(before);
    }
    assertEquals(3, during.size(), "threads that help the caller");
    during.forEach(thread -> assertFalse(thread.isAlive(), thread.getName()));
  }

  private static void refused(String words, Executable use) {
    String message = assertThrows(IllegalStateException.class, use).getMessage();
    assertTrue(message.contains(words), message);
  }

  @Test
  void useAfterTheCloseIsRefused() {
    Predictor predictor = Predictor.of(vae());
    predictor.close();
    predictor.close();
    refused("predictor is closed", () -> predictor.encode(ROWS[0]));
    refused("predictor is closed", () -> predictor.decode(new float[3]));
    refused("predictor is closed", () -> predictor.reconstruct(Rows.of(ROWS)));
    refused("predictor is closed", () -> predictor.sample(1, 1));
    refused("predictor is closed", () -> predictor.logLikelihood(ROWS));
  }

  @Test
  void nothingComputesOnAClosedEngineButTheSharedOneStaysOpen() {
    Engine engine = Engine.of(2, null);
    Vae vae = Vae.builder(SPEC).seed(4).engine(engine).build();
    LatentSampler sampler = Samplers.prior(vae);
    Estimator estimator = Estimator.of(vae);
    sampler.draw(1, 1);
    engine.close();
    engine.close();
    refused("engine is closed", () -> vae.encode(ROWS));
    refused("engine is closed", () -> vae.sample(1, 1));
    refused("engine is closed", () -> sampler.draw(1, 1));
    refused("engine is closed", () -> estimator.elbo(Rows.of(ROWS)));
    refused("engine is closed", () -> Trainer.of(vae).train(Rows.of(ROWS)).epochs(1).run());
    estimator.close();
    refused("estimator is closed", () -> estimator.elbo(Rows.of(ROWS)));
    try (Engine shared = Engine.defaults()) {
      assertEquals(shared, Engine.defaults());
    }
    Vae other = vae.copy(Engine.defaults());
    assertEquals(1, other.sample(1, 1).length);
  }

  @Test
  void closingLetsCallsEndAndRefusesTheNext() throws Exception {
    Vae vae = vae();
    for (int round = 0; round < 8; round++) {
      Predictor predictor = Predictor.builder(vae).threads(3).samples(20).build();
      List<RowLikelihood> right = predictor.logLikelihood(ROWS);
      CountDownLatch begun = new CountDownLatch(8);
      AtomicBoolean closed = new AtomicBoolean();
      ExecutorService pool = Executors.newFixedThreadPool(8);
      List<Future<String>> all = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        all.add(pool.submit(() -> callUntilRefused(predictor, right, begun, closed)));
      }
      begun.await();
      predictor.close();
      closed.set(true);
      for (Future<String> one : all) {
        assertEquals("the predictor is closed; make another", one.get());
      }
      pool.shutdown();
    }
  }

  private static String callUntilRefused(
      Predictor predictor, List<RowLikelihood> right, CountDownLatch begun, AtomicBoolean closed) {
    try {
      while (true) {
        boolean late = closed.get();
        assertEquals(right, predictor.logLikelihood(ROWS));
        assertFalse(late, "a call after the close was answered");
        begun.countDown();
      }
    } catch (IllegalStateException e) {
      return e.getMessage();
    }
  }

  /** Rows that use the predictor while it reads them. */
  @Test
  void aCallMayUseThePredictorButNotCloseIt() {
    try (Predictor predictor = Predictor.builder(vae()).threads(2).build()) {
      double[][] right = predictor.reconstruct(ROWS);
      Rows rows = Rows.of(ROWS);
      Rows nested =
          NestedRows.of(
              rows,
              () -> {
                assertArrayEquals(right, predictor.reconstruct(ROWS));
                refused("within its own call", predictor::close);
              });
      assertArrayEquals(right, predictor.reconstruct(nested));
    }
  }

  @Test
  void aPlainAutoEncoderHasNoLogLikelihood() {
    VaeSpec plain =
        VaeSpec.builder()
            .event(20)
            .latent(3)
            .posterior(Spec.of("deterministic"))
            .likelihood(Likelihoods.gaussian())
            .objective(Spec.of("elbo"))
            .build();
    try (Predictor predictor = Predictor.of(Vae.create(plain, 1))) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> predictor.logLikelihood(ROWS[0]))
              .getMessage();
      assertTrue(message.contains("draws nothing"), message);
    }
  }
}
