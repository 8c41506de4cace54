package dev.vae.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.originOwner;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.vae.core.VaeException;
import dev.vae.tests.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The map of the code: who may use whom, and where each third-party library may be used. */
class ArchitectureTest {
  private static final String CORE = "dev.vae.core";
  private static final int MOST_FILES = 25;

  /** A package, and the packages it may use; all below {@code dev.vae}. */
  private record Room(String name, Set<String> uses) {
    static Room of(String name, String uses) {
      return new Room(name, uses.isEmpty() ? Set.of() : Set.of(uses.split(" ")));
    }
  }

  /** Every package of every module, from the ground up: a room may use rooms before it alone. */
  private static final List<Room> HOUSE =
      List.of(
          Room.of("core", ""),
          Room.of("core.geometry", ""),
          Room.of("core.graph.attribute", "core.geometry"),
          Room.of("core.graph", "core.geometry core.graph.attribute"),
          Room.of("core.internal.text", ""),
          Room.of("core.kernel", "core core.geometry"),
          Room.of("core.internal.linalg", ""),
          Room.of("core.internal.io", "core core.graph core.internal.text"),
          Room.of(
              "core.internal.reference",
              "core.geometry core.graph core.graph.attribute core.internal.linalg"),
          Room.of("core.internal.portable", "core.kernel"),
          Room.of("core.internal.compile.rewrite", "core.graph core.graph.attribute"),
          Room.of("core.internal.compile.run", "core.kernel"),
          Room.of(
              "core.internal.compile",
              "core.graph core.graph.attribute core.internal.compile.rewrite"
                  + " core.internal.compile.run core.kernel"),
          Room.of(
              "core.engine",
              "core.graph core.internal.compile core.internal.compile.run "
                  + "core.internal.reference core.kernel"),
          Room.of("core.internal.pool", "core.engine core.graph"),
          Room.of("core.internal.jars", "core.internal.text"),
          Room.of("core.internal.scope", "core.graph"),
          Room.of(
              "core.plugin",
              "core core.graph core.internal.jars core.internal.scope core.internal.text"),
          Room.of(
              "core.internal.store",
              "core.engine core.graph core.internal.io core.internal.text core.plugin"),
          Room.of("core.density", "core.graph core.plugin"),
          Room.of("core.spec", "core.graph core.internal.io core.internal.text core.plugin"),
          Room.of("core.internal.rows", "core.spec"),
          Room.of(
              "core.rows",
              "core.graph core.internal.rows core.internal.text core.plugin core.spec"),
          Room.of(
              "core.internal.adapt",
              "core.graph core.internal.rows core.internal.text core.plugin core.rows "
                  + "core.spec"),
          Room.of(
              "core.trace",
              "core.engine core.graph core.internal.adapt core.internal.scope core.internal.text"
                  + " core.kernel core.plugin core.rows core.spec"),
          Room.of("core.contract.bench", "core.engine core.graph core.plugin core.spec core.trace"),
          Room.of(
              "core.grad", "core.geometry core.graph core.graph.attribute core.internal.reference"),
          Room.of("core.optim", "core.graph core.plugin"),
          Room.of("core.internal.optim", "core.engine core.graph core.optim core.plugin"),
          Room.of(
              "core.contract",
              "core.contract.bench core.engine core.grad core.graph core.graph.attribute"
                  + " core.internal.optim core.optim core.plugin"),
          Room.of(
              "core.model",
              "core.engine core.graph core.internal.adapt core.internal.io "
                  + "core.internal.pool core.internal.rows core.internal.store "
                  + "core.internal.text core.plugin "
                  + "core.rows core.spec core.trace"),
          Room.of("core.mixture", "core.internal.linalg"),
          Room.of(
              "core.draws",
              "core.engine core.graph core.internal.pool core.model core.plugin core.rows"
                  + " core.spec core.trace"),
          Room.of(
              "core.estimate",
              "core.draws core.engine core.grad core.graph core.internal.pool core.model"
                  + " core.plugin core.rows core.spec core.trace"),
          Room.of(
              "core.predict",
              "core.engine core.estimate core.model core.plugin core.rows core.spec"),
          Room.of("core.internal.vector.lanes", ""),
          Room.of("core.internal.vector.product", "core.internal.vector.lanes core.kernel"),
          Room.of(
              "core.internal.vector.convolution",
              "core.internal.vector.lanes core.internal.vector.product core.kernel"),
          Room.of(
              "core.internal.vector.function",
              "core.internal.portable core.internal.vector.lanes core.kernel"),
          Room.of(
              "core.internal.vector.winograd",
              "core.internal.vector.convolution core.internal.vector.lanes "
                  + "core.internal.vector.product core.kernel"),
          Room.of(
              "core.internal.vector",
              "core.internal.portable core.internal.vector.convolution "
                  + "core.internal.vector.function core.internal.vector.lanes "
                  + "core.internal.vector.product core.internal.vector.winograd core.kernel"),
          Room.of(
              "core.sampler",
              "core core.engine core.grad core.graph core.internal.io core.internal.optim"
                  + " core.internal.pool core.internal.store core.internal.text core.mixture"
                  + " core.model core.optim core.plugin core.rows core.spec core.trace"),
          Room.of(
              "core.train",
              "core core.engine core.estimate core.grad core.graph core.internal.io "
                  + "core.internal.optim core.internal.rows core.internal.store "
                  + "core.internal.text core.model core.optim core.plugin core.rows core.spec "
                  + "core.trace"),
          Room.of("layers", "core.graph core.internal.text core.plugin core.spec"),
          Room.of("layers.density", "core.graph core.plugin"),
          Room.of(
              "layers.likelihood",
              "core.density core.graph core.internal.text core.plugin layers.density"),
          Room.of(
              "layers.layer",
              "core.geometry core.graph core.plugin layers.density layers.likelihood"),
          Room.of("layers.layer.sequence", "core.graph core.plugin layers.layer"),
          Room.of("layers.objective", "core.grad core.graph core.plugin"),
          Room.of("layers.posterior", "core.graph core.plugin layers.density"),
          Room.of("layers.prior", "core.graph core.plugin layers.density"),
          Room.of("data.internal", ""),
          Room.of("data.rows", "core core.graph core.internal.text"),
          Room.of(
              "data.internal.rows",
              "core.graph core.internal.text core.rows data.internal data.rows"),
          Room.of(
              "data",
              "core.graph core.internal.text core.kernel core.plugin core.rows core.spec "
                  + "data.internal data.internal.rows data.rows"),
          Room.of(
              "data.internal.file", "core.internal.io core.internal.text data.internal data.rows"),
          Room.of("data.internal.folder", "core core.internal.io core.internal.text core.model"),
          Room.of("data.internal.trial", "core.internal.io data.rows"),
          Room.of(
              "data.read",
              "core.graph core.internal.text data.internal data.internal.file"
                  + " data.internal.rows data.rows"),
          Room.of(
              "data.read.sparse",
              "core.graph core.internal.text core.rows data.internal.file data.internal.rows"
                  + " data.read data.rows"),
          Room.of(
              "data.generate",
              "core.graph core.internal.text data.internal data.internal.rows data.rows"),
          Room.of("data.source", "core.internal.text core.plugin data data.rows"),
          Room.of(
              "data.fetch",
              "core.internal.text data.internal.file data.read data.rows data.source"),
          Room.of("data.table.column", "core.internal.text"),
          Room.of("data.table.cell", "data.table.column"),
          Room.of(
              "data.table.dialect",
              "core.internal.text data.internal.file data.rows data.table.cell"),
          Room.of("data.table.infer", "core.internal.text data.table.cell data.table.column"),
          Room.of(
              "data.table",
              "core.graph core.internal.io core.internal.text data.internal data.internal.file"
                  + " data.read data.rows data.table.cell data.table.column data.table.dialect "
                  + "data.table.infer"),
          Room.of(
              "data.internal.csv",
              "core.graph core.internal.text data.internal.file data.internal.rows data.rows"
                  + " data.table data.table.cell data.table.column data.table.dialect"),
          Room.of(
              "data.internal.source",
              "core.internal.text core.plugin data data.fetch data.generate data.internal.csv"
                  + " data.read data.read.sparse data.rows data.source data.table"),
          Room.of(
              "data.contract",
              "core.contract core.graph core.plugin core.rows data data.rows data.source"),
          Room.of("data.write", "core.internal.text data.internal.file data.rows"),
          Room.of("data.internal.outlier", "core.kernel"),
          Room.of("data.tabular.formula", "core.model data.internal.outlier"),
          Room.of("data.tabular.parts", "data.table.cell data.table.column"),
          Room.of(
              "data.tabular.draws",
              "core.draws core.graph core.mixture core.model core.plugin core.rows"
                  + " core.spec data.internal.file data.rows data.tabular.formula"
                  + " data.tabular.parts"),
          Room.of(
              "data.tabular",
              "core core.draws core.engine core.internal.io core.internal.linalg core.internal.text"
                  + " core.model core.optim core.plugin core.rows core.spec core.train"
                  + " data.internal data.internal.file data.internal.folder data.internal.outlier"
                  + " data.internal.trial data.rows data.table data.table.cell data.table.column"
                  + " data.tabular.draws data.tabular.formula data.tabular.parts"),
          Room.of(
              "data.tabular.encode",
              "core.internal.linalg core.model core.rows core.spec data.internal data.table"
                  + " data.table.column data.tabular data.tabular.draws"),
          Room.of(
              "data.tabular.impute",
              "core.draws core.engine core.model data.internal.trial data.table data.table.cell"
                  + " data.table.column data.table.dialect data.tabular data.tabular.draws"
                  + " data.tabular.formula data.tabular.parts"),
          Room.of(
              "data.tabular.synthesize",
              "core.draws core.internal.text core.model core.rows data.internal data.rows"
                  + " data.table data.table.cell data.table.column data.tabular"
                  + " data.tabular.draws data.tabular.parts"),
          Room.of("export.internal.json", ""),
          Room.of("export.internal.staged", ""),
          Room.of(
              "export.internal.onnx",
              "core core.internal.io core.internal.text export.internal.staged"),
          Room.of("export.internal.text", ""),
          Room.of(
              "export.internal.torch", "core.engine core.geometry core.graph core.graph.attribute"),
          Room.of(
              "export.internal.lower",
              "core.engine core.geometry core.graph core.graph.attribute export.internal.onnx"),
          Room.of("export.runtime", "export.internal.staged export.internal.text"),
          Room.of(
              "export",
              "core.engine core.graph core.internal.text core.model core.plugin core.spec"
                  + " core.trace export.internal.json export.internal.lower export.internal.onnx"
                  + " export.internal.staged export.internal.torch export.runtime"),
          Room.of(
              "export.table.column",
              "data.table.cell data.table.column data.tabular data.tabular.draws"
                  + " data.tabular.parts export.internal.lower export.internal.onnx"
                  + " export.internal.text"),
          Room.of(
              "export.table",
              "core.draws core.graph core.internal.text core.mixture core.model core.plugin"
                  + " core.spec core.trace data.internal.outlier data.table data.table.cell"
                  + " data.table.column data.tabular data.tabular.draws data.tabular.formula"
                  + " data.tabular.impute data.tabular.parts export export.internal.json"
                  + " export.internal.lower export.internal.onnx export.internal.text"
                  + " export.table.column"),
          Room.of(
              "export.internal.contract",
              "core.contract.bench core.engine core.graph export export.runtime"),
          Room.of(
              "draw",
              "core core.estimate core.graph core.internal.io core.internal.text core.model "
                  + "core.plugin core.spec core.train"),
          Room.of("serve.call", "core core.internal.text"),
          Room.of("serve.tensor", "core.internal.text serve.call"),
          Room.of(
              "serve.model",
              "core.engine core.estimate core.graph core.internal.io core.model core.plugin"
                  + " core.predict core.rows core.spec data.rows data.table data.table.cell"
                  + " data.table.column data.tabular data.tabular.encode data.tabular.impute"
                  + " data.tabular.synthesize export.runtime serve.call serve.tensor"),
          Room.of("serve.page", ""),
          Room.of(
              "serve.explore",
              "core.estimate core.graph core.internal.io core.internal.linalg core.model"
                  + " core.plugin core.rows core.spec data data.rows data.table data.table.column"
                  + " data.tabular data.tabular.encode data.tabular.impute export.runtime"
                  + " serve.model serve.page"),
          Room.of(
              "serve.http",
              "core core.internal.io core.internal.text serve.call serve.explore serve.model"
                  + " serve.page serve.tensor"),
          Room.of(
              "serve",
              "core core.model core.plugin data.tabular serve.explore serve.http serve.model"),
          Room.of(
              "cli.show",
              "core.estimate core.graph core.internal.io core.internal.text core.model"
                  + " core.spec core.train data.source data.write draw"),
          Room.of(
              "cli.option",
              "cli.show core.engine core.graph core.internal.io core.internal.text core.model"
                  + " core.optim core.plugin core.rows core.spec core.train data data.rows"
                  + " data.source data.table data.tabular layers"),
          Room.of(
              "cli.bench",
              "core.engine core.graph core.kernel core.model core.plugin core.predict core.rows"
                  + " core.spec core.train data.source data.table data.table.column data.tabular"
                  + " draw export export.runtime layers serve"),
          Room.of(
              "cli.reproduce.detect",
              "core.graph core.internal.linalg data.internal.outlier data.rows"),
          Room.of(
              "cli.reproduce",
              "cli.reproduce.detect core.engine core.estimate core.graph"
                  + " core.internal.linalg core.model core.optim core.plugin core.rows core.spec"
                  + " core.trace core.train data data.read data.source data.table"
                  + " data.table.column data.table.dialect data.tabular data.tabular.impute"
                  + " data.tabular.synthesize layers"),
          Room.of(
              "cli.server",
              "cli.option cli.show core.engine core.internal.io core.model core.plugin data"
                  + " data.table data.tabular export export.table serve serve.explore"),
          Room.of(
              "cli.command",
              "cli.bench cli.option cli.reproduce cli.server cli.show core core.engine"
                  + " core.estimate core.graph core.internal.io core.internal.text core.kernel"
                  + " core.model core.plugin core.rows core.sampler core.spec core.train data"
                  + " data.rows data.source data.table data.table.column data.tabular"
                  + " data.tabular.encode data.tabular.impute data.tabular.synthesize draw export"
                  + " export.runtime export.table layers serve.explore"),
          Room.of("cli", "core.internal.text cli.command cli.option cli.server cli.show"));

