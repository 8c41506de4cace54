package dev.vae.examples.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;

/** Starts the command line. */
public final class Main {

  private Main() {}

  /** Runs one command and exits with 0 when it is done, 1 when it failed, 2 when misused. */
  public static void main(String[] arguments) {
    Charset charset = Console.charset();
    PrintWriter out = new PrintWriter(new java.io.OutputStreamWriter(System.out, charset), true);
    PrintWriter err = new PrintWriter(new java.io.OutputStreamWriter(System.err, charset), true);
    int code = run(out, err, arguments);
    err.flush();
    boolean lost = out.checkError() || System.out.checkError(); // a full disk, or nobody reads on
    System.exit(code == 0 && lost ? CommandLine.ExitCode.SOFTWARE : code);
  }

  /** Runs one command with its own outputs, and returns the exit code. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line =
        new CommandLine(new VaeCommand())
            .setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .setParameterExceptionHandler(Failures::misused)
            .setExecutionExceptionHandler(Failures::failed);
    try {
      return line.execute(arguments);
    } catch (Error e) { // the system's: memory, native libraries, file handles
      err.println("vae: " + Environment.readable(Failures.describe(e)));
      Failures.trace(line, e);
      return CommandLine.ExitCode.SOFTWARE;
    }
  }
}
