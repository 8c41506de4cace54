package dev.vae.data.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.tabular.ColumnEncoding.Logarithm;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Columns of numbers whose squares are no doubles any more. */
class HugeColumnTest {
  private static double[] column(double unit, boolean skewed) {
    Random random = new Random(1);
    double[] values = new double[500];
    Arrays.setAll(
        values, i -> unit * (skewed ? Math.exp(2 * random.nextGaussian()) : random.nextGaussian()));
    return values;
  }

  @Test
  void areScaledAsSmallOnesAre() {
    double unit = 0x1p990;
    for (boolean skewed : List.of(false, true)) {
      double[] small = column(1, skewed);
      double[] large = column(unit, skewed);
      Logarithm may = skewed ? Logarithm.OF_VALUE : Logarithm.NONE;
      ColumnEncoding of = ColumnEncoding.numbers("a", small, may);
      ColumnEncoding ofLarge = ColumnEncoding.numbers("a", large, may);
      assertEquals(of.log(), ofLarge.log());
      for (int i = 0; i < small.length; i++) {
        double z = ofLarge.toModel(large[i]);
        assertEquals(of.toModel(small[i]), z, skewed ? 1e-9 : 0);
        assertEquals(large[i], ofLarge.toRaw(z), 1e-9 * unit);
      }
      String saved = ofLarge.toJson().toString();
      assertTrue(!saved.contains("Infinity") && !saved.contains("NaN"), saved);
    }
  }
}
