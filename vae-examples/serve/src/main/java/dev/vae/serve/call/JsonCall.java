package dev.vae.serve.call;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question in plain JSON: one row, a list of rows, or an object with {@code rows} and options.
 *
 * @param rows maps by column, or arrays of numbers; empty where there are none
 * @param options what stands beside the rows
 */
public record JsonCall(List<Object> rows, Map<String, Object> options) {
  private static final int DEEPEST = 16;
  private static final String ROWS = "rows";

  /**
   * Reads a body; an empty one asks for nothing.
   *
   * @throws Refusal if it is no JSON
   */
  public static JsonCall read(byte[] body) {
    JsonReader json =
        new JsonReader(
            new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8));
    try {
      if (body.length == 0) {
        return new JsonCall(List.of(), Map.of());
      }
      Object value = value(json, 0);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalStateException();
      }
      return of(value);
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw Refusal.badRequest("the body is not valid JSON near " + json.getPath());
    }
  }

  private static JsonCall of(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> options = new LinkedHashMap<>();
      map.forEach((name, found) -> options.put((String) name, found));
      Object rows = options.get(ROWS);
      if (rows instanceof List<?> list) {
        options.remove(ROWS);
        return new JsonCall(rows(list), options);
      }
      if (rows instanceof double[]) {
        options.remove(ROWS);
        return new JsonCall(List.of(rows), options);
      }
      return new JsonCall(List.of(options), options);
    }
    if (value instanceof double[] row) {
      return new JsonCall(List.of(row), Map.of());
    }
    if (value instanceof List<?> list) {
      return new JsonCall(rows(list), Map.of());
    }
    throw Refusal.badRequest(
        "the body must be a row, a list of rows, or {\"rows\": [...]} with options beside it");
  }

  private static List<Object> rows(List<?> list) {
    int none = list.indexOf(null);
    if (none >= 0) {
      throw Refusal.badRequest("row " + none + " is null: give its columns, or leave it out");
    }
    return List.copyOf(list);
  }

  /** Maps, lists, texts, truths, whole and other numbers; lists of numbers alone as arrays. */
  private static Object value(JsonReader json, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw Refusal.badRequest("the body is nested more than " + DEEPEST + " deep");
    }
    return switch (json.peek()) {
      case BEGIN_OBJECT -> object(json, depth);
      case BEGIN_ARRAY -> array(json, depth);
      case STRING -> json.nextString();
      case BOOLEAN -> json.nextBoolean();
      case NUMBER -> number(json.nextString());
      case NULL -> {
        json.nextNull();
        yield null;
      }
      default -> throw new IllegalStateException();
    };
  }

  private static Object number(String text) {
    if (text.length() < 19 && text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9')) {
      return Long.parseLong(text);
    }
    double number = Double.parseDouble(text);
    if (!Double.isFinite(number)) {
      throw Refusal.badRequest("the number " + text + " is too large");
    }
    return number;
  }

  private static Map<String, Object> object(JsonReader json, int depth) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (map.containsKey(name)) {
        throw Refusal.badRequest("'" + name + "' is there twice");
      }
      map.put(name, value(json, depth + 1));
    }
    json.endObject();
    return map;
  }

  private static Object array(JsonReader json, int depth) throws IOException {
    json.beginArray();
    double[] numbers = new double[16];
    int count = 0;
    JsonToken next = json.peek();
    while (next == JsonToken.NUMBER || next == JsonToken.NULL && count > 0) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      if (next == JsonToken.NULL) {
        json.nextNull();
        numbers[count++] = Double.NaN;
      } else {
        numbers[count++] = json.nextDouble();
      }
      next = json.peek();
    }
    if (next == JsonToken.END_ARRAY && count > 0) {
      json.endArray();
      return Arrays.copyOf(numbers, count);
    }
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(Double.isNaN(numbers[i]) ? null : (Object) numbers[i]);
    }
    while (json.hasNext()) {
      list.add(value(json, depth + 1));
    }
    json.endArray();
    return nulls(list);
  }

  /** A list of nulls alone is a row where nothing was observed. */
  private static Object nulls(List<Object> list) {
    if (list.isEmpty() || list.stream().anyMatch(v -> v != null && !(v instanceof Number))) {
      return java.util.Collections.unmodifiableList(list);
    }
    return list.stream()
        .mapToDouble(v -> v == null ? Double.NaN : ((Number) v).doubleValue())
        .toArray();
  }

  /** Returns a whole number among the options. */
  public long whole(String option, long otherwise, long least, long most) {
    Object found = options.get(option);
    if (found == null) {
      return otherwise;
    }
    if (found instanceof Long number && number >= least && number <= most) {
      return number;
    }
    throw Refusal.badRequest(
        "'" + option + "' must be a whole number between " + least + " and " + most);
  }

  /** Returns a text among the options. */
  public Optional<String> text(String option) {
    Object found = options.get(option);
    if (found == null || found instanceof String) {
      return Optional.ofNullable((String) found);
    }
    throw Refusal.badRequest("'" + option + "' must be a text");
  }

  /**
   * Returns values by name among the options as a text such as {@code sex=f,age=30}; a text is
   * taken as it is.
   */
  public Optional<String> condition(String option) {
    Object found = options.get(option);
    if (found instanceof Map<?, ?> map) {
      List<String> parts = new ArrayList<>();
      map.forEach((name, value) -> parts.add(name + "=" + value));
      return Optional.of(String.join(",", parts));
    }
    return found instanceof Number ? Optional.of(found.toString()) : text(option);
  }

  /** Refuses a question without rows. */
  public void requireRows() {
    if (rows.isEmpty()) {
      throw Refusal.badRequest(
          "there are no rows: give a row, a list of rows, or {\"rows\": [...]}");
    }
  }
}
