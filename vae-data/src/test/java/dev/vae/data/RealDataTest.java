package dev.vae.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Binarization;
import dev.vae.data.internal.csv.Csv;
import dev.vae.data.internal.rows.ByteRowSource;
import dev.vae.data.read.Idx;
import dev.vae.data.read.ImageFolder;
import dev.vae.data.read.Npz;
import dev.vae.data.rows.Labels;
import dev.vae.data.rows.RowSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Known facts of real data sets, where environment variable VAE_DATA names their folder. */
class RealDataTest {
  private static Path data;

  @BeforeAll
  static void find() {
    String folder = System.getenv("VAE_DATA");
    assumeTrue(
        folder != null && Files.isDirectory(Path.of(folder)),
        "VAE_DATA does not name a folder: readers are not tried on real data sets");
    data = Path.of(folder);
  }

  private static Path at(String file) {
    Path path = data.resolve(file);
    assumeTrue(Files.exists(path), path + " is not there: not tried");
    return path;
  }

  @Test
  void mnist() {
    Path folder = at("mnist");
    Dataset train =
        Dataset.of(
            Idx.images(
                folder.resolve("train-images-idx3-ubyte.gz"),
                folder.resolve("train-labels-idx1-ubyte.gz")));
    assertEquals(60_000, train.size());
    assertEquals(Shape.of(28, 28, 1), train.event());
    assertArrayEquals(new double[] {0.1307, 0.3081}, moments(train), 5e-5);
    int[] count = new int[10];
    Labels labels = train.labels().orElseThrow();
    for (int i = 0; i < 60_000; i++) {
      count[labels.get(i, 0)]++;
    }
    assertArrayEquals(
        new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}, count);
    assertEquals(1, train.fitting(Support.BINARY).notes().size());
    assertEquals(0.1307, moments(train.binarized(Binarization.DYNAMIC).limit(10_000))[0], 2e-3);
  }

  @Test
  void staticBinarisedMnistStaysAsItIs() {
    Dataset valid = Dataset.of(Idx.images(at("binarized-mnist/valid-images-idx3-ubyte.gz")));
    assertEquals(10_000, valid.size());
    assertEquals(List.of(), valid.pipeline().transforms());
    assertTrue(valid.summary().binary());
    assertEquals(0.13113, moments(valid)[0], 5e-6);
    assertEquals(List.of(), valid.fitting(Support.BINARY).notes());
  }

  @Test
  void freyFaces() {
    Dataset faces = Dataset.of(Idx.images(at("freyfaces/freyfaces-images-idx3-ubyte.gz")));
    assertEquals(1965, faces.size());
    assertEquals(Shape.of(28, 20, 1), faces.event());
    assertEquals(0.6057, moments(faces)[0], 5e-5);
    assertEquals(8 / 255.0, faces.summary().min());
    assertEquals(238 / 255.0, faces.summary().max());
  }

  @Test
  void anomalyTables() {
    RowSource cardio = Npz.open(at("adbench/6_cardio.npz"), "X", "y");
    assertEquals(1831, cardio.size());
    assertEquals(Shape.of(21), cardio.event());
    assertEquals(176, sum(cardio.labels().orElseThrow()));
    Dataset table = Dataset.of(cardio);
    double[] moments = moments(table.scaled(Optional.of(table.scaling()), Optional.empty()));
    assertArrayEquals(new double[] {0, 1}, moments, 1e-6);
    RowSource shuttle = Npz.open(at("adbench/32_shuttle.npz"), null, "y");
    assertEquals(49_097, shuttle.size());
    assertEquals(3511, sum(shuttle.labels().orElseThrow()));
    assertFalse(shuttle instanceof ByteRowSource);
    Dataset satellite = Dataset.of(Npz.open(at("adbench/30_satellite.npz"), "X", null));
    assertEquals(6435, satellite.size());
    assertEquals(List.of(), satellite.pipeline().transforms(), "a table of bytes is not an image");
  }

  private static long sum(Labels labels) {
    long sum = 0;
    for (long i = 0; i < labels.size(); i++) {
      sum += labels.get(i, 0);
    }
    return sum;
  }

  @Test
  void tablesOfText() {
    Dataset letter = Dataset.of(Csv.open(at("imputation/gain/letter.csv")));
    assertEquals(20_000, letter.size());
    assertEquals(16, letter.event().elements());
    assertEquals("Cat 2", letter.columns().get(1));
    assertEquals(57, Csv.open(at("imputation/gain/spam.csv")).columns().size());
    RowSource adult = Csv.open(at("imputation/hivae/Adult/data.csv"), true, null);
    assertEquals(32_561, adult.size());
    assertEquals(12, adult.event().elements());
    assertEquals(List.of(), adult.columns());
    assertEquals(3686, Dataset.of(adult, true).summary().missing());
    RowSource digits = Csv.open(at("digits8x8/optdigits.tra"), false, "Class");
    assertEquals(3823, digits.size());
    assertEquals(64, digits.event().elements());
    assertEquals(10, digits.labels().orElseThrow().classes(0));
  }

  @Test
  void colourStrips() {
    ImageFolder strips = ImageFolder.open(at("cifar10-subset"));
    assertEquals(Shape.of(1000, 1024, 3), strips.event());
    double[] row = new double[1000 * 1024 * 3];
    strips.read(0, row);
    double[] mean = new double[3];
    for (int i = 0; i < row.length; i++) {
      mean[i % 3] += row[i] / (row.length / 3);
    }
    assertArrayEquals(new double[] {125, 123, 113}, mean, 3);
  }

  /** Mean and population deviation of all values of a pass. */
  private static double[] moments(Dataset data) {
    double sum = 0;
    double squares = 0;
    long count = 0;
    int width = data.event().elements();
    try (Rows.Batches batches = data.shuffled(500, 1, 0)) {
      for (Rows.Batch batch = batches.next(); batch != null; batch = batches.next()) {
        for (int i = 0; i < batch.rows() * width; i++) {
          double value = batch.values()[i];
          sum += value;
          squares += value * value;
        }
        count += (long) batch.rows() * width;
      }
    }
    double mean = sum / count;
    return new double[] {mean, Math.sqrt(squares / count - mean * mean)};
  }
}
