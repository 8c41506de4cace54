package dev.vae.core.internal.io;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.vae.core.internal.text.Messages;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Strict JSON as plain values: {@code Map<String, Object>}, {@code List<Object>}, String, Long,
 * Double, Boolean and null. A key given twice, a comment or a number that is none is an error with
 * its JSON path.
 */
public final class Json {
  private static final Pattern PLACE = Pattern.compile("line (\\d+) column (\\d+)");
  private static final int DEEPEST = 64;
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();
  private static final Gson COMPACT =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private Json() {}

  /**
   * Reads one value.
   *
   * @throws IllegalArgumentException if the text is not strict JSON; the message says where
   */
  public static Object read(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    try {
      Object value = value(reader, 0);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalArgumentException("not valid JSON: there is more after the first value");
      }
      return value;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "not valid JSON at " + Messages.shown(reader.getPath()) + place(e), e);
    }
  }

  /**
   * Writes plain values as indented JSON, ended by a line break. JSON has neither NaN nor infinity:
   * they become null.
   */
  public static String write(Object value) {
    return PRETTY.toJson(finite(value)) + "\n";
  }

  /** Writes plain values as JSON on one line. */
  public static String writeCompact(Object value) {
    return COMPACT.toJson(finite(value));
  }

  private static Object finite(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, inner) -> copy.put(key, finite(inner)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(inner -> copy.add(finite(inner)));
      return copy;
    }
    boolean real = value instanceof Double || value instanceof Float;
    return real && !Double.isFinite(((Number) value).doubleValue()) ? null : value;
  }

  private static Object value(JsonReader in, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("JSON nested deeper than " + DEEPEST + " levels");
    }
    return switch (in.peek()) {
      case BEGIN_OBJECT -> object(in, depth);
      case BEGIN_ARRAY -> array(in, depth);
      case STRING -> in.nextString();
      case NUMBER -> number(in.nextString(), in);
      case BOOLEAN -> in.nextBoolean();
      case NULL -> {
        in.nextNull();
        yield null;
      }
      case NAME, END_OBJECT, END_ARRAY, END_DOCUMENT ->
          throw new IllegalStateException("a value is missing");
    };
  }

  private static Map<String, Object> object(JsonReader in, int depth) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    in.beginObject();
    while (in.hasNext()) {
      String key = in.nextName();
      if (map.containsKey(key)) {
        throw new IllegalArgumentException(
            "not valid JSON: key '"
                + Messages.shown(key)
                + "' is given twice at "
                + Messages.shown(in.getPath()));
      }
      map.put(key, value(in, depth + 1));
    }
    in.endObject();
    return map;
  }

  private static List<Object> array(JsonReader in, int depth) throws IOException {
    List<Object> list = new ArrayList<>();
    in.beginArray();
    while (in.hasNext()) {
      list.add(value(in, depth + 1));
    }
    in.endArray();
    return list;
  }

  private static Number number(String text, JsonReader in) {
    if (text.matches("-?\\d{1,18}")) {
      return Long.valueOf(text);
    }
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "not valid JSON: the number "
              + Messages.shown(text)
              + " at "
              + Messages.shown(in.getPath())
              + " is too large");
    }
    return value;
  }

  /** Where the parser stopped; its own words are advice to programmers. */
  private static String place(Exception e) {
    Matcher at = PLACE.matcher(String.valueOf(e.getMessage()));
    String where = at.find() ? " (line " + at.group(1) + ", column " + at.group(2) + ")" : "";
    return e instanceof EOFException ? ": it ends too early" + where : where;
  }
}
