package dev.vae.data.source;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.rows.DataException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A source's text taken apart: {@code name[:place][#option,option,...]}. A place with hash signs or
 * commas is found if there is such a file; else, and always, double quotes around it or an option
 * keep it together.
 *
 * @param text the whole
 * @param name what stands before the first colon or hash sign
 * @param place what stands between; empty if nothing does
 * @param options what stands after the last hash sign, unless a file of the whole name exists
 * @param usage how such a text is written, for messages
 */
public record SourceText(
    String text, String name, String place, List<String> options, String usage) {

  /** Linux takes no longer ones. */
  private static final int LONGEST_PATH = 1 << 12;

  /** The name that a text begins with: what stands before the first colon or hash sign. */
  static String name(String text) {
    return text.strip().split("[:#]", 2)[0];
  }

  /** Takes a text apart as a kind of source wants it. */
  static SourceText of(String text, DataSourceProvider kind) {
    String plain = text.strip();
    String name = name(plain);
    String rest = plain.substring(name.length());
    if (rest.startsWith(":")) {
      return place(plain, name, rest.substring(1), kind);
    }
    List<String> options = rest.isEmpty() ? List.of() : list(rest.substring(1));
    return new SourceText(plain, name, "", options, kind.usage());
  }

  private static SourceText place(String plain, String name, String rest, DataSourceProvider kind) {
    String usage = kind.usage();
    if (rest.startsWith("\"")) {
      int end = rest.indexOf('"', 1);
      String after = end < 0 ? "" : rest.substring(end + 1).strip();
      if (after.isEmpty() && end > 0) {
        return new SourceText(plain, name, rest.substring(1, end), List.of(), usage);
      }
      if (after.startsWith("#")) {
        return new SourceText(plain, name, rest.substring(1, end), list(after.substring(1)), usage);
      }
    }
    if (rest.lastIndexOf('#') < 0 || exists(rest)) {
      return new SourceText(plain, name, rest, List.of(), usage);
    }
    // a path may have hash signs of its own: the last one before which there is a file counts
    int hash = kind.takesOptions() ? rest.lastIndexOf('#') : rest.length();
    for (int at = rest.lastIndexOf('#'); at >= 0; at = rest.lastIndexOf('#', at - 1)) {
      if (at > 0 && exists(rest.substring(0, at))) {
        hash = at;
        break;
      }
    }
    return new SourceText(
        plain,
        name,
        rest.substring(0, hash),
        list(rest.substring(Math.min(hash + 1, rest.length()))),
        usage);
  }

  /** Parts between commas; what stands in double quotes may have commas of its own. */
  private static List<String> list(String options) {
    List<String> list = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (char c : (options + ",").toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c != ',' || quoted) {
        part.append(c);
      } else {
        if (!part.toString().isBlank()) {
          list.add(part.toString().strip());
        }
        part.setLength(0);
      }
    }
    if (!part.toString().isBlank() && !part.toString().equals(",")) {
      list.add(part.substring(0, part.length() - 1).strip()); // a quote was not closed
    }
    return List.copyOf(list);
  }

  static boolean exists(String file) {
    try {
      return Files.exists(path(file));
    } catch (DataException e) {
      return false;
    }
  }

  /**
   * Returns a path; a leading {@code ~/} is the home folder, which shells do not see behind a
   * colon.
   *
   * @throws DataException if the text is none
   */
  public static Path path(String file) {
    Objects.requireNonNull(file, "file");
    if (file.length() > LONGEST_PATH) {
      throw new DataException(
          "'"
              + Messages.shown(file)
              + "' has "
              + file.length()
              + " characters, too long for a path");
    }
    try {
      return file.equals("~") || file.startsWith("~/")
          ? Path.of(System.getProperty("user.home"), file.substring(1).replaceFirst("^/+", ""))
          : Path.of(file);
    } catch (InvalidPathException e) {
      boolean letters = file.chars().anyMatch(c -> c > 127) && file.indexOf(0) < 0;
      throw new DataException(
          "'"
              + Messages.shown(file)
              + "' is not a path: "
              + (letters
                  ? "the system's locale has no such letters; set LC_ALL=C.UTF-8, or rename it"
                  : e.getReason()),
          e);
    }
  }

  /** Returns the whole as it may stand in a message. */
  public String shown() {
    return Messages.shown(text);
  }

  /**
   * Returns the place as a path.
   *
   * @throws DataException if there is none
   */
  public Path file() {
    if (place.isBlank()) {
      throw new DataException("source '" + shown() + "' names no file; write " + usage);
    }
    return path(place);
  }

  /**
   * Returns the place as one or two paths, separated by a comma. A path may have commas of its own,
   * if there are such files, or stand in double quotes.
   */
  public List<Path> files() {
    Path whole = file();
    if (Files.exists(whole) || place.indexOf(',') < 0) {
      return List.of(whole);
    }
    if (place.replaceAll("[,\"\\s]", "").isEmpty()) {
      throw new DataException("source '" + shown() + "' names no file; write " + usage);
    }
    int split = -1;
    for (int at = place.lastIndexOf(','); at >= 0; at = place.lastIndexOf(',', at - 1)) {
      boolean both =
          exists(unquoted(place.substring(0, at))) && exists(unquoted(place.substring(at + 1)));
      split = split < 0 || both ? at : split;
    }
    String first = unquoted(place.substring(0, split));
    String second = unquoted(place.substring(split + 1));
    if (first.isBlank() || second.isBlank()) {
      throw new DataException(
          "source '"
              + shown()
              + "' names no file "
              + (first.isBlank() ? "before" : "after")
              + " the comma; write "
              + usage);
    }
    return List.of(path(first), path(second));
  }

  private static String unquoted(String path) {
    String plain = path.strip();
    boolean quoted = plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"");
    return quoted ? plain.substring(1, plain.length() - 1) : plain;
  }

  /** Checks that there is no place. */
  public void requireNoPlace() {
    if (!place.isEmpty()) {
      throw new DataException("source '" + shown() + "' takes no file; write " + usage);
    }
  }

  /** Checks that there are no options. */
  public void requireNoOptions() {
    if (!options.isEmpty()) {
      throw unknown(options.get(0));
    }
  }

  /** Returns the error that an option is not known, with how the text is written. */
  public DataException unknown(String option) {
    return new DataException(
        "source '"
            + shown()
            + "': option '"
            + Messages.shown(option)
            + "' is not known; write "
            + usage);
  }

  /** Returns the value of an option {@code key=value}. */
  public static Optional<String> value(String option, String key) {
    return option.startsWith(key + "=")
        ? Optional.of(option.substring(key.length() + 1))
        : Optional.empty();
  }

  /** Whether an option is a number. */
  public static boolean isNumber(String option) {
    return option.matches("[0-9]{1,18}");
  }

  /** Returns a whole number, or an error that names the option. */
  public long number(String option, String digits) {
    if (!digits.matches("-?[0-9]{1,18}")) {
      throw new DataException(
          "source '"
              + shown()
              + "': '"
              + Messages.shown(option)
              + "' needs a whole number, not '"
              + Messages.shown(digits)
              + "'");
    }
    return Long.parseLong(digits);
  }
}
