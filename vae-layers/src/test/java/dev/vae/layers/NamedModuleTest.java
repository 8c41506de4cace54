package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NamedModuleTest {
  @Test
  void testsRunInsideTheNamedModule() {
    assertEquals("dev.vae.layers", NamedModuleTest.class.getModule().getName());
  }
}
