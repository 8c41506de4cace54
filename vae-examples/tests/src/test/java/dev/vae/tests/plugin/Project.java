package dev.vae.tests.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vae.core.plugin.Plugins;
import dev.vae.data.source.DataSource;
import dev.vae.export.VaeExporter;
import dev.vae.layers.Layers;
import dev.vae.tests.Modules;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A plugin's project, built by the tools of the JDK that runs the test.
 *
 * @param folder where it lies
 */
public record Project(Path folder) {
  private static final String MAIN = "src/main/java";
  private static final String TEST = "src/test/java";
  static final String LIBRARIES =
      place(Plugins.class) + File.pathSeparator + place(DataSource.class);

  /** Reads the example plugin as it stands in the checkout: its files by their paths. */
  static Map<String, String> example() {
    Path home = Modules.root().resolve("vae-examples/plugin");
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(home)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = home.relativize(file).toString().replace('\\', '/');
        files.put(name, Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Writes the example plugin to a folder of its own. */
  public static Project example(Path folder) throws IOException {
    return write(folder, example());
  }

  static Project write(Path folder, Map<String, String> files) throws IOException {
    for (var file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return new Project(folder);
  }

  /** Builds the same as a module, on vae-core and vae-data. */
  public Path modularJar(String name) throws IOException {
    Path classes = folder.resolve("modular");
    build(classes, List.of("--module-path", LIBRARIES), sources(MAIN));
    return jar(name, classes);
  }

  /** Builds the jar of a plugin without a module descriptor. */
  public Path plainJar(String name) throws IOException {
    return jar(name, plainClasses());
  }

  /** Compiles the classes, on vae-core and vae-data, and what goes with them. */
  Path plainClasses() throws IOException {
    Path classes = folder.resolve("classes");
    List<Path> sources = new ArrayList<>(sources(MAIN));
    sources.removeIf(file -> file.endsWith("module-info.java"));
    build(classes, List.of("-cp", LIBRARIES), sources);
    return classes;
  }

  /** Compiles the tests. */
  Path testClasses() throws IOException {
    Path classes = folder.resolve("test-classes");
    String path =
        Stream.of(Plugins.class, DataSource.class, Layers.class, VaeExporter.class, Test.class)
            .map(Project::place)
            .collect(Collectors.joining(File.pathSeparator));
    path += File.pathSeparator + folder.resolve("classes");
    build(classes, List.of("-cp", path), sources(TEST));
    return classes;
  }

  private List<Path> sources(String under) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve(under))) {
      return all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private void build(Path into, List<String> path, List<Path> sources) throws IOException {
    compile(into, path, sources);
    Path services = folder.resolve("src/main/resources/META-INF/services");
    Path target = Files.createDirectories(into.resolve("META-INF/services"));
    try (Stream<Path> all = Files.list(services)) {
      for (Path file : all.toList()) {
        Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Compiles files of Java into a folder. */
  static void compile(Path into, List<String> path, List<Path> sources) {
    List<String> line = new ArrayList<>(List.of("-d", into.toString()));
    line.addAll(path);
    sources.forEach(source -> line.add(source.toString()));
    tool("javac", line);
  }

  private Path jar(String name, Path classes) {
    Path jar = folder.resolve(name);
    tool("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), "."));
    return jar;
  }

  private static void tool(String name, List<String> line) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        ToolProvider.findFirst(name)
            .orElseThrow()
            .run(
                new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(said),
                line.toArray(String[]::new));
    assertEquals(0, code, said::toString);
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
