package dev.vae.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CoreModuleTest {
  @Test
  void testsRunInsideTheNamedModule() {
    assertEquals("dev.vae.core", CoreModuleTest.class.getModule().getName());
  }
}
