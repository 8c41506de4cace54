package dev.vae.core.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DensityTest {
  /** x and log Γ(x), to 30 digits by mpmath. */
  private static final double[][] LOG_GAMMA = {
    {1e-3, 6.90717888538385366},
    {0.1, 2.2527126517342059},
    {0.5, 0.572364942924700087},
    {1, 0},
    {1.5, -0.120782237635245222},
    {2, 0},
    {3.7, 1.42807232666538813},
    {10, 12.8018274800814696},
    {150.5, 602.513954870585412},
    {1e6, 12815504.5691476117}
  };

  @Test
  void logGamma() {
    for (double[] row : LOG_GAMMA) {
      double limit = 4e-15 * Math.max(1, Math.abs(row[1]));
      assertEquals(row[1], Stirling.logGamma(row[0]), limit, "at " + row[0]);
    }
    assertEquals(Double.POSITIVE_INFINITY, Stirling.logGamma(Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> Stirling.logGamma(0));
    assertThrows(IllegalArgumentException.class, () -> Stirling.logGamma(Double.NaN));
  }
}
