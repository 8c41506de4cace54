package dev.vae.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.tests.Modules;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What each jar offers and needs, as it is shipped. */
class JarsIT {

  @TestFactory
  Stream<DynamicTest> providersAreTheSameOnModulePathAndClassPath() {
    return each(
        jar -> {
          Map<String, Set<String>> provided = new TreeMap<>();
          descriptor(jar)
              .provides()
              .forEach(p -> provided.put(p.service(), new TreeSet<>(p.providers())));
          assertEquals(provided, services(jar));
        });
  }

  /**
   * The public face of each module but for its plugins, kept as text so that a change to it is seen
   * in review. After a wanted change run with {@code -Dvae.golden=update}.
   */
  @TestFactory
  Stream<DynamicTest> descriptorsAreAsWrittenDown() {
    return each(
        jar -> {
          ModuleDescriptor module = descriptor(jar);
          Path golden =
              Modules.root()
                  .resolve("vae-examples/tests/src/test/resources/modules")
                  .resolve(module.name() + ".txt");
          String text = text(module);
          if ("update".equals(System.getProperty("vae.golden"))) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, text);
          }
          assertEquals(Files.readString(golden), text, "as in " + golden);
        });
  }

  @Test
  void theBillOfMaterialsHasTheVersionAndTheModulesThereAre() throws IOException {
    String bom = Files.readString(Modules.root().resolve("vae-examples/bom/pom.xml"));
    String parent = Files.readString(Modules.root().resolve("pom.xml"));
    String version = parent.replaceAll("(?s).*?(<version>.*?</version>).*", "$1");
    assertTrue(bom.contains(version), bom);
    for (String module : Modules.NAMES) {
      assertTrue(bom.contains("<artifactId>" + module + "</artifactId>"), module);
    }
  }

  private interface Check {
    void of(Path jar) throws Exception;
  }

  private static Stream<DynamicTest> each(Check check) {
    return Modules.NAMES.stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> check.of(Modules.jar(name))));
  }

  private static ModuleDescriptor descriptor(Path jar) {
    return ModuleFinder.of(jar).findAll().iterator().next().descriptor();
  }

  private static String text(ModuleDescriptor module) {
    Set<String> lines = new TreeSet<>();
    module
        .requires()
        .forEach(
            r ->
                lines.add(
                    "requires "
                        + r.modifiers().stream()
                            .map(m -> m.name().toLowerCase(java.util.Locale.ROOT) + " ")
                            .sorted()
                            .collect(Collectors.joining())
                        + r.name()));
    module.exports().forEach(e -> lines.add("exports " + e.source() + targets(e.targets())));
    module.opens().forEach(o -> lines.add("opens " + o.source() + targets(o.targets())));
    module.uses().forEach(u -> lines.add("uses " + u));
    return "module " + module.name() + "\n" + String.join("\n", lines) + "\n";
  }

  private static String targets(Set<String> modules) {
    return modules.isEmpty() ? "" : " to " + String.join(", ", new TreeSet<>(modules));
  }

  private static Map<String, Set<String>> services(Path jar) throws IOException {
    Map<String, Set<String>> found = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        if (entry.getName().matches("META-INF/services/.+")) {
          String text =
              new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
          found.put(
              entry.getName().substring("META-INF/services/".length()),
              text.lines()
                  .map(line -> line.replaceAll("#.*", "").strip())
                  .filter(line -> !line.isEmpty())
                  .collect(Collectors.toCollection(TreeSet::new)));
        }
      }
    }
    return found;
  }
}
