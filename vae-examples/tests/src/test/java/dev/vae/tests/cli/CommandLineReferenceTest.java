package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.tests.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The page docs/command-line.md is what the commands say of themselves. After a change run {@code
 * mvn -pl vae-examples/tests -am test -Dtest=CommandLineReferenceTest -Dvae.golden=update
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class CommandLineReferenceTest {
  private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z][a-z-]+) +[A-Z]");

  private static final String HEAD =
      """
      # Command line

      This page is generated from what each command says with `--help`; `CommandLineReferenceTest` compares it and,
      with `-Dvae.golden=update`, writes it. Every command ends with 0 when it is done, 1 when it failed and 2 when it
      was misused; with `--json` its result is one JSON object on standard output, messages go to standard error.
      """;

  @Test
  void thePageIsWhatTheCommandsSay() throws IOException {
    Path page = Modules.root().resolve("docs/command-line.md");
    String text = generated();
    if ("update".equals(System.getProperty("vae.golden"))) {
      Files.writeString(page, text);
    }
    assertEquals(Files.readString(page), text, page + " is old: run this with -Dvae.golden=update");
  }

  @Test
  void aloneItSaysWhereHelpIs() {
    Cli.Result result = Cli.run();
    assertEquals(2, result.code(), result.toString());
    assertTrue(result.err().contains("vae --help"), result.toString());
  }

  private static String generated() {
    StringBuilder text = new StringBuilder(HEAD);
    String root = help();
    assertTrue(commands(root).size() >= 14, root);
    section(text, "vae", root);
    for (String command : commands(root)) {
      section(text, "vae " + command, help(command));
    }
    return text.toString();
  }

  private static List<String> commands(String help) {
    return COMMAND.matcher(help).results().map(m -> m.group(1)).sorted().toList();
  }

  private static void section(StringBuilder text, String title, String help) {
    text.append("\n## `").append(title).append("`\n\n```\n").append(help).append("```\n");
  }

  private static String help(String... command) {
    Object[] line = new Object[command.length + 1];
    System.arraycopy(command, 0, line, 0, command.length);
    line[command.length] = "--help";
    return Cli.run(line).done().out().replaceAll("(?m)[ \\t]+$", "");
  }
}
