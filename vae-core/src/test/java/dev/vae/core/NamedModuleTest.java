package dev.vae.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NamedModuleTest {
  @Test
  void testsRunInsideTheNamedModule() {
    assertEquals("dev.vae.core", NamedModuleTest.class.getModule().getName());
  }
}
