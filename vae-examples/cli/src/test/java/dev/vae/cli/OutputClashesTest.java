package dev.vae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  /** The model is not even looked for: hours of work may lie between. */
  @Test
  void aFolderInTheWayIsRefusedAtOnce(@TempDir Path folder) {
    for (List<String> words :
        List.of(
            List.of("synthesize", "none", "--count", "9", "--out"),
            List.of("score", "none", "none.csv", "--out"),
            List.of("impute", "none", "none.csv", "--out"),
            List.of("sample", "none", "--out"),
            List.of("sample", "none", "--json"))) {
      List<String> all = new ArrayList<>(words);
      all.add(folder.toString());
      StringWriter said = new StringWriter();
      PrintWriter err = new PrintWriter(said, true);
      int code = Main.run(new PrintWriter(new StringWriter()), err, all.toArray(String[]::new));
      assertEquals(2, code, said.toString());
      String expected = all.get(all.size() - 2) + " " + folder + " is a folder, not a file";
      assertTrue(said.toString().contains(expected), said.toString());
    }
  }
}
