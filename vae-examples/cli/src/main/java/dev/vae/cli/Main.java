package dev.vae.cli;

import dev.vae.cli.show.Console;
import dev.vae.cli.show.Environment;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
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
    try {
      return Commands.of(arguments)
          .setOut(out)
          .setErr(err)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setUsageHelpAutoWidth(true)
          .setParameterExceptionHandler(Failures::misused)
          .setExecutionExceptionHandler(Failures::failed)
          .setExecutionStrategy(OutputClashes::run)
          .execute(arguments);
    } catch (Error e) { // the system's: memory, native libraries, file handles
      err.println("vae: " + describe(e));
      if (List.of(arguments).contains("--verbose")) {
        e.printStackTrace(err);
      }
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /** Also where the classes that know the words cannot be loaded any more. */
  private static String describe(Error failure) {
    try {
      return Environment.readable(Failures.describe(failure));
    } catch (LinkageError e) {
      return "too many open files, or damaged jars: raise the limit of this shell, such as by"
          + " ulimit -n 1024 ("
          + failure
          + ")";
    }
  }
}
