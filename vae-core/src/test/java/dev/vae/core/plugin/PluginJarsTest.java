package dev.vae.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vae.core.PluginException;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Jars of plugins, built here, good ones and every kind of broken one beside a good one. */
class PluginJarsTest {
  private static final Class<?> KIND = LayerProvider.class;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path work;

  private Path folder;

  @BeforeEach
  void aGoodOne() throws IOException {
    folder = Files.createDirectory(work.resolve("plugins"));
    layer("acme", "Good", "good", "").build(folder.resolve("good.jar"));
  }

  /** A layer that does nothing, and what its class has besides. */
  private JarBuilder layer(String pack, String type, String name, String more) throws IOException {
    return JarBuilder.in(work)
        .source(
            pack.replace('.', '/') + "/" + type + ".java",
            """
            package %s;

            public class %s implements dev.vae.core.plugin.LayerProvider {
              public %s() {}

              public String name() {
                return "%s";
              }

              public dev.vae.core.plugin.Layer create(dev.vae.core.plugin.Options options) {
                return (x, pass) -> x;
              }
            %s}
            """
                .formatted(pack, type, type, name, more))
        .service(KIND, pack + "." + type);
  }

  private Plugins load() {
    return Plugins.load().withJars(folder);
  }

  /** Loads the folder: the good one works, and this one line is said. */
  private Plugins tells(String... parts) {
    Plugins plugins = load();
    assertNotNull(plugins.layer(Spec.of("good")));
    assertEquals(1, plugins.problems().size(), plugins.problems()::toString);
    String line = plugins.problems().get(0);
    for (String part : parts) {
      assertTrue(line.contains(part), line);
    }
    assertFalse(line.contains("\n"), line);
    return plugins;
  }

  @Test
  void aPlainJarIsFoundWithItsOrigin() {
    Plugins plugins = load();
    assertEquals(List.of(), plugins.problems());
    NamedProvider good = plugins.all(LayerProvider.class).get("good");
    assertEquals("good.jar", Plugins.origin(good));
    assertFalse(Plugins.load().all(LayerProvider.class).containsKey("good"));
  }

  @Test
  void aJarWithADescriptorIsAModule() throws IOException {
    layer("acme.waves", "Waves", "waves", "")
        .source(
            "module-info.java",
            """
            module acme.waves {
              requires dev.vae.core;
              provides dev.vae.core.plugin.LayerProvider with acme.waves.Waves;
            }
            """)
        .build(folder.resolve("waves.jar"));
    Plugins plugins = load();
    assertEquals(List.of(), plugins.problems());
    NamedProvider waves = plugins.all(LayerProvider.class).get("waves");
    assertEquals("acme.waves (waves.jar)", Plugins.origin(waves));
    assertEquals(Set.of("good", "waves"), Set.copyOf(plugins.all(LayerProvider.class).keySet()));
  }

  @Test
  void aModuleMayHaveAProviderMethod() throws IOException {
    JarBuilder.in(work)
        .source(
            "acme/made/Maker.java",
            """
            package acme.made;

            public class Maker {
              public static dev.vae.core.plugin.LayerProvider provider() {
                return new Made();
              }

              static class Made implements dev.vae.core.plugin.LayerProvider {
                public String name() {
                  return "made";
                }

                public dev.vae.core.plugin.Layer create(dev.vae.core.plugin.Options options) {
                  throw new NullPointerException("too early");
                }
              }
            }
            """)
        .source(
            "module-info.java",
            "module acme.made { requires dev.vae.core; provides dev.vae.core.plugin.LayerProvider"
                + " with acme.made.Maker; }")
        .build(folder.resolve("made.jar"));
    Plugins plugins = load();
    assertEquals(List.of(), plugins.problems());
    String said =
        assertThrows(PluginException.class, () -> plugins.layer(Spec.of("made"))).getMessage();
    assertTrue(said.startsWith("layer 'made' of acme.made (made.jar) failed in create:"), said);
  }

  @Test
  void oneJarByItself() {
    Plugins plugins = Plugins.load().withJars(folder.resolve("good.jar"));
    assertNotNull(plugins.layer(Spec.of("good")));
  }

  @Test
  void aJarBesideIsALibrary() throws IOException {
    Path library =
        JarBuilder.in(work)
            .source("lib/Help.java", "package lib; public class Help { public Help() {} }")
            .build(folder.resolve("a-library.jar"));
    layer("user", "User", "user", "  final lib.Help help = new lib.Help();\n")
        .library(library)
        .build(folder.resolve("user.jar"));
    layer("module.user", "User", "moduleUser", "  final lib.Help help = new lib.Help();\n")
        .library(library)
        .source(
            "module-info.java",
            "@SuppressWarnings(\"requires-automatic\") module module.user { requires dev.vae.core;"
                + " requires a.library; provides dev.vae.core.plugin.LayerProvider with"
                + " module.user.User; }")
        .build(folder.resolve("module-user.jar"));
    Plugins plugins = load();
    assertEquals(List.of(), plugins.problems());
    assertNotNull(plugins.layer(Spec.of("user")));
    assertNotNull(plugins.layer(Spec.of("moduleUser")));
  }

