package dev.vae.export.internal.json;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Maps, lists, texts, numbers and truth values as JSON on one line. */
public final class MetadataJson {
  private MetadataJson() {}

  /**
   * Returns any value; what JSON has no form for is written as its text, numbers that are not
   * finite as null.
   */
  public static String of(Object value) {
    if (value == null || value instanceof Boolean || value instanceof JsonElement) {
      return String.valueOf(value);
    }
    if (value instanceof Number number) {
      return Double.isFinite(number.doubleValue()) ? number.toString() : "null";
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> quoted(String.valueOf(e.getKey())) + ": " + of(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(MetadataJson::of).collect(Collectors.joining(", ", "[", "]"));
    }
    return quoted(value.toString());
  }

  /** Returns JSON text as a value that {@link #of} writes as it is. */
  public static Object parsed(String json) {
    return JsonParser.parseString(json);
  }

  /** Returns the same on several lines, for files that people read too. */
  public static String pretty(Object value) {
    return new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create()
            .toJson(JsonParser.parseString(of(value)))
        + "\n";
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