  /** For each library, the packages that may use it; everywhere else it stays out. */
  private static final Map<String, List<String>> LIBRARIES =
      Map.ofEntries(
          Map.entry("jdk.incubator.vector..", List.of(CORE + ".internal.vector..")),
          Map.entry("org.ejml..", List.of(CORE + ".internal.linalg..")),
          Map.entry("com.google.common..", List.of("dev.vae.cli..")),
          Map.entry(
              "com.google.gson..",
              List.of(
                  CORE + ".internal.io..",
                  "dev.vae.export..",
                  "dev.vae.serve.call..",
                  "dev.vae.serve.explore..",
                  "dev.vae.serve.tensor..")),
          Map.entry("de.siegmar.fastcsv..", List.of("dev.vae.data..")),
          Map.entry("ai.onnxruntime..", List.of("dev.vae.export..")),
          Map.entry("java.sql..", List.of("dev.vae.data.table")),
          Map.entry("picocli..", List.of("dev.vae.cli..")),
          Map.entry("me.tongfei.progressbar..", List.of("dev.vae.cli.show..")),
          Map.entry("org.knowm.xchart..", List.of("dev.vae.draw..")),
          Map.entry("java.awt..", List.of("dev.vae.draw..", "dev.vae.data..")),
          Map.entry("javax.imageio..", List.of("dev.vae.draw..", "dev.vae.data..")));

