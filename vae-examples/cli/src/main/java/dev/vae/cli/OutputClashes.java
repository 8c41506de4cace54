package dev.vae.cli;

import dev.vae.core.internal.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Refuses, before anything runs, to write a file over one that is read, two into one, or one where
 * a folder is.
 */
final class OutputClashes {
  /** Options that name a file to write. */
  static final Set<String> OUTPUTS =
      Set.of(
          "--out", "--json", "--map", "--report", "--intervals", "--chart", "--rows", "--curves");

  private OutputClashes() {}

  /** Runs a command if its files are apart. */
  static int run(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    check(last);
    return new CommandLine.RunLast().execute(parsed);
  }

  private record Named(String option, Path path) {}

  private static void check(ParseResult parsed) {
    List<Named> written = new ArrayList<>();
    List<Named> read = new ArrayList<>();
    // an option that is given twice is matched twice, with both values
    for (ArgSpec argument : new LinkedHashSet<>(parsed.matchedArgs())) {
      boolean option = argument.isOption();
      String name = option ? ((OptionSpec) argument).longestName() : argument.paramLabel();
      boolean output = option && OUTPUTS.contains(name);
      for (String text : texts(argument.getValue())) {
        (output ? Optional.of(text).stream() : files(text).stream())
            .flatMap(file -> path(file).stream())
            .filter(path -> output || Files.isRegularFile(path))
            .forEach(path -> (output ? written : read).add(new Named(name, path)));
      }
    }
    for (int i = 0; i < written.size(); i++) {
      Named out = written.get(i);
      OptionSpec option = parsed.commandSpec().findOption(out.option());
      if (option.paramLabel().equals("FILE") && Files.isDirectory(out.path())) {
        throw new ParameterException(
            parsed.commandSpec().commandLine(),
            out.option()
                + " "
                + Messages.shown(out.path())
                + " is a folder, not a file: name a file, in it if you like");
      }
      for (Named in : read) {
        if (same(out.path(), in.path())) {
          throw refused(parsed, out, " is the file that is read (" + in.option() + ")");
        }
      }
      for (Named other : written.subList(0, i)) {
        if (same(out.path(), other.path())) {
          throw refused(parsed, out, " is the file that " + other.option() + " writes");
        }
      }
    }
  }

  private static ParameterException refused(ParseResult parsed, Named out, String why) {
    return new ParameterException(
        parsed.commandSpec().commandLine(),
        out.option()
            + " "
            + Messages.shown(out.path())
            + why
            + ", which would be lost: name another");
  }

  private static List<String> texts(Object value) {
    if (value instanceof Collection<?> many) {
      return many.stream().flatMap(one -> texts(one).stream()).toList();
    }
    if (value instanceof Optional<?> one) {
      return one.map(OutputClashes::texts).orElse(List.of());
    }
    return value instanceof Path || value instanceof String ? List.of(value.toString()) : List.of();
  }

  /** A path as it is, and those of a source of rows such as {@code idx:IMAGES,LABELS#option}. */
  private static List<String> files(String text) {
    List<String> files = new ArrayList<>(List.of(text));
    String place = text.replaceFirst("^[\\w-]+:", "");
    for (String plain : List.of(place, place.replaceFirst("#[^#]*$", ""))) {
      files.add(plain.replace("\"", ""));
      files.addAll(List.of(plain.split(",")));
    }
    return files;
  }

  private static Optional<Path> path(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty(); // the command says so
    }
  }

  private static boolean same(Path one, Path other) {
    try {
      if (Files.exists(one) && !Files.isRegularFile(one)) {
        return false; // a folder may hold several, and a device takes all
      }
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
          || Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }
}
