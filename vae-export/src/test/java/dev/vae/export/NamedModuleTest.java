package dev.vae.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NamedModuleTest {
  @Test
  void testsRunInsideTheNamedModule() {
    assertEquals("dev.vae.export", NamedModuleTest.class.getModule().getName());
  }
}
