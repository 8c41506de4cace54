package dev.vae.data.source;

import dev.vae.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A source's text taken apart: {@code name[:place][#option,option,...]}.
 *
 * @param text the whole
 * @param name what stands before the first colon or hash sign
 * @param place what stands between; empty if nothing does
 * @param options what stands after the last hash sign, unless a file of the whole name exists
 */
record SourceText(String text, String name, String place, List<String> options) {

  static SourceText of(String text) {
    String plain = text.strip();
    int colon = plain.indexOf(':');
    int hash = plain.indexOf('#');
    if (colon < 0 || hash >= 0 && hash < colon) {
      String name = hash < 0 ? plain : plain.substring(0, hash);
      return new SourceText(
          plain, name, "", hash < 0 ? List.of() : list(plain.substring(hash + 1)));
    }
    String name = plain.substring(0, colon);
    String place = plain.substring(colon + 1);
    int last = place.lastIndexOf('#');
    if (last < 0 || exists(place)) {
      return new SourceText(plain, name, place, List.of());
    }
    return new SourceText(plain, name, place.substring(0, last), list(place.substring(last + 1)));
  }

  private static List<String> list(String options) {
    List<String> list = new ArrayList<>();
    for (String option : options.split(",")) {
      if (!option.isBlank()) {
        list.add(option.strip());
      }
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

  /** A path; a leading {@code ~/} is the home folder, which shells do not see behind a colon. */
  static Path path(String file) {
    try {
      return file.startsWith("~/")
          ? Path.of(System.getProperty("user.home"), file.substring(2))
          : Path.of(file);
    } catch (java.nio.file.InvalidPathException e) {
      throw new DataException("'" + file + "' is no path: " + e.getReason(), e);
    }
  }

  /** The place as a path. */
  Path file(String usage) {
    if (place.isBlank()) {
      throw new DataException("source '" + text + "' names no file; write " + usage);
    }
    return path(place);
  }

  /** Checks that there is no place. */
  void requireNoPlace(String usage) {
    if (!place.isEmpty()) {
      throw new DataException("source '" + text + "' takes no file; write " + usage);
    }
  }

  /** Checks that there are no options. */
  void requireNoOptions(String usage) {
    if (!options.isEmpty()) {
      throw unknown(options.get(0), usage);
    }
  }

  DataException unknown(String option, String usage) {
    return new DataException(
        "source '" + text + "': option '" + option + "' is not known; write " + usage);
  }

  /** The value of an option {@code key=value}. */
  static Optional<String> value(String option, String key) {
    return option.startsWith(key + "=")
        ? Optional.of(option.substring(key.length() + 1))
        : Optional.empty();
  }

  /** Whether an option is a number. */
  static boolean isNumber(String option) {
    return option.matches("[0-9]{1,18}");
  }

  /** A whole number, or an error that names the option. */
  long number(String option, String digits) {
    if (!digits.matches("-?[0-9]{1,18}")) {
      throw new DataException(
          "source '" + text + "': '" + option + "' needs a whole number, not '" + digits + "'");
    }
    return Long.parseLong(digits);
  }
}
