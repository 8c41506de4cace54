package dev.vae.examples.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NamedModuleTest {
  @Test
  void testsRunInsideTheNamedModule() {
    assertEquals("dev.vae.examples", NamedModuleTest.class.getModule().getName());
  }
}
