package dev.vae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CliModuleTest {
  @Test
  void testsRunInsideTheNamedModule() {
    assertEquals("dev.vae.cli", CliModuleTest.class.getModule().getName());
  }
}
