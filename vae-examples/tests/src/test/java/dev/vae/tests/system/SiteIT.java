package dev.vae.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.tests.Modules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documentation of all library modules, by the very command of {@code -Psite}. */
class SiteIT {
  private static final Pattern ARGUMENTS =
      Pattern.compile("<commandlineArgs>(-quiet.*)</commandlineArgs>");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

  @TempDir private Path folder;

  @Test
  void isMadeWithoutAWarning() throws Exception {
    Path cli = Modules.root().resolve("vae-examples/cli");
    Matcher arguments = ARGUMENTS.matcher(Files.readString(cli.resolve("pom.xml")));
    assertTrue(arguments.find(), "no arguments of javadoc in the profile site");
    Path site = folder.resolve("site");
    List<String> command = new ArrayList<>(List.of(Command.jdk("javadoc")));
    Matcher word = WORD.matcher(arguments.group(1));
    while (word.find()) {
      String text = word.group(1) == null ? word.group() : word.group(1);
      command.add(
          text.replace("${project.build.directory}/site", site.toString())
              .replace("${project.build.directory}", cli.resolve("target").toString())
              .replace("${project.basedir}", cli.toString()));
    }
    assertFalse(command.toString().contains("${"), command.toString());
    Command.Result result = Command.run(folder, Map.of(), command);
    assertEquals(0, result.code(), result.toString());
    assertEquals("", result.out() + result.err());
    for (String module : Modules.NAMES) {
      boolean library = !module.equals("vae-cli");
      Path page = site.resolve(module.replace("vae-", "dev.vae.") + "/module-summary.html");
      assertEquals(library, Files.exists(page), page.toString());
    }
  }
}
