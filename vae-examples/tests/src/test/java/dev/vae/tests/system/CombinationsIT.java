package dev.vae.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.tests.Modules;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A user takes only what they need: small projects are compiled and run against the built jars of
 * some modules and those modules' libraries, nothing else.
 */
class CombinationsIT {
  private static final List<String> CORE =
      List.of("vae-core-*", "vae-layers-*", "gson-*", "ejml-core-*", "ejml-ddense-*");
  private static final Map<String, List<String>> JARS =
      Map.of(
          "arrays", CORE,
          "data", with(CORE, "vae-data-*", "fastcsv-*"),
          "export", with(CORE, "vae-export-*", "onnxruntime-*"));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"arrays", "data", "export"})
  void worksOnTheModulePath(String project) throws Exception {
    Path classes = folder.resolve("classes");
    java(
        "javac",
        "--module-path",
        jars(project),
        "-d",
        classes,
        source(project, "module-info"),
        source(project, "app/Main"));
    String path = jars(project) + File.pathSeparator + classes;
    String out =
        java(
            "java",
            "--add-modules",
            "jdk.incubator.vector",
            "--module-path",
            path,
            "--module",
            "app/app.Main",
            Files.createDirectory(folder.resolve("out")));
    assertTrue(out.startsWith("module app with vector kernels: "), out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"arrays", "data", "export"})
  void worksOnTheClassPath(String project) throws Exception {
    Path classes = compile(project);
    String path = jars(project) + File.pathSeparator + classes;
    String out =
        java(
            "java",
            "--add-modules",
            "jdk.incubator.vector",
            "--class-path",
            path,
            "app.Main",
            Files.createDirectory(folder.resolve("out")));
    assertTrue(out.matches("(?s)unnamed module .* with vector kernels: .*"), out);
  }

  @Test
  void worksWithoutTheVectorModuleAndSaysWhatThatCosts() throws Exception {
    Path classes = compile("arrays");
    String path = jars("arrays") + File.pathSeparator + classes;
    Command.Result result =
        run("java", "--class-path", path, "app.Main", Files.createDirectory(folder.resolve("out")));
    assertEquals(0, result.code(), result.toString());
    assertTrue(result.out().contains("with portable kernels"), result.toString());
    assertTrue(result.err().contains("--add-modules jdk.incubator.vector"), result.toString());
  }

  private Path compile(String project) throws Exception {
    Path classes = folder.resolve("classes");
    java("javac", "--class-path", jars(project), "-d", classes, source(project, "app/Main"));
    return classes;
  }

  private static Path source(String project, String file) {
    return Modules.root()
        .resolve("vae-examples/tests/src/test/resources/projects")
        .resolve(project)
        .resolve(file + ".java");
  }

  private static String jars(String project) {
    return JARS.get(project).stream()
        .map(glob -> Modules.library(glob + ".jar").toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private String java(String tool, Object... arguments) throws Exception {
    Command.Result result = run(tool, arguments);
    assertEquals(0, result.code(), result.toString());
    return result.out();
  }

  private Command.Result run(String tool, Object... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(Command.jdk(tool)));
    for (Object argument : arguments) {
      line.add(argument.toString());
    }
    return Command.run(folder, Map.of(), line);
  }

  private static List<String> with(List<String> jars, String... more) {
    List<String> all = new ArrayList<>(jars);
    all.addAll(List.of(more));
    return all;
  }
}
