package dev.vae.tests.plugin;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.vae.cli.Main;
import dev.vae.core.contract.ContractError;
import dev.vae.core.contract.LayerContract;
import dev.vae.core.contract.LikelihoodContract;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.tests.Modules;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide for plugin authors shows is what stands in the checkout, and works. */
class GuideTest {
  private static final Pattern FILE = Pattern.compile("(?s)\n`([^`\n]+)`:\n\n```\\w*\n(.*?)```\n");
  private static final Pattern SAID = Pattern.compile("(?s)would have said:\n\n```\n(.*?)\n```");
  private static final String SPEC = "waves.json";

  @TempDir private static Path folder;
  private static String guide;
  private static Map<String, String> files;
  private static String spec;
  private static Path jar;

  @BeforeAll
  static void read() throws Exception {
    guide = Files.readString(Modules.root().resolve("docs/plugins.md"));
    files = new TreeMap<>();
    Matcher file = FILE.matcher(guide);
    while (file.find()) {
      files.put(file.group(1), file.group(2));
    }
    spec = files.remove(SPEC);
    jar = project(files).modularJar("waves-1.0.jar");
  }

  private static Project project(Map<String, String> with) throws Exception {
    return Project.write(Files.createTempDirectory(folder, "project"), with);
  }

  @Test
  void itShowsTheFilesOfTheExample() {
    assertEquals(Project.example(), files);
  }

  @Test
  void thePackagePageShowsItsFirstClass() throws Exception {
    String page =
        Files.readString(
                Modules.root()
                    .resolve("vae-core/src/main/java/dev/vae/core/plugin/package-info.java"))
            .lines()
            .map(line -> line.replaceFirst("^ \\*( |$)", ""))
            .collect(Collectors.joining("\n"));
    String type = files.get("src/main/java/acme/waves/Rayleigh.java");
    assertTrue(page.contains("<pre>{@code\n" + type.substring(type.indexOf("public")) + "}</pre>"));
  }

  @Test
  void itNamesTheVersionThereIs() throws Exception {
    String parent = Files.readString(Modules.root().resolve("pom.xml"));
    Matcher version = Pattern.compile("<version>(.*?)</version>").matcher(parent);
    assertTrue(version.find());
    String pom = files.get("pom.xml");
    assertTrue(pom.contains("<vae.version>" + version.group(1) + "</vae.version>"), pom);
  }

  @Test
  void itsCodeUsesOperationsAndInterfacesAlone() throws Exception {
    var classes = new ClassFileImporter().importPath(project(files).plainClasses());
    String[] core = {
      "acme.waves", "dev.vae.core.plugin", "dev.vae.core.graph", "dev.vae.core.optim", "java.."
    };
    noClasses()
        .that()
        .doNotHaveSimpleName("RawSource")
        .should()
        .dependOnClassesThat(resideOutsideOfPackages(core))
        .check(classes);
    noClasses()
        .that()
        .haveSimpleName("RawSource")
        .should()
        .dependOnClassesThat(
            resideOutsideOfPackages(
                "dev.vae.data", "dev.vae.data.rows", "dev.vae.data.source", "java.."))
        .check(classes);
  }

  @Test
  void itsTestsPassOnTheClassPath() throws Exception {
    assertEquals(9, runTests(project(files)));
  }

  @Test
  void asAModuleItHasEveryKindOfPlugin() {
    Plugins plugins = Plugins.load().withJars(jar);
    assertEquals(List.of(), plugins.problems());
    for (var kind : Plugins.kinds()) {
      List<String> origins =
          plugins.all(kind).values().stream()
              .map(Plugins::origin)
              .filter("acme.waves (waves-1.0.jar)"::equals)
              .toList();
      assertEquals(1, origins.size(), kind.getName());
    }
    LikelihoodContract.of(Spec.of("rayleigh")).plugins(plugins).check();
    LayerContract.of(Spec.of("sine").with("units", 2)).plugins(plugins).check();
  }

  @Test
  void theMistakeIsToldAsItSays() throws Exception {
    Map<String, String> wrong = new LinkedHashMap<>(files);
    String place = "src/main/java/acme/waves/Rayleigh.java";
    wrong.computeIfPresent(place, (p, text) -> text.replace("logScale.mul(2)", "logScale"));
    Throwable failure = null;
    try {
      runTests(project(wrong));
    } catch (InvocationTargetException e) {
      failure = e.getCause();
    }
    Matcher said = SAID.matcher(guide);
    assertTrue(said.find());
    assertEquals(said.group(1), assertInstanceOf(ContractError.class, failure).getMessage());
  }

  /** Runs the methods that JUnit would, with the plugin on a class path. */
  private static int runTests(Project project) throws Exception {
    URL[] path = {
      project.plainClasses().toUri().toURL(), project.testClasses().toUri().toURL(),
    };
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    int count = 0;
    try (URLClassLoader loader = new URLClassLoader(path, GuideTest.class.getClassLoader())) {
      thread.setContextClassLoader(loader);
      for (String file : files.keySet()) {
        if (file.startsWith("src/test/java/")) {
          String name = file.substring("src/test/java/".length(), file.length() - 5);
          count += runTests(loader.loadClass(name.replace('/', '.')));
        }
      }
    } finally {
      thread.setContextClassLoader(before);
    }
    return count;
  }

  private static int runTests(Class<?> type) throws Exception {
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    int count = 0;
    for (Method method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        method.setAccessible(true);
        Object[] arguments =
            method.getParameterCount() == 0
                ? new Object[0]
                : new Object[] {Files.createTempDirectory(folder, "argument")};
        method.invoke(constructor.newInstance(), arguments);
        count++;
      }
    }
    return count;
  }

  @Test
  void itsCommandsDoWhatTheySay() throws Exception {
    ByteBuffer heights = ByteBuffer.allocate(60 * 3 * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 60; i++) {
      heights.putFloat(i % 7 + 0.5f).putFloat(i % 5 + 1).putFloat(0.1f + i % 3);
    }
    Files.write(folder.resolve("heights.f32"), heights.array());
    Files.writeString(folder.resolve(SPEC), spec);
    List<String> commands = guide.lines().filter(line -> line.matches("vae \\w+ --.*")).toList();
    assertEquals(4, commands.size(), commands::toString);
    for (String command : commands) {
      String here =
          command
              .replace("target/waves-1.0.jar", jar.toString())
              .replace("raw:", "raw:" + folder + "/")
              .replaceAll(
                  "--(out|config) | (?=model )", "$0" + Matcher.quoteReplacement(folder + "/"));
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      String[] words = here.substring("vae ".length()).split(" +");
      int code = Main.run(new PrintWriter(out), new PrintWriter(err), words);
      assertEquals(0, code, () -> here + "\n" + out + err);
      boolean listed = out.toString().contains("acme.waves (waves-1.0.jar)");
      assertTrue(listed || !here.contains(" plugins "), out::toString);
    }
    assertEquals(11, Files.readAllLines(folder.resolve("sample.csv")).size());
    assertTrue(Files.exists(folder.resolve("onnx/sample.onnx")));
  }
}
