package dev.vae.tests.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.estimate.EstimateKind;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.estimate.RowLikelihood;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Encoding;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxRuntimeException;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.export.runtime.OnnxSettings;
import dev.vae.export.runtime.OnnxVae;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import dev.vae.layers.Priors;
import dev.vae.tests.Modules;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The typed runtime gives what our engine gives, from many threads, and without our engine. */
class OnnxVaeTest {
  @TempDir private Path folder;

  private static Vae vae() {
    VaeSpec spec =
        VaeSpec.builder()
            .event(3)
            .latent(2)
            .encoder(Layers.observed(), Layers.dense(6), Layers.tanh())
            .decoder(Layers.dense(6), Layers.tanh())
            .likelihood(Likelihoods.gaussian())
            .build();
    Scaling scaling = new Scaling(List.of(1.0, 10.0, -2.0), List.of(2.0, 5.0, 0.5));
    return Vae.builder(spec)
        .schema(Schema.of(Shape.of(3)).withScaling(scaling).withMissing(true))
        .seed(5)
        .build();
  }

  private static float[][] rows(int count) {
    Random random = new Random(2);
    float[][] rows = new float[count][3];
    for (float[] row : rows) {
      for (int c = 0; c < 3; c++) {
        row[c] = random.nextInt(4) == 0 ? Float.NaN : (float) (5 * random.nextGaussian());
      }
    }
    return rows;
  }

  private static double[][] doubles(float[][] rows) {
    double[][] all = new double[rows.length][rows[0].length];
    for (int r = 0; r < all.length; r++) {
      for (int c = 0; c < all[r].length; c++) {
        all[r][c] = rows[r][c];
      }
    }
    return all;
  }

  @Test
  void givesWhatTheEngineGives() throws Exception {
    Vae vae = vae();
    VaeExporter.of(vae).write(folder);
    float[][] rows = rows(2500);
    Rows given = Rows.withMissing(doubles(rows));
    try (OnnxVae theirs = OnnxVae.open(folder)) {
      Encoding codes = vae.encode(given);
      close(codes.mean(), theirs.encode(rows).mean());
      close(codes.logVariance().get(), theirs.encode(rows).logVariance().get());
      close(vae.decode(codes.mean()), theirs.decode(codes.mean()));
      assertEquals(2500, theirs.reconstruct(rows, 3).length);
      float[][] many = theirs.sample(1500, 4);
      close(Arrays.copyOf(many, 7), theirs.sample(7, 4));
      float[][] latents = {many[0].length == 3 ? new float[2] : null};
      assertEquals(3, theirs.decode(latents)[0].length);
      assertEquals("CPU", theirs.provider());
      assertTrue(theirs.fallback().isEmpty());
    }
  }

  private static void close(float[][] ours, float[][] theirs) {
    assertEquals(ours.length, theirs.length);
    for (int r = 0; r < ours.length; r++) {
      for (int c = 0; c < ours[r].length; c++) {
        double right = ours[r][c];
        assertEquals(right, theirs[r][c], 1e-5 * Math.max(1, Math.abs(right)), r + ", " + c);
      }
    }
  }

  @Test
  void scoresWithMoreDrawsAreMoreExact() throws Exception {
    Vae vae = vae();
    VaeExporter.of(vae).draws(100).write(folder);
    float[][] rows = rows(60);
    List<RowLikelihood> right =
        Estimator.of(vae).samples(40_000).byRow(EstimateKind.IS, Rows.withMissing(doubles(rows)));
    try (OnnxVae theirs = OnnxVae.open(folder)) {
      OnnxVae.Scores few = theirs.score(rows);
      OnnxVae.Scores many = theirs.score(rows, null, 2500, 1);
      assertArrayEquals(
          few.negLogLikelihood(), theirs.score(rows, null, 100, 1).negLogLikelihood());
      double squares = 0;
      double[] ratios = new double[rows.length];
      for (int r = 0; r < rows.length; r++) {
        double error = many.standardError()[r];
        ratios[r] = few.standardError()[r] / error;
        double apart = many.negLogLikelihood()[r] + right.get(r).logLikelihood();
        squares += Math.pow(apart / Math.hypot(error, right.get(r).standardError()), 2);
        double alone = theirs.score(new float[][] {rows[r]}).negLogLikelihood()[0];
        assertEquals(few.negLogLikelihood()[r], alone, 1e-5 * Math.max(1, Math.abs(alone)));
      }
      double median =
          Arrays.stream(ratios).sorted().skip(rows.length / 2).findFirst().orElseThrow();
      assertEquals(Math.sqrt(25), median, 1.5);
      assertTrue(squares / rows.length < 6, "standard errors apart: " + squares / rows.length);
    }
  }

