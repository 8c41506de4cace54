package dev.vae.core.internal.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a part's name with its options, {@code sgd(learningRate=0.1, momentum=0)}: what people type
 * where JSON is too long. A value is true, false, a number, a part with options, a list in square
 * brackets, or else a text, which double quotes keep together.
 *
 * @param <T> what a part is made into
 */
public final class PartText<T> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
  private static final Pattern BARE = Pattern.compile("[^\\s,=()\\[\\]\"]+");
  private static final int MOST = 10_000;
  private static final int DEEPEST = 50;

  private final String text;
  private final BiFunction<String, Map<String, Object>, T> part;
  private int at;
  private int depth;

  private PartText(String text, BiFunction<String, Map<String, Object>, T> part) {
    this.text = text;
    this.part = part;
  }

  /**
   * Reads a part.
   *
   * @param part makes a part of its name and options
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static <T> T read(String text, BiFunction<String, Map<String, Object>, T> part) {
    PartText<T> reader = new PartText<>(text, part);
    if (text.length() > MOST) {
      throw reader.wrong("at most " + MOST + " characters");
    }
    T read = reader.part();
    reader.space();
    if (reader.at < text.length()) {
      throw reader.wrong("nothing more");
    }
    return read;
  }

  private T part() {
    String name = token(NAME, "a name");
    Map<String, Object> options = new LinkedHashMap<>();
    if (!next('(')) {
      return part.apply(name, options);
    }
    if (!next(')')) {
      do {
        String option = token(NAME, "an option's name");
        if (!next('=')) {
          throw wrong("'=' behind '" + option + "'");
        }
        if (options.put(option, value()) != null) {
          throw wrong("option '" + option + "' once");
        }
      } while (next(','));
      close(')');
    }
    return part.apply(name, options);
  }

  private Object value() {
    if (++depth > DEEPEST) {
      throw wrong("no more than " + DEEPEST + " parts within one another");
    }
    Object value = next('[') ? list() : next('"') ? quoted() : bare();
    depth--;
    return value;
  }

  private List<Object> list() {
    List<Object> list = new ArrayList<>();
    if (next(']')) {
      return list;
    }
    do {
      list.add(value());
    } while (next(','));
    close(']');
    return list;
  }

  private String quoted() {
    int end = text.indexOf('"', at);
    if (end < 0) {
      throw wrong("a second '\"'");
    }
    String value = text.substring(at, end);
    at = end + 1;
    return value;
  }

  private Object bare() {
    int start = at;
    String word = token(BARE, "a value");
    if (next('(')) {
      at = start;
      return part();
    }
    if (word.equals("true") || word.equals("false")) {
      return word.equals("true");
    }
    if (word.matches("[+-]?[0-9]{1,18}")) {
      return Long.parseLong(word);
    }
    if (word.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?")) {
      return Double.parseDouble(word);
    }
    return word;
  }

  private String token(Pattern pattern, String expected) {
    space();
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw wrong(expected);
    }
    at = matcher.end();
    return matcher.group();
  }

  private boolean next(char c) {
    space();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void close(char c) {
    if (!next(c)) {
      throw wrong("',' or '" + c + "'");
    }
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        "'"
            + Messages.shown(text)
            + "' cannot be read: "
            + expected
            + " is expected "
            + (at < text.length()
                ? "at '" + Messages.shown(text.substring(at)) + "'"
                : "at its end")
            + "; write a name, or a name with options as in sgd(learningRate=0.1, momentum=0)");
  }
}
