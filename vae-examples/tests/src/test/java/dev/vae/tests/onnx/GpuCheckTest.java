package dev.vae.tests.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.export.VaeExporter;
import dev.vae.layers.Presets;
import dev.vae.tests.Modules;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script for machines with a GPU, as far as a machine without one can tell. */
class GpuCheckTest {
  @TempDir private Path folder;

  @Test
  void comparesAndSaysWhenThereIsNoGpu() throws Exception {
    Path lib = Files.createDirectory(folder.resolve("lib"));
    String classes = Modules.classes("vae-export").toString();
    String jar = lib.resolve("vae-export.jar").toString();
    ToolProvider.findFirst("jar")
        .orElseThrow()
        .run(System.out, System.err, "--create", "--file", jar, "-C", classes, ".");
    String paths =
        System.getProperty("jdk.module.path")
            + File.pathSeparator
            + System.getProperty("java.class.path");
    for (String place : paths.split(File.pathSeparator)) {
      if (place.matches(".*(onnxruntime|gson)-[0-9][^/]*\\.jar")) {
        Path to = lib.resolve(Path.of(place).getFileName());
        if (Files.notExists(to)) {
          Files.copy(Path.of(place), to);
        }
      }
    }
    Path bundle = folder.resolve("bundle");
    VaeExporter.of(Vae.create(Presets.linear(Shape.of(4)), 1)).draws(4).write(bundle);

    List<String> dry = run(lib, 0, bundle.toString(), "--cpu");
    assertEquals(9, dry.stream().filter(line -> line.contains("rows/s")).count(), dry.toString());
    assertTrue(dry.get(dry.size() - 1).startsWith("a dry run"), dry.toString());
    List<String> none = run(lib, 3, bundle.toString());
    String last = none.get(none.size() - 1);
    assertTrue(last.startsWith("not checked: CUDA does not run"), none.toString());
    run(lib, 2);
  }

  private List<String> run(Path lib, int code, String... arguments) throws Exception {
    Path log = folder.resolve("log.txt");
    String script = Modules.root().resolve("vae-examples/gpu-check/gpu-check.sh").toString();
    String[] command = new String[arguments.length + 2];
    command[0] = "sh";
    command[1] = script;
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("VAE_GPU_LIB", lib.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    int found = builder.redirectOutput(log.toFile()).start().waitFor();
    List<String> lines = Files.readAllLines(log);
    assertEquals(code, found, Arrays.toString(arguments) + ": " + lines);
    return lines.stream().filter(line -> !line.startsWith("WARNING")).toList();
  }
}