  @Test
  void holesAreFilledAndTheRestIsKept() throws Exception {
    VaeExporter.of(vae()).write(folder);
    float[][] rows = rows(90);
    try (OnnxVae theirs = OnnxVae.open(folder)) {
      OnnxVae.Fillings filled = theirs.impute(rows, 7);
      assertEquals(5, filled.draws().length);
      for (int r = 0; r < rows.length; r++) {
        for (int c = 0; c < 3; c++) {
          boolean hole = Float.isNaN(rows[r][c]);
          assertTrue(Float.isFinite(filled.mean()[r][c]));
          assertEquals(hole, filled.standardDeviation()[r][c] > 0);
          for (float[][] draw : filled.draws()) {
            assertTrue(hole ? Float.isFinite(draw[r][c]) : draw[r][c] == rows[r][c]);
          }
        }
      }
    }
  }

  @Test
  void conditionsAreGivenBesideRows() throws Exception {
    Vae vae =
        Vae.create(
            VaeSpec.builder()
                .event(3)
                .latent(2)
                .condition(2)
                .encoder(Layers.dense(4))
                .decoder(Layers.dense(4))
                .prior(Priors.conditionalNormal())
                .likelihood(Likelihoods.gaussian())
                .build(),
            3);
    VaeExporter.of(vae).write(folder);
    float[][] rows = {{1, 2, 3}, {4, 5, 6}};
    float[][] condition = {{0.5f, -1}};
    try (OnnxVae theirs = OnnxVae.open(folder)) {
      assertEquals(2, theirs.score(rows, condition, 128, 1).negLogLikelihood().length);
      assertEquals(4, theirs.sample(4, condition, 1).length);
      String message =
          assertThrows(IllegalArgumentException.class, () -> theirs.score(rows)).getMessage();
      assertTrue(message.contains("conditioned on 2 values"), message);
    }
  }

  @Test
  void wrongRowsAndFilesAreRefusedInALine() throws Exception {
    VaeExporter.of(vae()).write(folder);
    try (OnnxVae theirs = OnnxVae.open(folder)) {
      refused("row 1 has 2 values", () -> theirs.encode(new float[][] {{1, 2, 3}, {1, 2}}));
      refused("row 0, value 2", () -> theirs.score(new float[][] {{1, 2, 1f / 0}}));
      refused("at least 1", () -> theirs.score(rows(1), null, 0, 1));
      theirs.close();
      assertThrows(IllegalStateException.class, () -> theirs.encode(rows(1)));
    }
    Path decoder = folder.resolve("decoder.onnx");
    byte[] bytes = Files.readAllBytes(decoder);
    bytes[bytes.length - 9]++;
    Files.write(decoder, bytes);
    String other = message(() -> OnnxVae.open(folder));
    assertTrue(other.contains("decoder.onnx") && other.contains("checksum"), other);
    Path json = folder.resolve("bundle.json");
    Files.writeString(json, Files.readString(json).replace("\"files\"", "\"fils\""));
    assertTrue(message(() -> OnnxVae.open(folder)).contains("bundle.json"));
    Files.delete(json);
    assertTrue(message(() -> OnnxVae.open(folder)).contains("vae export"));
    String cuda =
        message(() -> OnnxSession.open(decoder, OnnxSettings.on(OnnxSession.Device.CUDA)));
    assertTrue(cuda.contains("CUDA does not run") && cuda.contains("AUTO"), cuda);
  }

