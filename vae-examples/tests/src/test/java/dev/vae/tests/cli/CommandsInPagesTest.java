package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.tests.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every command in README and docs is one that the command line knows, with all its options. */
class CommandsInPagesTest {
  private static final Pattern LINE =
      Pattern.compile("(?m)(?:^|&& )\\s*(?:\\$?vae|vae-examples/vae) ([a-z][a-z-]*\\b[^#&\\n]*)");
  private static final Pattern IN_PROSE = Pattern.compile("`vae ([a-z][a-z-]*\\b[^`]*)`");

  @Test
  void everyCommandIsUnderstood() throws IOException {
    List<String> faults = new ArrayList<>();
    int commands = 0;
    for (Path page : pages()) {
      String text = Files.readString(page).replaceAll("\\\\\\n\\s*", "");
      for (Pattern pattern : List.of(LINE, IN_PROSE)) {
        Matcher found = pattern.matcher(text);
        for (; found.find(); commands++) {
          String command = found.group(1).strip();
          if (!understood(command)) {
            faults.add(page.getFileName() + ": vae " + command);
          }
        }
      }
    }
    assertTrue(commands > 60, commands + " commands");
    assertEquals(List.of(), faults);
  }

  /**
   * With --help nothing is done; what ends in an option speaks of that, and may leave its value.
   */
  private static boolean understood(String command) {
    List<Object> words = new ArrayList<>(List.of(command.split("\\s+")));
    if (!words.contains("--help")) {
      words.add(1, "--help");
    }
    if (Cli.run(words.toArray()).code() == 0) {
      return true;
    }
    words.add("1");
    return command.matches(".* --[a-z-]+") && Cli.run(words.toArray()).code() == 0;
  }

  private static List<Path> pages() throws IOException {
    Path root = Modules.root();
    List<Path> pages = new ArrayList<>(List.of(root.resolve("README.md")));
    try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
      docs.filter(f -> f.toString().endsWith(".md"))
          .filter(f -> !f.endsWith("command-line.md")) // generated
          .forEach(pages::add);
    }
    return pages;
  }
}
