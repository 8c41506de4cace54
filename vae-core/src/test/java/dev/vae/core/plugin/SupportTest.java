package dev.vae.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SupportTest {

  @Test
  void anIntervalHasItsEnds() {
    Support support = Support.interval(-0.1, 3);
    for (double inside : new double[] {-0.1, (float) -0.1, 0, 3, support.inside()}) {
      assertTrue(support.contains(inside), () -> "" + inside);
    }
    for (double outside : new double[] {-0.1001, 3.0001, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertFalse(support.contains(outside), () -> "" + outside);
    }
    assertEquals("from -0.1 to 3.0", support.describe());
    assertFalse(support.discrete());
    assertEquals(0, support.values().length);
    assertThrows(IllegalArgumentException.class, () -> Support.interval(1, 1));
    assertThrows(IllegalArgumentException.class, () -> Support.interval(0, Double.NaN));
    assertThrows(
        IllegalArgumentException.class, () -> Support.interval(0, Double.POSITIVE_INFINITY));
    assertThrows(
        IllegalArgumentException.class,
        () -> Support.interval(-Double.MAX_VALUE, Double.MAX_VALUE));
  }

  @Test
  void aCircleTakesATurnEitherWay() {
    for (double inside : new double[] {-Math.PI, 0, 2 * Math.PI, (float) (2 * Math.PI)}) {
      assertTrue(Support.CIRCLE.contains(inside), () -> "" + inside);
    }
    for (double degrees : new double[] {90, -7, Double.NaN}) {
      assertFalse(Support.CIRCLE.contains(degrees), () -> "" + degrees);
    }
    assertEquals("an angle in radians, from -2π to 2π", Support.CIRCLE.describe());
  }

  @Test
  void boundsBelongToTheirKind() {
    assertThrows(IllegalArgumentException.class, () -> new Support(Support.Kind.POSITIVE, 1, 2, 0));
    assertThrows(IllegalArgumentException.class, () -> new Support(Support.Kind.CIRCLE, 0, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Support(Support.Kind.COUNT, -1, 3, 0));
  }
}
