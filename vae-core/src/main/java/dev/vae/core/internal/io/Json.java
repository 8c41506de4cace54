package dev.vae.core.internal.io;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import dev.vae.core.internal.text.Messages;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
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
  /** A value that was written before, by {@link #writeCompact}, and goes into another as it is. */
  public record Written(String text) {}

  private static final Pattern PLACE = Pattern.compile("line (\\d+) column (\\d+)");
  private static final int DEEPEST = 64;

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
   * Writes plain values as indented JSON, ended by a line break; arrays of numbers count as lists.
   * JSON has neither NaN nor infinity: they become null.
   *
   * @throws IllegalArgumentException if a value is none that JSON has
   */
  public static String write(Object value) {
    return text(value, "  ", false) + "\n";
  }

  /** Writes the same on one line. */
  public static String writeCompact(Object value) {
    return text(value, "", false);
  }

  /** Returns the same on one line, in UTF-8, with 3 for 3.0: what goes over a wire. */
  public static byte[] bytes(Object value) {
    return text(value, "", true).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Object value, String indent, boolean brief) {
    StringWriter text = new StringWriter();
    JsonWriter json = new JsonWriter(text);
    json.setIndent(indent);
    json.setHtmlSafe(false);
    try {
      write(json, value, brief);
    } catch (IOException e) {
      throw new IllegalStateException(e); // in memory
    }
    return text.toString();
  }

  private static void write(JsonWriter json, Object value, boolean brief) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.beginObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.name(String.valueOf(entry.getKey()));
        write(json, entry.getValue(), brief);
      }
      json.endObject();
    } else if (value instanceof List<?> list) {
      json.beginArray();
      for (Object item : list) {
        write(json, item, brief);
      }
      json.endArray();
    } else if (value instanceof double[] numbers) {
      json.beginArray();
      for (double number : numbers) {
        number(json, number, brief);
      }
      json.endArray();
    } else if (value instanceof float[] numbers) {
      json.beginArray();
      for (float number : numbers) {
        number(json, number, brief);
      }
      json.endArray();
    } else if (value instanceof Number number) {
      number(json, number, brief);
    } else if (value instanceof Written written) {
      json.jsonValue(written.text());
    } else if (value instanceof Boolean truth) {
      json.value(truth);
    } else if (value == null || value instanceof String) {
      json.value((String) value);
    } else {
      throw new IllegalArgumentException("JSON has no " + value.getClass().getName());
    }
  }

  private static void number(JsonWriter json, Number number, boolean brief) throws IOException {
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      json.nullValue();
    } else if (brief && value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.value(number.longValue());
    } else {
      json.value(number);
    }
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
    if (whole(text)) {
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

  /** Whether a text is a whole number of up to 18 digits. */
  private static boolean whole(String text) {
    int first = text.startsWith("-") ? 1 : 0;
    if (text.length() == first || text.length() - first > 18) {
      return false;
    }
    for (int i = first; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Where the parser stopped; its own words are advice to programmers. */
  private static String place(Exception e) {
    Matcher at = PLACE.matcher(String.valueOf(e.getMessage()));
    String where = at.find() ? " (line " + at.group(1) + ", column " + at.group(2) + ")" : "";
    return e instanceof EOFException ? ": it ends too early" + where : where;
  }
}
