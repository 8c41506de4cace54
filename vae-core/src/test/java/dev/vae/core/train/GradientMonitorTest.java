package dev.vae.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Shape;
import dev.vae.core.optim.Optimizer;
import org.junit.jupiter.api.Test;

class GradientMonitorTest {
  private final Variables state = new Variables();

  GradientMonitorTest() {
    state.add("weight", Shape.of(2), true);
    state.add("optimizer/m/weight", Shape.of(2), false);
    state.add("optimizer/m/bias", Shape.of(1), false);
    state.add("optimizer/v/weight", Shape.of(2), false);
  }

  private void gradient(float weight, float bias) {
    state.get("optimizer/m/weight").set(new float[] {weight, 0});
    state.get("optimizer/m/bias").set(new float[] {bias});
  }

  @Test
  void tellsOfFarLargerGradientsOnceATenfold() {
    GradientMonitor watch = new GradientMonitor(state, Optimizer.adam(1));
    for (int i = 0; i < 10; i++) {
      gradient(1, i % 2);
      assertTrue(watch.look(i).isEmpty());
    }
    gradient(3, 300);
    TrainingEvent.ExplodingGradient told = watch.look(50).orElseThrow();
    assertEquals("bias", told.parameter());
    assertEquals(300, told.norm(), 0.1);
    assertEquals(1.19, told.usual(), 0.05);
    assertTrue(told.text().contains("--clip") && told.text().contains("step 50"), told.text());
    gradient(3, 2000);
    assertTrue(watch.look(100).isEmpty());
    gradient(Float.NaN, 0);
    assertTrue(watch.look(150).isPresent());
  }

  @Test
  void withoutSuchArraysNothingIsSeen() {
    GradientMonitor watch = new GradientMonitor(state, Optimizer.sgd(1, 0));
    gradient(1e30f, 0);
    for (int i = 0; i < 10; i++) {
      assertTrue(watch.look(i).isEmpty());
    }
  }
}
