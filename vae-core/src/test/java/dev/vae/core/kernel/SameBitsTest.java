package dev.vae.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The portable and the vector kernels give the same bits, whatever the width of the vectors. Other
 * widths are tried in other JVMs, which run on the class path, as this one runs on the module path.
 */
class SameBitsTest {
  private static final String EXPECTED = KernelsDigest.of(KernelSelector.byName("portable"));

  @Test
  void vectorIsPortable() {
    assertEquals(EXPECTED, KernelsDigest.of(KernelSelector.byName("vector")));
  }

  @ParameterizedTest
  @EnumSource
  void vectorIsPortableOverAllFloats(UnaryFunction f) {
    float[] x = Numbers.sample(4_999);
    float[] one = new float[x.length];
    float[] other = new float[x.length];
    KernelSelector.byName("portable").apply(f, x, 0, one, 0, x.length);
    KernelSelector.byName("vector").apply(f, x, 0, other, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      if (Float.floatToIntBits(one[i]) != Float.floatToIntBits(other[i])) {
        assertEquals(one[i], other[i], f + "(" + x[i] + ")");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"128", "256"})
  void narrowerVectorsAreTheSame(String bits) throws Exception {
    String output = child("--add-modules", "jdk.incubator.vector", "-Dvae.vector.bits=" + bits);
    assertTrue(output.contains("vector: jdk.incubator.vector, " + bits + " bits"), output);
    assertTrue(output.endsWith(EXPECTED), output);
  }

  @Test
  void withoutTheIncubatorModulePortableIsChosenWithTheReason() throws Exception {
    String output = child();
    assertTrue(output.contains("--add-modules jdk.incubator.vector"), output);
    assertTrue(output.contains("portable:"), output);
    assertTrue(output.endsWith(EXPECTED), output);
  }

  private static String child(String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.add("-cp");
    command.add(Path.of("target", "classes") + File.pathSeparator + "target/test-classes");
    command.add(KernelsDigest.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
