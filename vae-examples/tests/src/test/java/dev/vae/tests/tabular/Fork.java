package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line in a JVM of its own, from the class path. */
final class Fork {
  /** As the launcher has it: vectors' loops are compiled for good early. */
  private static final String EARLY =
      "CompileThresholdScaling,dev.vae.core.internal.vector*::*,0.05";

  private Fork() {}

  /** What a command did; both streams as text. */
  record Result(int code, String out, String err) {
    Result done() {
      assertEquals(0, code, err);
      return this;
    }
  }

  /** A command that has begun; what it says is not kept. */
  static Process start(Object... arguments) throws IOException {
    return new ProcessBuilder(line(Main.class, arguments))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<String> line(Class<?> main, Object... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC"));
    line.addAll(List.of("-XX:CompileCommand=quiet", "-XX:CompileCommand=" + EARLY));
    line.addAll(List.of("-cp", path(), main.getName()));
    for (Object argument : arguments) {
      line.add(argument.toString());
    }
    return line;
  }

  static Result vae(Object... arguments) throws Exception {
    return run(line(Main.class, arguments));
  }

  /** Commands one after another in one other process: starting one takes longer than most. */
  static Result inOne(List<List<?>> commands) throws Exception {
    List<Object> words = new ArrayList<>();
    for (List<?> command : commands) {
      words.addAll(words.isEmpty() ? List.of() : List.of(CommandSequence.THEN));
      words.addAll(command);
    }
    return run(line(CommandSequence.class, words.toArray()));
  }

  private static Result run(List<String> line) throws Exception {
    Path out = Files.createTempFile("out", ".txt");
    Path err = Files.createTempFile("err", ".txt");
    try {
      Process process =
          new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      assertTrue(process.waitFor(300, TimeUnit.SECONDS), () -> "not done: " + line);
      return new Result(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String path() {
    List<String> paths = new ArrayList<>();
    for (String property : List.of("jdk.module.path", "java.class.path")) {
      String path = System.getProperty(property, "");
      if (!path.isEmpty()) {
        paths.add(path);
      }
    }
    paths.add(Path.of("target", "test-classes").toAbsolutePath().toString());
    return String.join(File.pathSeparator, paths);
  }
}
