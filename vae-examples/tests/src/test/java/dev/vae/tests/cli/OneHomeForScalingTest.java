package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.estimate.Estimator;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Binarization;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import dev.vae.export.runtime.OnnxSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What raw values go through is in the model's schema and nowhere else: a saved model takes what
 * the data file holds, from Java in any container, from the command line, and as ONNX.
 */
class OneHomeForScalingTest {
  @TempDir private Path folder;

  private double[][] raw;
  private String source;
  private Path model;

  private void pictures() throws Exception {
    Random random = new Random(4);
    raw = new double[40][16];
    for (double[] row : raw) {
      Arrays.setAll(row, i -> random.nextInt(256));
    }
    String head = "{'descr': '|u1', 'fortran_order': False, 'shape': (40, 4, 4), }";
    ByteBuffer npy = ByteBuffer.allocate(128 + 40 * 16).order(ByteOrder.LITTLE_ENDIAN);
    npy.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) 118);
    npy.put((head + " ".repeat(117 - head.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
    Arrays.stream(raw).flatMapToDouble(Arrays::stream).forEach(v -> npy.put((byte) v));
    source = "npy:" + Files.write(folder.resolve("pictures.npy"), npy.array());
  }

  private void table() throws Exception {
    Random random = new Random(4);
    List<String> words = List.of("ash", "birch", "cedar");
    List<String> lines = new ArrayList<>(List.of("time,tree,height,visits"));
    raw = new double[60][4];
    for (double[] row : raw) {
      row[0] = 1_700_000_000 + random.nextInt(600);
      row[1] = random.nextInt(3);
      row[2] = Math.round(random.nextGaussian() * 1e4) / 1e2;
      row[3] = 20 + random.nextInt(20);
      lines.add(
          String.format(
              Locale.ROOT, "%.0f,%s,%s,%.0f", row[0], words.get((int) row[1]), row[2], row[3]));
    }
    source = "csv:" + Files.write(folder.resolve("table.csv"), lines);
  }

  private Vae trained(Object... options) {
    model = folder.resolve("model");
    List<Object> line = new ArrayList<>(List.of("train", "--data", source, "--out", model));
    line.addAll(List.of("--epochs", 2, "--latent", 2, "--batch", 16));
    line.addAll(List.of(options));
    Cli.run(line.toArray()).done();
    return Vae.load(model);
  }

  private float[][] encodedByCommand() throws Exception {
    Path out = folder.resolve("z.csv");
    Cli.run("encode", model, "--data", source, "--out", out).done();
    List<String> lines = Files.readAllLines(out);
    float[][] latents = new float[lines.size() - 1][];
    for (int r = 0; r < latents.length; r++) {
      String[] cells = lines.get(r + 1).split(",");
      latents[r] = new float[cells.length];
      for (int c = 0; c < cells.length; c++) {
        latents[r][c] = Float.parseFloat(cells[c]);
      }
    }
    return latents;
  }

  /** All ways to the latents of the file's values give the same, those in Java bit by bit. */
  private void assertOneMeaning(Vae vae) throws Exception {
    Dataset rows = DataSource.parse(source).open();
    float[][] latents = vae.encode(rows).mean();
    assertArrayEquals(latents, encodedByCommand());
    assertArrayEquals(latents, vae.encode(Rows.of(raw)).mean());
    assertArrayEquals(vae.encode(floats()).mean(), vae.encode(Rows.of(floats())).mean());
    String judged = Cli.run("eval", model, "--data", source).done().out();
    double bound = Estimator.of(vae).seed(1).elbo(rows).logLikelihood();
    assertTrue(judged.contains(String.format(Locale.ROOT, "%.3f", bound)), judged);
    assertEquals(bound, Estimator.of(vae).seed(1).elbo(Rows.of(raw)).logLikelihood());
    Path onnx = folder.resolve("onnx");
    Cli.run("export", model, "--out", onnx, "--check").done();
    assertOnnx(onnx.resolve("encoder.onnx"), vae.encode(floats()).mean());
    assertEquals(vae.schema(), Vae.load(model).schema());
  }

  private float[][] floats() {
    float[][] floats = new float[raw.length][raw[0].length];
    for (int r = 0; r < raw.length; r++) {
      for (int c = 0; c < raw[r].length; c++) {
        floats[r][c] = (float) raw[r][c];
      }
    }
    return floats;
  }

  private void assertOnnx(Path file, float[][] latents) {
    int width = raw[0].length;
    float[] flat = new float[raw.length * width];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) raw[i / width][i % width];
    }
    try (OnnxSession session = OnnxSession.open(file, OnnxSession.Device.CPU)) {
      float[] mean = session.run(Map.of("x", flat), raw.length).get("mean");
      for (int i = 0; i < mean.length; i++) {
        assertEquals(latents[i / 2][i % 2], mean[i], 1e-4, "latent " + i);
      }
    }
  }

  private static double largest(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).max().orElseThrow();
  }

  @Test
  void greyLevels() throws Exception {
    pictures();
    Vae vae = trained();
    assertEquals(Optional.of(255.0), vae.schema().divisor());
    assertOneMeaning(vae);
    assertTrue(largest(vae.reconstructAsDouble(Rows.of(raw), 1)) > 100, "levels, not shares");
  }

  @Test
  void greyLevelsMadeBinary() throws Exception {
    pictures();
    Vae vae = trained("--binarize", "threshold");
    assertEquals(Binarization.THRESHOLD, vae.schema().binarization());
    assertOneMeaning(vae);
  }

  @Test
  void wordsAndScaledColumns() throws Exception {
    table();
    Vae vae = trained();
    assertEquals(Map.of(1, List.of("ash", "birch", "cedar")), vae.schema().categories());
    assertTrue(vae.schema().scaling().orElseThrow().mean().get(0) > 1.6e9);
    assertOneMeaning(vae);
    assertTrue(vae.sampleAsDouble(5, 1, null)[0][0] > 1.6e9, "times");
  }
}
