package dev.vae.core.internal.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {

  @Test
  void nothingThatLivesOverlaps() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      List<MemoryPlan.Item> items = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int first = random.nextInt(20);
        items.add(new MemoryPlan.Item(random.nextInt(100), first, first + random.nextInt(6)));
      }
      MemoryPlan plan = new MemoryPlan(items);
      for (int i = 0; i < items.size(); i++) {
        assertEquals(0, plan.offset(i) % 16);
        assertTrue(plan.offset(i) + items.get(i).size() <= plan.total());
        for (int j = 0; j < i; j++) {
          boolean apart =
              plan.offset(i) + items.get(i).size() <= plan.offset(j)
                  || plan.offset(j) + items.get(j).size() <= plan.offset(i);
          assertTrue(apart || !items.get(i).meets(items.get(j)), round + ": " + i + ", " + j);
        }
      }
    }
  }

  @Test
  void spaceIsUsedAgain() {
    List<MemoryPlan.Item> chain = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      chain.add(new MemoryPlan.Item(1000, i, i + 1));
    }
    assertEquals(2 * 1008, new MemoryPlan(chain).total());
  }

  @Test
  void hugeItemsDoNotOverflow() {
    MemoryPlan.Item huge = new MemoryPlan.Item(3_000_000_000L, 0, 1);
    assertTrue(new MemoryPlan(List.of(huge, huge)).total() >= 6_000_000_000L);
  }
}
