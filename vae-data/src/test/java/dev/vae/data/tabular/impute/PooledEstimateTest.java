package dev.vae.data.tabular.impute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PooledEstimateTest {

  /** By hand: W = 5/3, B = 1, T = 5/3 + 4/3 = 3, λ = 4/9, ν = 2 · 81/16. */
  @Test
  void followsRubinsRules() {
    double[] errors = {1, Math.sqrt(2), Math.sqrt(2)};
    PooledEstimate pooled = PooledEstimate.of(new double[] {1, 2, 3}, errors);
    assertEquals(2, pooled.estimate(), 1e-12);
    assertEquals(5.0 / 3, pooled.within(), 1e-12);
    assertEquals(1, pooled.between(), 1e-12);
    assertEquals(Math.sqrt(3), pooled.standardError(), 1e-12);
    assertEquals(4.0 / 9, pooled.missingInformation(), 1e-12);
    assertEquals(2 * 81.0 / 16, pooled.degreesOfFreedom(), 1e-9);
  }

  /** ν_obs = (21/23) · 20 · 5/9; 1/ν = 1/10.125 + 1/ν_obs. */
  @Test
  void aSmallTableHasFewerDegreesOfFreedom() {
    double[] errors = {1, Math.sqrt(2), Math.sqrt(2)};
    PooledEstimate pooled = PooledEstimate.of(new double[] {1, 2, 3}, errors, 20);
    double observed = 21.0 / 23 * 20 * 5 / 9;
    assertEquals(1 / (1 / 10.125 + 1 / observed), pooled.degreesOfFreedom(), 1e-9);
  }

  @Test
  void tablesThatAgreeLoseNothing() {
    PooledEstimate pooled = PooledEstimate.of(new double[] {5, 5}, new double[] {2, 2}, 30);
    assertEquals(2, pooled.standardError());
    assertEquals(0, pooled.missingInformation());
    assertEquals(31.0 / 33 * 30, pooled.degreesOfFreedom(), 1e-9);
  }

  @Test
  void refusesOneTable() {
    assertThrows(
        IllegalArgumentException.class,
        () -> PooledEstimate.of(new double[] {1}, new double[] {1}));
  }
}
