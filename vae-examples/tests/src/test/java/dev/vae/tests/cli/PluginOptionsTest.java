package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vae.tests.plugin.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars of plugins for the command line, good and broken. */
class PluginOptionsTest {
  @TempDir private static Path folder;
  private static Path plugins;
  private static Path model;

  @BeforeAll
  static void trainWithAPlugin() throws Exception {
    plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.copy(
        Project.example(folder.resolve("project")).plainJar("waves.jar"),
        plugins.resolve("waves.jar"));
    Files.writeString(plugins.resolve("broken.jar"), "this is not a jar");
    Files.writeString(folder.resolve("rows.csv"), "a,b\n1,2\n0.5,3\n2,2\n1.5,0.25\n");
    model = folder.resolve("model");
    train(1);
  }

  private static Cli.Result train(int epochs, Object... more) {
    Object[] line = {
      "train",
      "--plugins",
      plugins,
      "--data",
      "csv:" + folder.resolve("rows.csv"),
      "--out",
      model,
      "--preset",
      "linear",
      "--latent",
      1,
      "--epochs",
      1,
      "--likelihood",
      "rayleigh"
    };
    Object[] all = java.util.Arrays.copyOf(line, line.length + more.length);
    System.arraycopy(more, 0, all, line.length, more.length);
    return Cli.run(all).done();
  }

  @Test
  void everyPartIsListedWithItsOriginAndTheBrokenOneIsTold() {
    Cli.Result result = Cli.run("plugins", "--plugins", plugins, "--json").done();
    JsonObject json = JsonParser.parseString(result.out()).getAsJsonObject();
    assertEquals("waves.jar", origin(json.getAsJsonArray("plugins"), "rayleigh"));
    assertEquals("waves.jar", origin(json.getAsJsonArray("plugins"), "sine"));
    assertTrue(origin(json.getAsJsonArray("plugins"), "dense").startsWith("dev.vae.layers"));
    assertEquals(1, json.getAsJsonArray("problems").size(), json::toString);
    assertEquals(
        "vae: plugin: broken.jar: cannot be opened as a jar: it is damaged (zip END header not"
            + " found)",
        result.err().strip());
  }

  private static String origin(JsonArray all, String name) {
    return all.asList().stream()
        .map(p -> p.getAsJsonObject())
        .filter(p -> p.get("name").getAsString().equals(name))
        .map(p -> p.get("origin").getAsString())
        .findFirst()
        .orElse("");
  }

  @Test
  void theOptionMayStandBeforeTheCommand() {
    assertTrue(Cli.run("--plugins", plugins, "plugins").done().out().contains("rayleigh"));
    assertFalse(Cli.run("plugins").done().out().contains("rayleigh"));
  }

  @Test
  void aModelGoesOnWithItsPlugin() {
    train(2, "--resume");
    Cli.Result result = Cli.run("describe", model, "--plugins", plugins).done();
    assertTrue(result.err().contains("broken.jar"), result.toString());
  }

  @Test
  void aModelWithoutItsPluginSaysWhatIsMissing() {
    Cli.Result result = Cli.run("describe", model);
    assertEquals(1, result.code());
    assertTrue(result.err().contains("there is no likelihood 'rayleigh'"), result.toString());
    assertTrue(
        result.err().contains("likelihood rayleigh came from waves.jar when this model was saved"),
        result.toString());
    assertTrue(result.err().contains("--plugins DIR"), result.toString());
  }

  @Test
  void aFolderThatIsNotThereIsMisuse() {
    Cli.Result result = Cli.run("plugins", "--plugins", folder.resolve("nowhere"));
    assertEquals(2, result.code());
    assertTrue(result.err().contains("there is no file or folder"), result.toString());
  }
}
