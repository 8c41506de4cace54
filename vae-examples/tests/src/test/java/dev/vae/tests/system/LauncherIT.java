package dev.vae.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.tests.Modules;
import dev.vae.tests.plugin.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a checkout that is already built and whose path has spaces. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
class LauncherIT {
  @TempDir private static Path folder;
  private static Checkout checkout;
  private static Path launcher;

  @BeforeAll
  static void copyCheckout() throws IOException {
    checkout = Checkout.copy(folder.resolve("a checkout"));
    launcher = checkout.launcher();
  }

  @Test
  void runsFromAnyFolderThroughLinks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), launcher);
    Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("link"));
    assertTrue(Files.exists(link));
    Command.Result result = vae(Map.of(), second, "--version");
    assertEquals(0, result.code(), result.toString());
    assertTrue(result.out().startsWith("vae "), result.toString());
  }

  @Test
  void findsThePluginsOnTheModulePathAndPrintsCleanJson() throws Exception {
    Command.Result result = vae(Map.of(), launcher, "plugins", "--json");
    assertEquals(0, result.code(), result.toString());
    assertTrue(result.out().startsWith("{") && result.out().endsWith("}\n"), result.toString());
    assertTrue(result.out().contains("\"dev.vae.layers (vae-layers-"), result.toString());
  }

  @Test
  void findsTheJarsInTheFolderBesideIt() throws Exception {
    Project waves = Project.example(folder.resolve("waves"));
    Path plugins = Files.createDirectory(launcher.resolveSibling("plugins"));
    Path jar = plugins.resolve("waves.jar");
    Files.move(waves.modularJar("waves.jar"), jar);
    try {
      Command.Result result = vae(Map.of(), launcher, "plugins");
      assertEquals(0, result.code(), result.toString());
      assertTrue(result.out().contains("acme.waves (waves.jar)"), result.toString());
    } finally {
      Files.delete(jar);
      Files.delete(plugins);
    }
    jar = waves.plainJar("waves.jar");
    Command.Result result = vae(Map.of("VAE_PLUGINS", jar.toString()), launcher, "plugins");
    assertTrue(result.out().matches("(?s).*rayleigh +waves.jar\n.*"), result.toString());
  }

  @Test
  void findsJarsOnTheClassPathToo() throws Exception {
    Path jar = Project.example(folder.resolve("class path")).modularJar("waves.jar");
    List<String> line = new ArrayList<>(List.of(Command.jdk("java"), "-cp"));
    line.add(checkout.app() + "/*");
    line.addAll(List.of("dev.vae.cli.Main", "plugins", "--plugins", jar.toString()));
    Command.Result result = Command.run(folder, Map.of(), line);
    assertEquals(0, result.code(), result.toString());
    assertTrue(result.out().matches("(?s).*rayleigh +waves.jar\n.*"), result.toString());
  }

  /** What it writes says by which version, too. */
  @Test
  void knowsItsVersionOnTheClassPathAndAsAModule() throws Exception {
    String pom = Files.readString(Modules.root().resolve("pom.xml"));
    String version = pom.replaceAll("(?s).*?<version>(.*?)</version>.*", "$1");
    List<String> line = new ArrayList<>(List.of(Command.jdk("java"), "-cp"));
    line.addAll(List.of(checkout.app() + "/*", "dev.vae.cli.Main"));
    List<String> ask = new ArrayList<>(line);
    ask.add("--version");
    assertTrue(Command.run(folder, Map.of(), ask).out().startsWith("vae " + version + "\n"));
    assertTrue(vae(Map.of(), launcher, "--version").out().startsWith("vae " + version + "\n"));
    Path model = folder.resolve("versioned");
    vae(Map.of(), launcher, "train", "--data", "digits#20", "--epochs", "1", "--out", "" + model);
    List<String> export = new ArrayList<>(line);
    export.addAll(List.of("export", "" + model, "--out", "" + folder.resolve("by class path")));
    assertEquals(0, Command.run(folder, Map.of(), export).code());
    vae(Map.of(), launcher, "export", "" + model, "--out", "" + folder.resolve("as module"));
    for (String bundle : List.of("by class path", "as module")) {
      String json = Files.readString(folder.resolve(bundle).resolve("bundle.json"));
      assertTrue(json.contains("\"producer\": \"vae " + version + "\""), json);
    }
  }

  @Test
  void exitsWithTwoWhenMisused() throws Exception {
    Command.Result result = vae(Map.of(), launcher, "plugns");
    assertEquals(2, result.code(), result.toString());
    assertTrue(result.err().contains("plugins"), result.toString());
    assertEquals("", result.out());
  }

  @Test
  void leavesTheCollectorToTheUser() throws Exception {
    for (String collector : List.of("-XX:+UseSerialGC", "-Xmx256m -XX:+UseParallelGC")) {
      Command.Result result = vae(Map.of("VAE_JAVA_OPTS", collector), launcher, "--version");
      assertEquals(0, result.code(), result.toString());
    }
  }

  @Test
  void readsFileNamesInContainersWithoutALocale() throws Exception {
    Path table = Files.writeString(folder.resolve("größe.csv"), "a,b\n1,2\n3,1\n2,2\n");
    Command.Result result =
        vae(
            Map.of("LC_ALL", "POSIX"),
            launcher,
            "train",
            "--data",
            "csv:" + table,
            "--likelihood",
            "gaussian",
            "--epochs",
            "1",
            "--out",
            folder.resolve("modèle").toString());
    assertEquals(0, result.code(), result.toString());
    assertTrue(Files.exists(folder.resolve("modèle/model.json")), result.toString());
  }

  /** From where Java itself can just begin, to where a training ends well. */
  @Test
  void saysWhenFileHandlesAreUsedUp() throws Exception {
    Path table = Files.writeString(folder.resolve("small.csv"), "a,b\n1,2\n3,1\n2,2\n");
    String train = " train --data csv:" + table + " --likelihood gaussian --epochs 1 --out m";
    boolean listed = false;
    boolean trained = false;
    boolean refused = false;
    for (int limit = 8; limit <= 64 && !(listed && trained); limit += limit < 12 ? 1 : 4) {
      Command.Result plugins = withHandles(limit, " plugins");
      if (plugins.out().contains("Error occurred during initialization of boot layer")) {
        continue; // this Java needs more to begin
      }
      if (plugins.code() == 0) {
        listed = true;
        assertTrue(plugins.out().contains("waeMmd"), plugins.toString());
        assertTrue(plugins.out().contains("dense"), plugins.toString());
        assertTrue(!plugins.err().contains("plugin"), plugins.toString());
      } else {
        usedUp(plugins);
      }
      Command.Result training = withHandles(limit, train);
      if (training.code() == 0) {
        trained = true;
      } else {
        usedUp(training);
        refused = true;
      }
    }
    assertTrue(listed && trained && refused, listed + ", " + trained + ", " + refused);
  }

  private static Command.Result withHandles(int limit, String command) throws Exception {
    String line = "ulimit -n " + limit + "; exec '" + launcher + "'" + command;
    Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
    return Command.run(folder, environment, List.of("bash", "-c", line));
  }

  private static void usedUp(Command.Result result) {
    assertEquals(1, result.code(), result.toString());
    assertTrue(result.err().contains("too many open files"), result.toString());
    assertTrue(!result.err().contains("plugin"), result.toString());
  }

  @Test
  void saysWhenJavaHomeIsWrong() throws Exception {
    Command.Result result = vae(Map.of("JAVA_HOME", "/nowhere at all"), launcher, "--version");
    assertEquals(1, result.code(), result.toString());
    assertTrue(result.err().contains("/nowhere at all"), result.toString());
  }

  /** A release leaves jars of sources and documentation beside that of the program. */
  @Test
  void runsWhereAReleaseWasBuilt() throws Exception {
    Path other = folder.resolve("released");
    Checkout released = Checkout.copy(other);
    Path built = Files.move(released.app(), folder.resolve("built"));
    Path maven = Files.createDirectories(folder.resolve("release")).resolve("mvn");
    Files.writeString(
        maven,
        String.join(
            "\n",
            "#!/bin/sh",
            "set -e",
            "mkdir -p vae-examples/cli/target/lib",
            "cp '" + built + "'/*.jar vae-examples/cli/target/lib",
            "mv vae-examples/cli/target/lib/vae-cli-*.jar vae-examples/cli/target",
            "for kind in sources javadoc; do",
            "  cp vae-examples/cli/target/lib/gson-*.jar"
                + " vae-examples/cli/target/vae-cli-1-$kind.jar",
            "done",
            ""));
    assertTrue(maven.toFile().setExecutable(true));
    String path = maven.getParent() + ":" + System.getenv("PATH");
    Command.Result result = vae(Map.of("PATH", path), released.launcher(), "--version");
    assertEquals(0, result.code(), result.toString());
    assertTrue(result.out().startsWith("vae "), result.toString());
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    Path sources = folder.resolve("a checkout/vae-core/src/main");
    Path stamp = folder.resolve("a checkout/vae-examples/target/app/stamp");
    FileTime built = Files.getLastModifiedTime(stamp);
    Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\necho '[ERROR] there is no such thing here'\nexit 1\n");
    assertTrue(maven.toFile().setExecutable(true));
    String path = maven.getParent() + ":" + System.getenv("PATH");
    try {
      Files.setLastModifiedTime(sources, FileTime.fromMillis(built.toMillis() + 5000));
      Command.Result result = vae(Map.of("PATH", path), launcher, "--version");
      assertEquals(1, result.code(), result.toString());
      assertTrue(result.err().contains("there is no such thing here"), result.toString());
    } finally {
      Files.setLastModifiedTime(sources, FileTime.fromMillis(built.toMillis() - 5000));
    }
    assertEquals(0, vae(Map.of("PATH", path), launcher, "--version").code());
  }

  private static Command.Result vae(Map<String, String> environment, Path command, String... more)
      throws Exception {
    return Checkout.run(folder, environment, command, more);
  }
}