  @Test
  void whatIsNoJar() throws IOException {
    Files.write(folder.resolve("broken.jar"), new byte[] {1, 2, 3});
    tells("broken.jar: cannot be opened as a jar");
  }

  @Test
  void anEmptyFile() throws IOException {
    Files.createFile(folder.resolve("empty.jar"));
    tells("empty.jar: cannot be opened as a jar");
  }

  @Test
  void aServiceWithoutItsClass() throws IOException {
    layer("acme", "Lost", "lost", "").without("acme/Lost.class").build(folder.resolve("lost.jar"));
    tells("lost.jar: a layer could not be loaded: Provider acme.Lost not found");
  }

  @Test
  void aServiceFileThatIsNone() throws IOException {
    JarBuilder.in(work).service(KIND, "not a class").build(folder.resolve("text.jar"));
    tells("text.jar: a layer could not be loaded", "Illegal configuration-file syntax");
  }

  @Test
  void aServiceThatIsNone() throws IOException {
    JarBuilder.in(work)
        .source("acme/Text.java", "package acme; public class Text { public Text() {} }")
        .service(KIND, "acme.Text")
        .build(folder.resolve("text.jar"));
    tells("text.jar: a layer could not be loaded: acme.Text does not implement LayerProvider");
  }

  @Test
  void aConstructorThatThrows() throws IOException {
    layer("acme", "Bad", "bad", "  { if (name() != null) throw new Error(\"no licence\"); }\n")
        .build(folder.resolve("bad.jar"));
    tells("bad.jar: ", "Provider acme.Bad could not be instantiated", "no licence");
  }

  @Test
  void aClassThatCannotBeInitialised() throws IOException {
    layer("acme", "Bad", "bad", "  static final int X = Integer.parseInt(\"x\");\n")
        .build(folder.resolve("bad.jar"));
    tells("bad.jar: ", "acme.Bad could not be instantiated", "For input string: \"x\"");
  }

  @Test
  void anotherClassFileVersion() throws IOException {
    layer("acme", "Newer", "newer", "")
        .changed(
            bytes -> {
              bytes[7] = 120;
              return bytes;
            })
        .build(folder.resolve("newer.jar"));
    tells("newer.jar: ", "acme/Newer", "class file version 120.0");
  }

  @Test
  void aClassThatIsCutOff() throws IOException {
    layer("acme", "Cut", "cut", "")
        .changed(bytes -> java.util.Arrays.copyOf(bytes, bytes.length / 2))
        .build(folder.resolve("cut.jar"));
    tells("cut.jar: a layer could not be loaded", "Truncated class file");
  }

  @Test
  void aMissingClassIsTold() throws IOException {
    layer("acme", "Needs", "needs", "  final Help help = new Help();\n")
        .source("acme/Help.java", "package acme; class Help { Help() {} }")
        .without("acme/Help.class")
        .build(folder.resolve("needs.jar"));
    tells("needs.jar: ", "class acme.Help is not there");
  }

