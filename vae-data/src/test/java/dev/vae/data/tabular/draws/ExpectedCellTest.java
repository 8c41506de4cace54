package dev.vae.data.tabular.draws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedCellTest {
  private static final ExpectedCell PAID =
      new ExpectedCell(0, true, true, -10, 1000, 50, List.of(0.0, 600.0), v -> v);

  @Test
  void grossValuesCountLessInMeansButMayBeHeld() {
    assertEquals(50, PAID.counted(700.4));
    assertEquals(49.6, PAID.counted(49.6));
    assertEquals(-10, PAID.counted(-11));
    assertEquals(700, PAID.held(700.4));
    assertEquals(1000, PAID.held(1e9));
  }

  @Test
  void spikesCountAsWhatTheyAre() {
    assertEquals(600, PAID.counted(600));
    assertEquals(0, PAID.counted(0));
  }
}
