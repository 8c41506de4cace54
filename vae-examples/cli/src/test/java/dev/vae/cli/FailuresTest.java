package dev.vae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.cli.show.Environment;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void nativeLibrariesAreNotBlamedOnPlugins() {
    for (LinkageError error :
        new LinkageError[] {
          new UnsatisfiedLinkError("no onnxruntime in java.library.path"),
          new NoClassDefFoundError("Could not initialize class ai.onnxruntime.OrtEnvironment"),
          new ExceptionInInitializerError(new UnsatisfiedLinkError("libm.so.6: no such file"))
        }) {
      String said = Failures.describe(error);
      assertTrue(said.contains("native library"), said);
      assertFalse(said.contains("plugin"), said);
    }
  }

  @Test
  void missingClassesMayBeAPlugins() {
    String said = Failures.describe(new NoClassDefFoundError("acme/Waves"));
    assertTrue(said.contains("acme/Waves") && said.contains("plugin"), said);
  }

  @Test
  void usedUpFileHandlesAreSaid() {
    var cause = new IOException("lib/x.jar: Too many open files");
    for (Throwable failure :
        new Throwable[] {cause, new IllegalStateException("cannot read", cause)}) {
      String said = Failures.describe(failure);
      assertTrue(said.contains("ulimit -n"), said);
    }
  }

  @Test
  void messagesStayReadable() {
    String said = Environment.readable("x".repeat(1_000_000));
    assertTrue(said.length() < 5000, () -> "" + said.length());
    assertTrue(said.endsWith("(1000000 characters)"), said);
    assertEquals("as it is", Environment.readable("as it is"));
  }
}