  private static void refused(String part, org.junit.jupiter.api.function.Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static String message(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(OnnxRuntimeException.class, call).getMessage();
  }

  @Test
  void manyThreadsMayAskWhileOneCloses() throws Exception {
    VaeExporter.of(vae()).draws(16).write(folder);
    float[][] rows = rows(5);
    for (int round = 0; round < 10; round++) {
      OnnxVae theirs = OnnxVae.open(folder, new OnnxSettings(OnnxSession.Device.CPU, 1));
      double[] right = theirs.score(rows).negLogLikelihood();
      AtomicInteger answers = new AtomicInteger();
      ConcurrentLinkedQueue<Throwable> wrong = new ConcurrentLinkedQueue<>();
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 6; t++) {
        Thread thread =
            new Thread(
                () -> {
                  try {
                    while (true) {
                      assertArrayEquals(right, theirs.score(rows).negLogLikelihood());
                      answers.incrementAndGet();
                    }
                  } catch (IllegalStateException closed) {
                    // what is told after the end
                  } catch (Throwable other) {
                    wrong.add(other);
                  }
                });
        threads.add(thread);
        thread.start();
      }
      while (answers.get() < 20 && wrong.isEmpty()) {
        Thread.onSpinWait();
      }
      theirs.close();
      theirs.close();
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals(List.of(), new ArrayList<>(wrong));
    }
  }

  @Test
  void threeJarsAreEnough() throws Exception {
    Vae vae = vae();
    VaeExporter.of(vae).write(folder);
    String printed = java("Main", folder.toString(), 0);
    float[][] rows = {{1, 2, Float.NaN}, {0, 1, 2}};
    float[][] codes = vae.encode(Rows.withMissing(doubles(rows))).mean();
    String first = printed.lines().findFirst().orElseThrow();
    String[] numbers = first.replaceAll("[^-0-9.E,]", "").split(",");
    for (int i = 0; i < 4; i++) {
      assertEquals(codes[i / 2][i % 2], Float.parseFloat(numbers[i]), 1e-5, printed);
    }
    assertTrue(printed.contains("on CPU; CUDA does not work here, the processor runs"), printed);
    assertTrue(printed.contains("refused: row 0 has 2 values"), printed);
    assertTrue(printed.contains("there is no"), printed);
  }

  @Test
  void leavingTheJvmInTheMiddleIsSafe() throws Exception {
    VaeExporter.of(vae()).write(folder);
    for (int i = 0; i < 3; i++) {
      assertEquals("", java("Leave", folder.resolve("decoder.onnx").toString(), 0));
    }
  }

  /** Runs a program of the project {@code runtime} in a JVM of its own, without our core. */
  private String java(String program, String argument, int wanted) throws Exception {
    String[] places =
        (System.getProperty("jdk.module.path")
                + File.pathSeparator
                + System.getProperty("java.class.path"))
            .split(File.pathSeparator);
    String jars =
        Arrays.stream(places)
            .filter(place -> place.matches(".*(onnxruntime|gson)-[0-9][^/]*\\.jar"))
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    Path source =
        Modules.root()
            .resolve("vae-examples/tests/src/test/resources/projects/runtime/app")
            .resolve(program + ".java");
    Path log = folder.resolve("log.txt");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 22) { // which warns about native code not allowed by name
      line.add("--enable-native-access=ALL-UNNAMED");
    }
    line.addAll(List.of("-cp", Modules.classes("vae-export") + File.pathSeparator + jars));
    line.addAll(List.of(source.toString(), argument));
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int code = process.waitFor();
    String printed = Files.readString(log);
    assertEquals(wanted, code, printed);
    return printed;
  }
}
