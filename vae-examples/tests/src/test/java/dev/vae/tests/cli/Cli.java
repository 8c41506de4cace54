package dev.vae.tests.cli;

import dev.vae.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands inside this JVM. */
public final class Cli {
  private Cli() {}

  /** What a command did. */
  public record Result(int code, String out, String err) {
    @Override
    public String toString() {
      return "exit code " + code + "\n--- out\n" + out + "\n--- err\n" + err;
    }

    /** Fails unless the command was done. */
    public Result done() {
      if (code != 0) {
        throw new AssertionError(this.toString());
      }
      return this;
    }
  }

  /** Runs a command. */
  public static Result run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts =
        java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), texts);
    return new Result(code, out.toString(), err.toString());
  }
}
