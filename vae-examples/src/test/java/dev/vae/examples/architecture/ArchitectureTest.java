package dev.vae.examples.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.vae.examples.Modules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The map of the code: who may use whom, and where each third-party library may be used. */
class ArchitectureTest {
  private static final String CORE = "dev.vae.core";

  /** For each module, the modules of ours it may use. Siblings never see one another. */
  private static final Map<String, Set<String>> MODULES =
      Map.of(
          "core", Set.of(),
          "layers", Set.of("core"),
          "data", Set.of("core"),
          "export", Set.of("core"),
          "examples", Set.of("core", "layers", "data", "export"));

  /** For each room of the core, the rooms it may use; no arrow runs back up. */
  private static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          Map.entry("kernel", Set.of("internal.vector", "internal.portable")),
          Map.entry("graph", Set.of()),
          Map.entry("internal.vector", Set.of("kernel", "internal.portable")),
          Map.entry("internal.portable", Set.of("kernel")),
          Map.entry("internal.linalg", Set.of()),
          Map.entry("internal.io", Set.of("graph", "engine", "plugin")),
          Map.entry("internal.reference", Set.of("graph", "internal.linalg")),
          Map.entry("internal.compile", Set.of("graph", "kernel")),
          Map.entry("grad", Set.of("graph", "internal.reference")),
          Map.entry("plugin", Set.of("graph")),
          Map.entry("engine", Set.of("graph", "kernel", "internal.compile", "internal.reference")),
          Map.entry("model", Set.of("graph", "kernel", "grad", "plugin", "engine", "internal.io")),
          Map.entry(
              "train",
              Set.of(
                  "graph",
                  "kernel",
                  "grad",
                  "plugin",
                  "engine",
                  "model",
                  "estimate",
                  "internal.io")),
          Map.entry(
              "estimate",
              Set.of("graph", "kernel", "grad", "plugin", "engine", "model", "internal.linalg")),
          Map.entry(
              "sampler",
              Set.of(
                  "graph",
                  "grad",
                  "plugin",
                  "engine",
                  "model",
                  "train",
                  "internal.linalg",
                  "internal.io")),
          Map.entry(
              "contract",
              Set.of("graph", "kernel", "grad", "plugin", "engine", "model", "train", "estimate")));

  /** For each library, the packages that may use it; everywhere else it stays out. */
  private static final Map<String, List<String>> LIBRARIES =
      Map.ofEntries(
          Map.entry("jdk.incubator.vector..", List.of(CORE + ".internal.vector..")),
          Map.entry("org.ejml..", List.of(CORE + ".internal.linalg..")),
          Map.entry("com.google.common..", List.of(CORE + "..")),
          Map.entry(
              "com.google.gson..", List.of(CORE + ".internal.io..", "dev.vae.examples.report..")),
          Map.entry("de.siegmar.fastcsv..", List.of("dev.vae.data..")),
          Map.entry("ai.onnxruntime..", List.of("dev.vae.export..")),
          Map.entry("picocli..", List.of("dev.vae.examples.cli..")),
          Map.entry("me.tongfei.progressbar..", List.of("dev.vae.examples.cli..")),
          Map.entry("org.knowm.xchart..", List.of("dev.vae.examples.draw..")),
          Map.entry("java.awt..", List.of("dev.vae.examples.draw..", "dev.vae.data..")),
          Map.entry("javax.imageio..", List.of("dev.vae.examples.draw..", "dev.vae.data..")));

  private static JavaClasses all;

  @BeforeAll
  static void read() {
    List<Path> folders = Modules.NAMES.stream().map(Modules::classes).toList();
    all = new ClassFileImporter().importPaths(folders);
  }

  @Test
  void classesOfEveryModuleWereRead() {
    Map<String, Long> counts =
        all.stream()
            .collect(Collectors.groupingBy(c -> module(c.getPackageName()), Collectors.counting()));
    assertEquals(MODULES.keySet(), counts.keySet(), "modules read: " + counts);
    assertTrue(all.size() > 60, "too few classes read to believe the other rules: " + all.size());
  }

  @TestFactory
  Stream<DynamicTest> modulesUseOnlyWhatIsBelow() {
    return MODULES.keySet().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Set<String> others = new TreeSet<>(MODULES.keySet());
                      others.removeAll(MODULES.get(name));
                      others.remove(name);
                      forbid("dev.vae." + name + "..", packages("dev.vae.", others));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> roomsOfTheCoreUseOnlyWhatIsBelow() {
    return ROOMS.keySet().stream()
        .map(
            room ->
                DynamicTest.dynamicTest(
                    room,
                    () -> {
                      Set<String> others = new TreeSet<>(ROOMS.keySet());
                      others.removeAll(ROOMS.get(room));
                      others.remove(room);
                      forbid(CORE + "." + room + "..", packages(CORE + ".", others));
                    }));
  }

  @Test
  void everyRoomOfTheCoreIsOnTheMap() {
    classes()
        .that()
        .resideInAPackage(CORE + "..")
        .should()
        .resideInAnyPackage(packages(CORE + ".", ROOMS.keySet()))
        .check(all);
  }

  @TestFactory
  Stream<DynamicTest> librariesStayWhereTheyBelong() {
    return LIBRARIES.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        noClasses()
                            .that(not(resideInAnyPackage(entry.getValue().toArray(String[]::new))))
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(entry.getKey())
                            .check(all)));
  }

  @Test
  void nothingUsesJavaSerialisation() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\.(Object(In|Out)put.*|Externalizable)")
        .check(all);
  }

  /** Only the vector provider does, for its own kernels, which name types that may be absent. */
  @Test
  void noClassIsLoadedByName() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CORE + ".internal.vector")
        .should()
        .callMethodWhere(
            target(nameMatching("forName|loadClass|defineClass"))
                .and(
                    target(
                        owner(
                            nameMatching(
                                "java\\.lang\\.(Class|ClassLoader)|.*MethodHandles\\$Lookup")))))
        .check(all);
  }

  private static void forbid(String from, String... to) {
    if (to.length > 0) {
      noClasses()
          .that()
          .resideInAPackage(from)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(to)
          .allowEmptyShould(true)
          .check(all);
    }
  }

  private static String[] packages(String prefix, Set<String> names) {
    return names.stream().map(name -> prefix + name + "..").toArray(String[]::new);
  }

  private static String module(String packageName) {
    return packageName.isEmpty() ? "examples" : packageName.split("\\.")[2];
  }
}
