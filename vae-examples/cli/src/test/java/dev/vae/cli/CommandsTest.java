package dev.vae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
  @Test
  void everyCommandIsInOneGroup() throws Exception {
    Path classes =
        Path.of(Commands.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> there;
    try (Stream<Path> files = Files.walk(classes.resolve("dev/vae/cli"))) {
      there =
          files
              .filter(file -> !file.getParent().endsWith("cli"))
              .map(file -> file.getFileName().toString())
              .filter(name -> name.matches("\\w+Command\\.class"))
              .map(name -> name.replace(".class", ""))
              .sorted()
              .toList();
    }
    List<String> grouped =
        Commands.GROUPS.stream()
            .flatMap(group -> group.commands().stream())
            .map(Class::getSimpleName)
            .sorted()
            .toList();
    assertEquals(there, grouped);
  }

  @Test
  void onlyTheCommandsThatAreNamedAreBuilt() {
    Map<String, CommandLine> commands = Commands.of("train", "--epochs", "3").getSubcommands();
    assertTrue(commands.get("train").getCommandSpec().findOption("--epochs") != null);
    assertTrue(commands.get("eval").getCommandSpec().findOption("--data") == null);
    assertEquals(commands.keySet(), Commands.all().getSubcommands().keySet());
  }

  @Test
  void aFileOfArgumentsMayNameAny(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("words"), "train --help");
    assertTrue(run("@" + file).contains("--epochs"));
  }

  @Test
  void helpShowsEveryCommandUnderATitle() {
    String help = run("--help");
    for (Commands.Group group : Commands.GROUPS) {
      assertTrue(help.contains(group.title()), help);
    }
    for (String name : Commands.all().getSubcommands().keySet()) {
      assertTrue(help.contains("\n  " + name + " "), name + " in " + help);
    }
  }

  @Test
  void aMistypedNameIsSuggested() {
    assertTrue(run("trian").contains("train"));
  }

  private static String run(String... arguments) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out, true);
    Main.run(writer, writer, arguments);
    return out.toString();
  }
}
