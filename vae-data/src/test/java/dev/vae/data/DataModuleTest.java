package dev.vae.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DataModuleTest {
  @Test
  void testsRunInsideTheNamedModule() {
    assertEquals("dev.vae.data", DataModuleTest.class.getModule().getName());
  }
}
