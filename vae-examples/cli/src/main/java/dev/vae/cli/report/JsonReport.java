package dev.vae.cli.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as commands print and write it. Numbers that JSON cannot hold (NaN, infinities) are null.
 */
public final class JsonReport {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private static final Gson LINE =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  private JsonReport() {}

  /** Returns the JSON of maps, lists, texts and numbers. */
  public static String text(Object value) {
    return GSON.toJson(finite(value));
  }

  /** Returns the same on one line. */
  public static String line(Object value) {
    return LINE.toJson(finite(value));
  }

  /** Writes a value as a file, whole or not at all. */
  public static void write(Path file, Object value) throws IOException {
    ReportFile.text(file, text(value) + "\n");
  }

  /** Returns JSON that the library wrote, as a value to be printed. */
  public static Object parsed(String json) {
    return JsonParser.parseString(json);
  }

  private static Object finite(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return Double.isFinite(((Number) value).doubleValue()) ? value : null;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, v) -> copy.put(key, finite(v)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(v -> copy.add(finite(v)));
      return copy;
    }
    return value;
  }
}
