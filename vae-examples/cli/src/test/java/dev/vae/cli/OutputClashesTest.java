package dev.vae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OutputClashesTest {
  private static final Set<String> READ =
      Set.of("--config", "--real", "--schema", "--settings", "--test");

  /** An option that writes a file and is not known to would write over what is read. */
  @Test
  void everyOptionThatTakesAFileIsKnownToReadOrToWriteIt() {
    Set<String> found = new TreeSet<>();
    for (CommandLine command : Commands.all().getSubcommands().values()) {
      command.getCommandSpec().options().stream()
          .filter(option -> option.paramLabel().equals("FILE"))
          .forEach(option -> found.addAll(Arrays.asList(option.names())));
    }
    Set<String> known = new TreeSet<>(READ);
    known.addAll(OutputClashes.OUTPUTS);
    assertEquals(known, found);
  }
}