  @Test
  void aClassMissingOnlyWhenItIsUsed() throws IOException {
    JarBuilder.in(work)
        .source(
            "acme/Late.java",
            """
            package acme;

            public class Late implements dev.vae.core.plugin.LayerProvider {
              public Late() {}

              public String name() {
                return "late";
              }

              public dev.vae.core.plugin.Layer create(dev.vae.core.plugin.Options options) {
                return new Help();
              }
            }

            class Help implements dev.vae.core.plugin.Layer {
              public dev.vae.core.graph.Tensor forward(
                  dev.vae.core.graph.Tensor x, dev.vae.core.plugin.Context pass) {
                return x;
              }
            }
            """)
        .service(KIND, "acme.Late")
        .without("acme/Help.class")
        .build(folder.resolve("late.jar"));
    Plugins plugins = load();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> plugins.layer(Spec.of("late")));
    assertTrue(
        e.getMessage().startsWith("layer 'late' of late.jar cannot be used: class acme.Help"),
        e.getMessage());
  }

  @Test
  void namesThatAreNone() throws IOException {
    layer("acme", "Odd", "two words", "").build(folder.resolve("odd.jar"));
    tells("odd.jar: acme.Odd.name() is 'two words', which is not a name");
  }

  @Test
  void aModuleThatNeedsAnother() throws IOException {
    Path library =
        JarBuilder.in(work)
            .source("module-info.java", "module lib.help { exports lib; }")
            .source("lib/Help.java", "package lib; public class Help { public Help() {} }")
            .build(work.resolve("help.jar"));
    layer("acme.needs", "Needs", "needs", "")
        .library(library)
        .source(
            "module-info.java",
            "module acme.needs { requires dev.vae.core; requires lib.help; provides"
                + " dev.vae.core.plugin.LayerProvider with acme.needs.Needs; }")
        .build(folder.resolve("needs.jar"));
    tells("needs.jar: needs module lib.help, which is not there: put its jar beside this one");
    Files.copy(library, folder.resolve("help.jar"));
    assertEquals(List.of(), load().problems());
  }

  @Test
  void aModuleThatNeedsOneTheJdkDidNotLoad() throws IOException {
    String idle =
        ModuleFinder.ofSystem().findAll().stream()
            .map(m -> m.descriptor().name())
            .filter(name -> name.startsWith("java."))
            .filter(name -> ModuleLayer.boot().findModule(name).isEmpty())
            .findFirst()
            .orElse(null);
    assumeTrue(idle != null, "every module of the JDK is loaded");
    layer("acme.idle", "Idle", "idle", "")
        .source(
            "module-info.java",
            "module acme.idle { requires dev.vae.core; requires "
                + idle
                + "; provides dev.vae.core.plugin.LayerProvider with acme.idle.Idle; }")
        .build(folder.resolve("idle.jar"));
    tells("idle.jar: needs module " + idle, "start java with --add-modules " + idle);
  }

  @Test
  void aModuleThatIsThereAlready() throws IOException {
    layer("acme.core", "Copy", "copy", "")
        .source(
            "module-info.java",
            "module jdk.jartool { requires dev.vae.core; provides"
                + " dev.vae.core.plugin.LayerProvider with acme.core.Copy; }")
        .build(folder.resolve("copy.jar"));
    tells("copy.jar: left out, as module jdk.jartool is loaded already");
  }

  @Test
  void aDescriptorThatIsBroken() throws IOException {
    layer("acme.mod", "Mod", "mod", "")
        .source("module-info.java", "module acme.mod { requires dev.vae.core; }")
        .changed(bytes -> java.util.Arrays.copyOf(bytes, 40))
        .build(folder.resolve("mod.jar"));
    tells("mod.jar: its module-info.class is broken: ");
  }

  @Test
  void aDescriptorThatForgetsThePlugin() throws IOException {
    layer("acme.mod", "Mod", "mod", "")
        .source("module-info.java", "module acme.mod { requires dev.vae.core; }")
        .build(folder.resolve("mod.jar"));
    tells("mod.jar: module-info does not provide the plugins that META-INF/services names");
  }

  @Test
  void aNameThatTwoJarsClaimBelongsToNeither() throws IOException {
    layer("one", "Twin", "twin", "").build(folder.resolve("one.jar"));
    layer("two", "Twin", "twin", "").build(folder.resolve("two.jar"));
    Plugins plugins =
        tells(
            "two layers are called 'twin': one.Twin from one.jar and two.Twin from two.jar;"
                + " neither is used: remove one");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> plugins.layer(Spec.of("twin")));
    assertTrue(e.getMessage().contains("one.jar and two.Twin from two.jar"), e.getMessage());
  }

  @Test
  void aNameThatIsTakenStaysWhereItIs() throws IOException {
    layer("acme", "Other", "good", "").build(work.resolve("other.jar"));
    Plugins plugins = load().withJars(work.resolve("other.jar"));
    assertEquals("good.jar", Plugins.origin(plugins.all(LayerProvider.class).get("good")));
    assertEquals(
        List.of(
            "other.jar: layer 'good' is left out, as the name is taken by acme.Good from"
                + " good.jar"),
        plugins.problems());
  }

  @Test
  void foldersWithoutPlugins() throws IOException {
    Path libraries = Files.createDirectory(work.resolve("libraries"));
    JarBuilder.in(work).build(libraries.resolve("library.jar"));
    Consumer<Path> silent = p -> assertEquals(List.of(), Plugins.load().withJars(p).problems());
    silent.accept(Files.createDirectory(work.resolve("empty")));
    List<String> none = Plugins.load().withJars(libraries).problems();
    assertTrue(none.get(0).contains("META-INF/services"), none::toString);
    List<String> nowhere = Plugins.load().withJars(work.resolve("nowhere")).problems();
    assertTrue(nowhere.get(0).startsWith("there is no file or folder"), nowhere::toString);
  }

  @Test
  void anUnknownNameTellsWhatCouldNotBeLoaded() throws IOException {
    Files.createFile(folder.resolve("waves.jar"));
    Plugins plugins = load();
    String said =
        assertThrows(IllegalArgumentException.class, () -> plugins.layer(Spec.of("waves")))
            .getMessage();
    assertTrue(said.contains("there is no layer 'waves'") && said.contains("waves.jar"), said);
  }
}
