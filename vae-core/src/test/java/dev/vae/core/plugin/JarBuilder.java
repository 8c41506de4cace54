package dev.vae.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Compiles plugins with the JDK that runs the test, and packs them. */
final class JarBuilder {
  private final Path work;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> services = new LinkedHashMap<>();
  private final List<String> without = new ArrayList<>();
  private final List<Path> libraries = new ArrayList<>();
  private UnaryOperator<byte[]> change = bytes -> bytes;

  private JarBuilder(Path work) {
    this.work = work;
  }

  static JarBuilder in(Path work) throws IOException {
    return new JarBuilder(Files.createTempDirectory(work, "build"));
  }

  /** A source file, such as {@code acme/Waves.java}. */
  JarBuilder source(String file, String text) {
    sources.put(file, text);
    return this;
  }

  /** A line of META-INF/services. */
  JarBuilder service(Class<?> kind, String line) {
    services.merge(kind.getName(), line, (a, b) -> a + "\n" + b);
    return this;
  }

  /** Compiled, but not packed. */
  JarBuilder without(String classFile) {
    without.add(classFile);
    return this;
  }

  JarBuilder library(Path jar) {
    libraries.add(jar);
    return this;
  }

  /** Changes the bytes of every class. */
  JarBuilder changed(UnaryOperator<byte[]> how) {
    change = how;
    return this;
  }

  Path build(Path jar) throws IOException {
    for (var source : sources.entrySet()) {
      Path file = work.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
    }
    Path classes = Files.createDirectories(work.resolve("classes"));
    if (!sources.isEmpty()) {
      compile(classes);
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        if (!without.contains(name)) {
          entry(out, name, change.apply(Files.readAllBytes(file)));
        }
      }
      for (var service : services.entrySet()) {
        entry(out, "META-INF/services/" + service.getKey(), service.getValue().getBytes());
      }
    }
    return jar;
  }

  private static void entry(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(bytes);
    out.closeEntry();
  }

  private void compile(Path classes) throws IOException {
    boolean modular = sources.keySet().stream().anyMatch(s -> s.endsWith("module-info.java"));
    List<String> line = new ArrayList<>(List.of("-d"));
    line.add(classes.toString());
    line.add(modular ? "--module-path" : "-cp");
    List<String> path = new ArrayList<>(List.of(core().toString()));
    libraries.forEach(library -> path.add(library.toString()));
    line.add(String.join(java.io.File.pathSeparator, path));
    sources.keySet().forEach(source -> line.add(work.resolve(source).toString()));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(said),
                line.toArray(String[]::new));
    assertEquals(0, code, said::toString);
  }

  private static Path core() {
    try {
      return Path.of(Plugins.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
