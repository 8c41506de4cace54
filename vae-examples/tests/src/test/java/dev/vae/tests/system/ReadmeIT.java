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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the front page shows works as it stands there. */
class ReadmeIT {
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)\\)");

  @TempDir private Path folder;

  @Test
  void itsJavaCodeCompilesAndRuns() throws Exception {
    Matcher code = JAVA.matcher(readme());
    assertTrue(code.find(), "no Java code in README.md");
    String whole = code.group(1);
    // the code as it is, with less to do
    String quick = whole.replace("\"digits\"", "\"digits#256\"").replace("epochs(20)", "epochs(1)");
    assertTrue(quick.contains("digits#256") && quick.contains("epochs(1)"), quick);
    Path source = folder.resolve("Dream.java");
    Files.writeString(source, quick);
    String jars;
    try (Stream<Path> files = Files.list(Modules.root().resolve("vae-examples/cli/target/lib"))) {
      jars = files.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
    run("javac", "-Xlint:all", "-Werror", "-cp", jars, "-d", ".", "Dream.java");
    String path = jars + File.pathSeparator + folder;
    run("java", "--add-modules", "jdk.incubator.vector", "-cp", path, "Dream");
    assertTrue(Files.exists(folder.resolve("model/weights.safetensors")));
    assertTrue(Files.exists(folder.resolve("onnx/decoder.onnx")));
  }

  @Test
  void linksLeadSomewhere() throws Exception {
    Path root = Modules.root();
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
      docs.filter(f -> f.toString().endsWith(".md")).forEach(pages::add);
    }
    for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")) {
      pages.add(root.resolve(name));
    }
    int links = 0;
    for (Path page : pages) {
      Matcher link = LINK.matcher(Files.readString(page));
      for (; link.find(); links++) {
        assertTrue(Files.exists(page.resolveSibling(link.group(1))), page + ": " + link.group(1));
      }
    }
    assertTrue(links > 20, links + " links in " + pages);
  }

  @Test
  void theFrontPageIsShort() throws Exception {
    long lines = readme().lines().count();
    assertTrue(lines <= 150, lines + " lines");
  }

  private static String readme() throws Exception {
    return Files.readString(Modules.root().resolve("README.md"));
  }

  private void run(String tool, String... arguments) throws Exception {
    List<String> line = Stream.concat(Stream.of(Command.jdk(tool)), Stream.of(arguments)).toList();
    Command.Result result = Command.run(folder, Map.of(), line);
    assertEquals(0, result.code(), result.toString());
  }
}
