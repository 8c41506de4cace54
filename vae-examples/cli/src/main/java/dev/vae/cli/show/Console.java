package dev.vae.cli.show;

import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.io.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What a command says: text for people on standard output, or with {@code --json} one JSON value
 * and nothing else, or that value in a file; notes and progress go to standard error.
 */
public final class Console {

  private static final String STANDARD_OUTPUT = "-";

  @Option(
      names = "--json",
      arity = "0..1",
      fallbackValue = STANDARD_OUTPUT,
      paramLabel = "FILE",
      description = "Print the result as JSON and nothing else; or write it to a file.")
  private String json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Returns the terminal's own character set, which is not always UTF-8. */
  public static Charset charset() {
    String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
    return name == null ? Charset.defaultCharset() : Charset.forName(name);
  }

  /** Prints text for a person; silent with {@code --json}. */
  public void say(String text) {
    if (!json()) {
      out().println(text);
    }
  }

  /** Prints something to know that is not the result. */
  public void note(String text) {
    err().println("vae: " + Environment.readable(text));
  }

  /** Prints a line as it is, for those that read lines by program. */
  public void log(String line) {
    err().println(line);
  }

  /** Prints the result, maps and lists of texts and numbers; silent without {@code --json}. */
  public void result(Object value) throws IOException {
    if (json()) {
      out().print(Json.write(value));
      out().flush();
    } else if (json != null) {
      AtomicFiles.write(Path.of(json), Json.write(value));
    }
  }

  /** Whether only JSON may appear on standard output. */
  boolean json() {
    return STANDARD_OUTPUT.equals(json);
  }

  /** Returns where results for people or pipes go. */
  public PrintWriter out() {
    return spec.commandLine().getOut();
  }

  public PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
