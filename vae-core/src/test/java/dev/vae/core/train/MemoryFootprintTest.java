package dev.vae.core.train;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryFootprintTest {
  private final MemoryFootprint footprint = MemoryFootprint.of(64, 10 << 20, 20 << 20, 5 << 20);

  @Test
  void countsTheCopies() {
    assertEquals(95 << 20, footprint.total());
    assertEquals(
        "training takes 95.0 MiB beside the rows: weights 10.0, optimizer 20.0, copies of them"
            + " 60.0, a step of 64 rows 5.0",
        footprint.toString());
  }

  @Test
  void saysTheTotalIfItCannotFit() {
    assertDoesNotThrow(() -> footprint.check(95 << 20, false));
    String message = refused(false);
    assertTrue(message.startsWith(footprint + ", and this JVM has 90 MiB"), message);
    assertTrue(message.contains("a smaller batch"), message);
  }

  @Test
  void namesRecomputationUnlessItIsUsed() {
    assertTrue(refused(false).contains("(--recompute, Trainer.recompute)"), refused(false));
    assertFalse(refused(true).contains("recompute"), refused(true));
  }

  private String refused(boolean recompute) {
    return assertThrows(IllegalArgumentException.class, () -> footprint.check(90 << 20, recompute))
        .getMessage();
  }
}
