package dev.vae.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExportModuleTest {
  @Test
  void testsRunInsideTheNamedModule() {
    assertEquals("dev.vae.export", ExportModuleTest.class.getModule().getName());
  }
}
