package dev.vae.tests.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.tests.Modules;
import dev.vae.tests.plugin.Project;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guide's jar, with a plugin of each kind, wherever it may lie: each is used by its name in one
 * process, found again in others, and gives the same bits and the same ONNX files.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
class PluginJarIT {
  private static final String MAIN = "dev.vae.cli.Main";
  private static final List<String> NAMES =
      List.of("rayleigh", "sine", "laplace", "logistic", "cyclicElbo", "lion", "triangle", "raw");

  @TempDir private static Path folder;
  private static Checkout checkout;
  private static Project waves;
  private static byte[] weights;
  private static String sample;

  /** Runs a command of vae in a process of its own. */
  private interface Vae {
    Command.Result run(List<String> command) throws Exception;
  }

  @BeforeAll
  static void prepare() throws Exception {
    checkout = Checkout.copy(folder.resolve("checkout"));
    waves = Project.example(folder.resolve("waves"));
    ByteBuffer heights = ByteBuffer.allocate(300 * 3 * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 300; i++) {
      heights.putFloat(i % 7 + 0.5f).putFloat(i % 5 + 1).putFloat(0.1f + i % 3);
    }
    Files.write(folder.resolve("heights.f32"), heights.array());
    Matcher spec =
        Pattern.compile("(?s)`waves.json`:\n\n```json\n(.*?)```")
            .matcher(Files.readString(Modules.root().resolve("docs/plugins.md")));
    assertTrue(spec.find());
    Files.writeString(folder.resolve("waves.json"), spec.group(1));
  }

  private static String done(Vae vae, String command, String... more) throws Exception {
    List<String> line = new ArrayList<>(List.of(command.split(" ")));
    line.addAll(List.of(more));
    Command.Result result = vae.run(line);
    assertEquals(0, result.code(), () -> line + "\n" + result);
    return result.out();
  }

  private static void works(String way, String origin, Vae vae) throws Exception {
    String listed = done(vae, "plugins");
    for (String name : NAMES) {
      String row = "(?s).*\\b" + name + " +" + Pattern.quote(origin) + "\\n.*";
      assertTrue(listed.matches(row), way + ": " + name + " in " + listed);
    }
    String model = "model " + way;
    String train =
        "train --data raw:heights.f32#width=3 --config waves.json --optimizer lion"
            + " --learning-rate 0.001 --schedule triangle --epochs 3 --threads 2 --out";
    done(vae, train, model);
    String described = done(vae, "describe", model);
    for (String part : List.of("sine", "laplace", "logistic", "rayleigh", "cyclicElbo")) {
      assertTrue(described.contains(part), way + ": " + part + " in " + described);
    }
    String rows = "sample " + way + ".csv";
    done(vae, "sample --count 20 --seed 3", model, "--out", rows);
    String checked = done(vae, "export --check", model, "--out", "onnx " + way);
    assertTrue(checked.contains("sample.onnx"), checked);
    same(Files.readAllBytes(folder.resolve(model).resolve("weights.safetensors")), rows);
  }

  private static synchronized void same(byte[] trained, String rows) throws IOException {
    String drawn = Files.readString(folder.resolve(rows));
    if (weights == null) {
      weights = trained;
      sample = drawn;
    }
    assertArrayEquals(weights, trained);
    assertEquals(sample, drawn);
    assertEquals(21, drawn.lines().count());
  }

  private static Vae launcher(Map<String, String> environment, String... options) {
    return line -> {
      List<String> all = new ArrayList<>(line);
      all.addAll(List.of(options));
      return Checkout.run(folder, environment, checkout.launcher(), all.toArray(String[]::new));
    };
  }

  @Test
  void asAModuleByAnOption() throws Exception {
    Path jar = waves.modularJar("modular.jar");
    works("option", "acme.waves (modular.jar)", launcher(Map.of(), "--plugins", jar.toString()));
  }

  @Test
  void withoutADescriptorByTheEnvironment() throws Exception {
    Path jar = waves.plainJar("environment.jar");
    works("environment", "environment.jar", launcher(Map.of("VAE_PLUGINS", jar.toString())));
  }

  @Test
  void inTheFolderBesideTheLauncher() throws Exception {
    Path plugins = Files.createDirectory(checkout.launcher().resolveSibling("plugins"));
    Path jar = Files.move(waves.plainJar("beside.jar"), plugins.resolve("beside.jar"));
    try {
      works("folder", "beside.jar", launcher(Map.of()));
    } finally {
      Files.delete(jar);
      Files.delete(plugins);
    }
  }

  @Test
  void onTheClassPath() throws Exception {
    Path jar = waves.plainJar("classpath.jar");
    works("class path", "classpath.jar", java("-cp", checkout.app() + "/*:" + jar, MAIN));
  }

  @Test
  void onTheModulePath() throws Exception {
    Path jar = waves.modularJar("modulepath.jar");
    works(
        "module path",
        "acme.waves (modulepath.jar)",
        java(
            "--module-path",
            checkout.app() + ":" + jar,
            "--add-modules",
            "acme.waves",
            "--module",
            "dev.vae.cli/" + MAIN));
  }

  private static Vae java(String... how) {
    return line -> {
      List<String> all =
          new ArrayList<>(List.of(Command.jdk("java"), "--add-modules", "jdk.incubator.vector"));
      all.addAll(List.of(how));
      all.addAll(line);
      return Command.run(folder, Map.of(), all);
    };
  }
}
