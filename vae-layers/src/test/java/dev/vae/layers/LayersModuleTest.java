package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LayersModuleTest {
  @Test
  void testsRunInsideTheNamedModule() {
    assertEquals("dev.vae.layers", LayersModuleTest.class.getModule().getName());
  }
}
