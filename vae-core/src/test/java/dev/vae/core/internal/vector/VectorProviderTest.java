package dev.vae.core.internal.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorProviderTest {
  @Test
  void theSecondCompilerIsMissedByWhatTheJvmSaysOfItself() {
    String hotspot = "OpenJDK 64-Bit Server VM";
    assertEquals(Optional.empty(), VectorProvider.slow(hotspot, "mixed mode, sharing"));
    assertTrue(VectorProvider.slow(hotspot, "mixed mode, emulated-client, sharing").isPresent());
    assertTrue(VectorProvider.slow(hotspot, "interpreted mode, sharing").isPresent());
    assertTrue(VectorProvider.slow("Eclipse OpenJ9 VM", "JRE 17 Linux").isPresent());
  }

  /** Other JVMs than this one: what they say decides which kernels are taken. */
  @Test
  void jvmsWithoutItTakeThePortableKernels(@TempDir Path folder) throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Which.java"),
            "class Which { public static void main(String[] a) {"
                + " System.out.println(dev.vae.core.kernel.KernelSelector.get().name()); } }");
    assertEquals("vector", which(source, "-XX:+TieredCompilation"));
    assertEquals("portable", which(source, "-XX:TieredStopAtLevel=1"));
    assertEquals("vector", which(source, "-XX:TieredStopAtLevel=1", "-Dvae.kernels=vector"));
  }

  private static String which(Path source, String... flags) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path classes =
        Path.of(VectorProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> line = new java.util.ArrayList<>(List.of(java.toString()));
    line.addAll(List.of(flags));
    line.addAll(List.of("--add-modules", "jdk.incubator.vector", "-cp", classes.toString()));
    line.add(source.toString());
    Path out = source.resolveSibling("out");
    Process process =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectErrorStream(false).start();
    assertTrue(process.waitFor(300, TimeUnit.SECONDS));
    return Files.readString(out).strip();
  }
}
