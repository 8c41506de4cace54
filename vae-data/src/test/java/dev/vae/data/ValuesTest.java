package dev.vae.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.plugin.Support;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.Scaling;
import dev.vae.data.generate.Digits;
import dev.vae.data.generate.Shapes;
import dev.vae.data.rows.CellPosition;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Provenance;
import dev.vae.data.rows.RowSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void thresholdTurnsAtOneHalf() {
    Dataset data = Dataset.of(new float[][] {{0, 0.49999997f, 0.5f, 1}});
    float[] values = values(data.binarized(Binarization.THRESHOLD).inOrder(1, 0), 1, 4);
    assertArrayEquals(new float[] {0, 0, 1, 1}, values);
  }

  @Test
  void dynamicDrawsDependOnSeedEpochRowAndColumnAlone() {
    Dataset data =
        Dataset.of(new Digits(300, 1, Digits.Part.TRAIN)).binarized(Binarization.DYNAMIC);
    float[] whole = values(data.inOrder(300, 7), 300, 784);
    assertArrayEquals(whole, values(data.inOrder(7, 7), 300, 784));
    assertArrayEquals(
        Arrays.copyOfRange(whole, 100 * 784, 300 * 784),
        values(data.range(100, 300).inOrder(64, 7), 200, 784));
    assertFalse(Arrays.equals(whole, values(data.inOrder(300, 8), 300, 784)));
    float[] zero = sorted(data.shuffled(32, 7, 0));
    assertArrayEquals(whole, zero, "epoch 0 shuffled has the draws of the pass in order");
    assertFalse(Arrays.equals(whole, sorted(data.shuffled(32, 7, 1))));
  }

  @Test
  void dynamicDrawsHaveTheValueAsProbability() {
    float[][] rows = new float[20_000][];
    Arrays.fill(rows, new float[] {0, 0.1f, 0.5f, 0.9f, 1});
    Dataset data = Dataset.of(rows).binarized(Binarization.DYNAMIC);
    double[] sum = new double[5];
    float[] values = values(data.inOrder(100, 3), rows.length, 5);
    for (int i = 0; i < values.length; i++) {
      assertTrue(values[i] == 0 || values[i] == 1);
      sum[i % 5] += values[i] / (double) rows.length;
    }
    assertEquals(0, sum[0]);
    assertEquals(1, sum[4], 1e-9);
    double[] expected = {0, 0.1, 0.5, 0.9, 1};
    for (int j = 1; j < 4; j++) {
      double error = Math.sqrt(expected[j] * (1 - expected[j]) / rows.length);
      assertEquals(expected[j], sum[j], 4 * error, "column " + j);
    }
  }

  private static Dataset standardized(Dataset data) {
    return data.scaled(Optional.of(data.scaling()), Optional.empty());
  }

  @Test
  void standardizedColumnsHaveMeanZeroAndPopulationDeviationOne() {
    Dataset data = Dataset.of(new float[][] {{1, 5, 0.1f}, {2, 5, 0.1f}, {6, 5, 0.1f}});
    Scaling by = data.scaling();
    assertEquals(List.of(3.0, 5.0, (double) 0.1f), by.mean());
    assertEquals(Math.sqrt(14 / 3.0), by.standardDeviation().get(0), 1e-15);
    assertEquals(List.of(1.0, 1.0), by.standardDeviation().subList(1, 3));
    float[] values = values(standardized(data).inOrder(3, 0), 3, 3);
    assertEquals(-2 / Math.sqrt(14 / 3.0), values[0], 1e-7);
    assertEquals(0, values[1]);
    assertEquals(0, values[2]);
  }

  @Test
  void standardizingComputesInDoubleBeforeRounding() {
    double start = 1.6e9; // seconds; a float would round to 128
    RowSourceOf source = new RowSourceOf(new double[][] {{start}, {start + 1}, {start + 2}});
    float[] values = values(standardized(Dataset.of(source)).inOrder(3, 0), 3, 1);
    assertEquals(Math.sqrt(1.5), values[2], 1e-7);
    assertEquals(0, values[1]);
  }

  @Test
  void missingValuesNeedPermissionAndGetAMask() {
    float[][] rows = {{1, Float.NaN}, {3, 4}};
    DataException e = assertThrows(DataException.class, () -> Dataset.of(rows));
    assertTrue(e.getMessage().contains("row 0, column 1"), e.getMessage());
    Dataset data = Dataset.of(new RowSourceOf(new double[][] {{1, Double.NaN}, {3, 4}}), true);
    assertEquals(1, data.summary().missing());
    try (Rows.Batches batches = standardized(data).inOrder(2, 0)) {
      Rows.Batch batch = batches.next();
      assertArrayEquals(new float[] {1, 0, 1, 1}, batch.mask());
      assertArrayEquals(new float[] {-1, 0, 1, 0}, batch.values());
    }
  }

  @Test
  void infiniteAndTooLargeValuesAreErrors() {
    for (double bad : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e39}) {
      RowSource source = new RowSourceOf(new double[][] {{0, 0}, {0, 0}, {bad, 0}});
      DataException e = assertThrows(DataException.class, () -> Dataset.of(source, true));
      assertTrue(e.getMessage().contains("row 2, column 0"), e.getMessage());
    }
  }

  @Test
  void summaryFindsPlaces() {
    ValueSummary found = Dataset.of(new float[][] {{0, 3}, {-2, 0.5f}}).summary();
    assertEquals(-2, found.min());
    assertEquals(new CellPosition(1, 0, null, -2), found.smallest());
    assertEquals(3, found.max());
    assertEquals(new CellPosition(1, 1, null, 0.5), found.fraction());
    assertFalse(found.binary());
    assertFalse(found.greyLevels());
  }

  @Test
  void bernoulliTakesGreyAndSaysSo() {
    Dataset grey = Dataset.of(new float[][] {{0, 0.25f}});
    Dataset.Fitted fitted = grey.fitting(Support.BINARY);
    assertSame(grey, fitted.data());
    assertTrue(fitted.notes().get(0).contains("probabilities"), fitted.notes().toString());
    assertEquals(List.of(), Dataset.of(new float[][] {{0, 1}}).fitting(Support.BINARY).notes());
    assertEquals(List.of(), Dataset.of(new Shapes()).fitting(Support.BINARY).notes());
    Dataset digits = Dataset.of(new Digits(10, 0, Digits.Part.TRAIN));
    assertEquals(1, digits.fitting(Support.BINARY).notes().size());
    assertEquals(0, digits.binarized(Binarization.DYNAMIC).fitting(Support.BINARY).notes().size());
  }

  @Test
  void integersUpTo255AreScaledForBernoulli() {
    Dataset table = Dataset.of(new float[][] {{0, 255}, {51, 1}});
    assertEquals(List.of(), table.pipeline().transforms(), "a table is not scaled by itself");
    Dataset.Fitted fitted = table.fitting(Support.BINARY);
    assertEquals(List.of(DivisorTransform.GREY), fitted.data().pipeline().transforms());
    assertEquals(2, fitted.notes().size());
    assertArrayEquals(
        new float[] {0, 1, 0.2f, 1 / 255f}, values(fitted.data().inOrder(2, 0), 2, 2));
  }

  @Test
  void valuesOutsideTheSupportAreNamed() {
    Dataset negative = Dataset.of(new float[][] {{0, 1}, {1, -1}});
    refuse(negative, Support.BINARY, "row 1, column 1 (counted from 0) is -1");
    refuse(negative, Support.POSITIVE, "row 1, column 1");
    refuse(negative, Support.COUNT, "row 1, column 1");
    refuse(Dataset.of(new float[][] {{0.5f, 1.5f}}), Support.UNIT_INTERVAL, "row 0, column 1");
    refuse(Dataset.of(new float[][] {{2, 1.5f}}), Support.COUNT, "row 0, column 1");
    assertThrows(DataException.class, () -> new DivisorTransform(Double.NaN));
    assertSame(negative, negative.fitting(Support.REAL).data());
    assertThrows(DataException.class, () -> negative.binarized(Binarization.DYNAMIC));
  }

  private static void refuse(Dataset data, Support support, String words) {
    DataException e = assertThrows(DataException.class, () -> data.fitting(support));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  @Test
  void greyImagesAreScaledUnlessCountsAreWanted() {
    Dataset digits = Dataset.of(new Digits(20, 0, Digits.Part.TRAIN));
    assertEquals(List.of(DivisorTransform.GREY), digits.pipeline().transforms());
    assertEquals(List.of(), digits.fitting(Support.COUNT).data().pipeline().transforms());
    assertEquals(List.of(), Dataset.of(new Shapes()).pipeline().transforms());
  }

  @Test
  void provenanceTellsSourceAndHandling() {
    Dataset data = Dataset.of(new Digits(20, 0, Digits.Part.TRAIN)).limit(5);
    Provenance provenance = data.provenance();
    assertEquals(5, provenance.rows());
    assertEquals("divided by 255; rows 0 to 4", provenance.handling());
    assertEquals(64, provenance.sha256().length());
    assertNotEquals(
        provenance.sha256(),
        Dataset.of(new Digits(20, 1, Digits.Part.TRAIN)).provenance().sha256());
  }

  private static float[] values(Rows.Batches batches, int rows, int width) {
    float[] all = new float[rows * width];
    int at = 0;
    try (batches) {
      for (Rows.Batch batch = batches.next(); batch != null; batch = batches.next()) {
        System.arraycopy(batch.values(), 0, all, at, batch.rows() * width);
        at += batch.rows() * width;
      }
    }
    assertEquals(all.length, at);
    return all;
  }

  private static float[] sorted(Rows.Batches batches) {
    float[] all = new float[300 * 784];
    try (batches) {
      for (Rows.Batch batch = batches.next(); batch != null; batch = batches.next()) {
        for (int r = 0; r < batch.rows(); r++) {
          System.arraycopy(batch.values(), r * 784, all, (int) batch.index()[r] * 784, 784);
        }
      }
    }
    return all;
  }

  @Test
  void columnsFitEachItsOwnLikelihood() {
    float[][] rows = {{0, -2.5f, 3, 0.2f}, {1, 7, 250, 0.9f}};
    List<Support> supports =
        List.of(Support.BINARY, Support.REAL, Support.COUNT, Support.UNIT_INTERVAL);
    Dataset data = Dataset.of(rows);
    assertEquals(List.of(), data.fitting(supports).notes());
    assertArrayEquals(
        new float[] {0, -2.5f, 3, 0.2f, 1, 7, 250, 0.9f},
        values(data.fitting(supports).data().inOrder(2, 0), 2, 4));
    List<Support> wrong =
        List.of(Support.BINARY, Support.COUNT, Support.COUNT, Support.UNIT_INTERVAL);
    DataException e = assertThrows(DataException.class, () -> data.fitting(wrong));
    assertTrue(e.getMessage().contains("row 0, column 1"), e.getMessage());
    List<Support> grey = List.of(Support.REAL, Support.REAL, Support.COUNT, Support.BINARY);
    assertEquals(1, data.fitting(grey).notes().size());
    Dataset binary = data.binarized(Binarization.THRESHOLD, grey).fitting(grey).data();
    assertArrayEquals(
        new float[] {0, -2.5f, 3, 0, 1, 7, 250, 1}, values(binary.inOrder(2, 0), 2, 4));
  }

  @Test
  void greyLevelsStayCountsInSomeColumnsOnly() {
    float[][] rows = {{0, 128, 255, 51}};
    Dataset image = Dataset.of(rows).with(DivisorTransform.GREY);
    List<Support> supports =
        List.of(Support.COUNT, Support.COUNT, Support.UNIT_INTERVAL, Support.UNIT_INTERVAL);
    Dataset.Fitted fitted = image.fitting(supports);
    assertEquals(1, fitted.notes().size());
    assertArrayEquals(
        new float[] {0, 128, 1, 0.2f}, values(fitted.data().inOrder(1, 0), 1, 4), 1e-7f);
  }

  @Test
  void summariesOfColumns() {
    Dataset data = Dataset.of(new float[][] {{1, 0}, {2, 0}, {6, 0}});
    ColumnSummary first = data.columnSummaries().get(0);
    assertEquals(3, first.mean(), 1e-12);
    assertEquals(14.0 / 3, first.variance(), 1e-12);
    assertEquals(6 / Math.pow(14.0 / 3, 1.5), first.skewness(), 1e-12);
    assertEquals(0, data.columnSummaries().get(1).skewness());
    assertTrue(first.counts() && first.between() != null);
  }

  /** Rows that count how often they are read. */
  private static RowSource counted(RowSourceOf rows, AtomicInteger reads) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("read")) {
            reads.incrementAndGet();
          }
          return method.invoke(rows, arguments);
        };
    return (RowSource)
        Proxy.newProxyInstance(
            RowSource.class.getClassLoader(), new Class<?>[] {RowSource.class}, handler);
  }

  @Test
  void columnsAreLookedAtOnce() {
    double[][] values = new double[50][2];
    Random random = new Random(3);
    for (double[] row : values) {
      row[0] = 1e9 + random.nextGaussian();
      row[1] = random.nextInt(9);
    }
    AtomicInteger reads = new AtomicInteger();
    Dataset data = Dataset.of(counted(new RowSourceOf(values), reads));
    assertEquals(50, reads.getAndSet(0));
    List<Support> supports = List.of(Support.REAL, Support.COUNT);
    data.columnSummaries();
    Dataset fitted = data.fitting(supports).data();
    Scaling scaling = fitted.scaling(supports);
    assertEquals(50, reads.get());
    assertEquals(Rows.of(values).scaling(supports), scaling, "bit by bit");
  }
}
