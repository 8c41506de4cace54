package dev.vae.cli;

import dev.vae.cli.option.RootOptions;
import dev.vae.cli.show.Environment;
import dev.vae.core.internal.text.FileProblems;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one clear message and an exit code. */
final class Failures {
  private Failures() {}

  /** The command line could not be understood: says what, and where help is. Exit code 2. */
  static int misused(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(
        "vae: "
            + Environment.readable(
                String.valueOf(failure.getMessage()).replaceFirst("^Error: ", "")));
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    trace(command, failure);
    return CommandLine.ExitCode.USAGE;
  }

  /** The command was understood but could not be done. Exit code 1. */
  static int failed(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
    if (failure instanceof ParameterException usage) {
      return misused(usage, new String[0]);
    }
    command.getErr().println("vae: " + Environment.readable(describe(failure)));
    trace(command, failure);
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** Returns a failure in words for someone who does not know the code. */
  static String describe(Throwable failure) {
    Throwable cause = failure;
    while (isWrapper(cause)) {
      cause = Objects.requireNonNull(cause.getCause());
    }
    if (Environment.openFilesAreUsedUp(cause)) {
      return "too many open files: raise the limit of this shell, such as by ulimit -n 1024";
    }
    if (cause instanceof IOException io) {
      return describe(io);
    }
    String message = cause.getMessage();
    if (message != null && !message.isBlank() && expected(cause)) {
      return message;
    }
    if (cause instanceof OutOfMemoryError) {
      return "not enough memory ("
          + message
          + "): try a smaller --batch or --limit, or give more by VAE_JAVA_OPTS=-Xmx8g";
    }
    if (cause instanceof LinkageError error) {
      return Environment.describe(error);
    }
    return "an internal error, please report it with what --verbose shows: " + cause;
  }

  /** Whether a failure only carries another, with no words of its own. */
  private static boolean isWrapper(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause != null
        && (failure instanceof UncheckedIOException
            || failure instanceof ExecutionException
            || failure instanceof InvocationTargetException)
        && (failure.getMessage() == null || failure.getMessage().equals(cause.toString()));
  }

  /** Whether a message was written for whoever uses the program. */
  private static boolean expected(Throwable cause) {
    return cause instanceof IllegalArgumentException
        || cause instanceof IllegalStateException
        || cause instanceof UnsupportedOperationException
        || cause instanceof UncheckedIOException
        || cause.getClass().getName().startsWith("dev.vae.");
  }

  private static String describe(IOException io) {
    if (io instanceof FileSystemException file && file.getFile() != null) {
      return file.getFile() + ": " + FileProblems.reason(Path.of(file.getFile()), io);
    }
    return FileProblems.reason(io);
  }

  /** Prints the stack trace where {@code --verbose} asks for it. */
  static void trace(CommandLine command, Throwable failure) {
    CommandLine root = command;
    while (root.getParent() != null) {
      root = root.getParent();
    }
    if (RootOptions.of(root.getCommandSpec()).verbose()) {
      failure.printStackTrace(command.getErr());
    }
  }
}
