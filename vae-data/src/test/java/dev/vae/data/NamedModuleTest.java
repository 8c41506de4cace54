package dev.vae.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NamedModuleTest {
  @Test
  void testsRunInsideTheNamedModule() {
    assertEquals("dev.vae.data", NamedModuleTest.class.getModule().getName());
  }
}
