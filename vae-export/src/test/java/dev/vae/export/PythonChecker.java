package dev.vae.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The onnx package's checker, where a Python with it is installed. */
final class PythonChecker {
  private static final String PYTHON =
      System.getenv().getOrDefault("VAE_PYTHON", "/usr/bin/python3");

  private PythonChecker() {}

  /** Checks all files of a folder, or skips the test and says so. */
  static void check(Path folder) throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(Path.of(PYTHON)) && run(folder, "-c", "import onnx").isEmpty(),
        "onnx's checker not run: no onnx package in " + PYTHON + " (VAE_PYTHON names another)");
    Path script = folder.resolve("check.py");
    try (InputStream in = PythonChecker.class.getResourceAsStream("check.py")) {
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    assertEquals("", run(folder, script.toString(), folder.toString()));
  }

  /** What a failing run printed; nothing if it went well. */
  private static String run(Path folder, String... arguments)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log.txt");
    ProcessBuilder builder = new ProcessBuilder(arguments);
    builder.command().add(0, PYTHON);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int code = process.waitFor();
    String output = Files.readString(log, StandardCharsets.UTF_8);
    return code == 0 ? "" : "exit code " + code + "\n" + output;
  }
}
