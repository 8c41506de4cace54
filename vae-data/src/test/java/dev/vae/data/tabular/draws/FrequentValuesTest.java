package dev.vae.data.tabular.draws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Which values of a column have a probability of their own. */
class FrequentValuesTest {
  private static final int ROWS = 1000;

  private final Random random = new Random(1);

  private static List<Double> of(DoubleSupplier value) {
    double[] values = new double[ROWS];
    Arrays.setAll(values, i -> value.getAsDouble());
    Arrays.sort(values);
    return FrequentValues.of(values);
  }

  @Test
  void aContinuousColumnHasNone() {
    assertEquals(List.of(), of(random::nextGaussian));
    // numbers of one decimal repeat, but none stands out
    assertEquals(List.of(), of(() -> Math.rint(100 * random.nextGaussian()) / 10));
    assertEquals(List.of(), FrequentValues.of(new double[0]));
  }

  @Test
  void aValueInMoreThanOneRowOfSevenIsOne() {
    assertEquals(List.of(0.0), of(() -> random.nextDouble() < 0.3 ? 0 : random.nextGaussian()));
    assertEquals(List.of(), of(() -> random.nextDouble() < 0.1 ? 0 : random.nextGaussian()));
    assertEquals(
        List.of(-1.0, 2.5),
        of(
            () -> {
              double u = random.nextDouble();
              return u < 0.4 ? 2.5 : u < 0.7 ? -1 : random.nextGaussian();
            }));
  }

  @Test
  void ofFewDifferentValuesAllAreThatStandInEnoughRows() {
    assertEquals(List.of(1.0, 2.0, 3.0, 4.0), of(() -> 1 + random.nextInt(4)));
    // 99 stands in a handful of rows: it is one of the others
    assertEquals(
        List.of(1.0, 2.0), of(() -> random.nextInt(300) == 0 ? 99 : 1 + random.nextInt(2)));
  }

  /** Columns with as many are modelled together: of seven the six that stand in most rows. */
  @Test
  void theirNumberIsOneOfAFew() {
    double[] values = new double[700];
    Arrays.setAll(values, i -> i < 50 ? 7 : 1 + i % 6);
    Arrays.sort(values);
    assertEquals(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0), FrequentValues.of(values));
  }
}
