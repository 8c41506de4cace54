package dev.vae.tests.tabular;

import dev.vae.cli.Main;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Commands one after another in one process, up to the first that fails. */
final class CommandSequence {
  /** What stands between two commands. */
  static final String THEN = "--then--";

  private CommandSequence() {}

  public static void main(String[] words) {
    List<String> rest = new ArrayList<>(Arrays.asList(words));
    int code = 0;
    while (code == 0 && !rest.isEmpty()) {
      int end = rest.contains(THEN) ? rest.indexOf(THEN) : rest.size();
      String[] command = rest.subList(0, end).toArray(String[]::new);
      rest.subList(0, Math.min(rest.size(), end + 1)).clear();
      PrintWriter out = new PrintWriter(System.out, true);
      code = Main.run(out, new PrintWriter(System.err, true), command);
    }
    System.exit(code);
  }
}