  private static JavaClasses all;

  @BeforeAll
  static void read() {
    List<Path> folders = Modules.NAMES.stream().map(Modules::classes).toList();
    all = new ClassFileImporter().importPaths(folders);
  }

  /** Else the other rules would hold of nothing. */
  @Test
  void nearlyAllClassesWereRead() throws IOException {
    long files = 0;
    for (String module : Modules.NAMES) {
      long here = files(Modules.classes(module), ".class").size();
      assertTrue(here > 0, () -> "no classes of " + module);
      files += here;
    }
    assertTrue(all.size() >= 0.95 * files, all.size() + " of " + files + " classes were read");
  }

  @Test
  void noArrowRunsBackUp() {
    Set<String> below = new HashSet<>();
    for (Room room : HOUSE) {
      Set<String> above = new TreeSet<>(room.uses());
      above.removeAll(below);
      assertEquals(Set.of(), above, room.name() + " uses rooms that are not below it");
      assertTrue(below.add(room.name()), () -> room.name() + " is on the map twice");
    }
  }

  @Test
  void everyPackageUsesOnlyWhatTheMapSays() {
    Map<String, Set<String>> allowed = new HashMap<>();
    HOUSE.forEach(room -> allowed.put(room.name(), room.uses()));
    List<String> wrong = new ArrayList<>();
    for (JavaClass type : all) {
      String from = room(type);
      if (from.isEmpty()) {
        continue; // module-info
      }
      if (!allowed.containsKey(from)) {
        wrong.add("package " + from + " is not on the map");
        continue;
      }
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String to = room(dependency.getTargetClass().getBaseComponentType());
        if (!to.isEmpty() && !to.equals(from) && !allowed.get(from).contains(to)) {
          wrong.add(dependency.getDescription());
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void whatTheMapAllowsIsUsed() {
    Map<String, Set<String>> used = new HashMap<>();
    for (JavaClass type : all) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        used.computeIfAbsent(room(type), r -> new HashSet<>())
            .add(room(dependency.getTargetClass().getBaseComponentType()));
      }
    }
    Map<String, Set<String>> idle = new TreeMap<>();
    for (Room room : HOUSE) {
      Set<String> unused = new TreeSet<>(room.uses());
      unused.removeAll(used.getOrDefault(room.name(), Set.of()));
      if (!unused.isEmpty()) {
        idle.put(room.name(), unused);
      }
    }
    assertEquals(Map.of(), idle, "arrows that nobody goes");
  }

  /** A package is a table of contents; and a file's name says which class is meant. */
  @Test
  void packagesAreSmallAndNamesStandOnce() throws IOException {
    Map<String, Path> names = new HashMap<>();
    Map<Path, Integer> sizes = new TreeMap<>();
    for (String module : Modules.NAMES) {
      for (Path file : files(Modules.sources(module), ".java")) {
        String name = file.getFileName().toString();
        sizes.merge(file.getParent(), 1, Integer::sum);
        if (!name.endsWith("-info.java")) {
          Path other = names.put(name, file);
          assertTrue(other == null, () -> name + " stands twice: " + other + ", " + file);
        }
      }
    }
    sizes.values().removeIf(size -> size <= MOST_FILES);
    assertEquals(Map.of(), sizes, "packages of more than " + MOST_FILES + " files");
  }

  @Test
  void everyPackageHasAPage() throws IOException {
    Set<Path> without = new TreeSet<>();
    for (String module : Modules.NAMES) {
      for (Path file : files(Modules.sources(module), ".java")) {
        boolean root = file.getParent().equals(Modules.sources(module));
        if (!root && !Files.exists(file.resolveSibling("package-info.java"))) {
          without.add(file.getParent());
        }
      }
    }
    assertEquals(Set.of(), without);
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

  /**
   * What callers may catch is one family; the rest are errors of the calling code. What runs
   * exported files works without the core, and has an exception of its own.
   */
  @Test
  void publicExceptionsAreOneFamily() {
    List<String> others =
        all.stream()
            .filter(type -> type.isAssignableTo(RuntimeException.class))
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(type -> !type.isAssignableTo(VaeException.class))
            .filter(type -> !type.getPackageName().equals("dev.vae.export.runtime"))
            .filter(type -> !type.isAssignableTo(IllegalArgumentException.class))
            .map(JavaClass::getName)
            .toList();
    assertEquals(List.of(), others);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.vae.cli..")
        .should()
        .callConstructorWhere(
            target(owner(nameMatching("java\\.lang\\.RuntimeException")))
                .and(not(originOwner(assignableTo(RuntimeException.class)))))
        .check(all);
  }

  /** Failing files are told by an exception of the family; here it is made, or cannot happen. */
  @Test
  void filesFailWithTheFamily() {
    noClasses()
        .that(
            not(
                resideInAnyPackage(
                    CORE + ".internal.io", CORE + ".contract.bench", "dev.vae.cli..")))
        .and()
        .doNotHaveSimpleName("CsvFileWriter")
        .and()
        .doNotHaveSimpleName("OnnxModel")
        .should()
        .callConstructorWhere(target(owner(nameMatching("java\\.io\\.UncheckedIOException"))))
        .check(all);
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
        .and()
        .doNotHaveSimpleName("OrtLifetime") // which a private class has to be reached for
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

  /** A class's package below {@code dev.vae}; empty for all that is not ours. */
  private static String room(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith("dev.vae.") ? name.substring("dev.vae.".length()) : "";
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
