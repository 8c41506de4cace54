package dev.vae.serve.call;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a body in plain JSON as maps, lists, texts, truths, whole and other numbers; lists of
 * numbers alone as arrays.
 */
public final class JsonBody {
  /** What the list of rows is called. */
  static final String ROWS = "rows";

  private static final int DEEPEST = 16;

  private final JsonReader json;
  private final int mostRows;

  private JsonBody(byte[] body, int mostRows) {
    // what is no UTF-8 is refused, not replaced
    json =
        new JsonReader(
            new InputStreamReader(
                new ByteArrayInputStream(body), StandardCharsets.UTF_8.newDecoder()));
    json.setStrictness(Strictness.STRICT); // no bare line ends in texts, no TRUE
    this.mostRows = mostRows;
  }

  /**
   * Reads a body; empty if there is none.
   *
   * @param mostRows how many rows are taken
   * @throws RequestException if it is no JSON, or has more rows, which are not read
   */
  public static Optional<Object> read(byte[] body, int mostRows) {
    return body.length == 0 ? Optional.empty() : Optional.of(new JsonBody(body, mostRows).whole());
  }

  private Object whole() {
    try {
      Object value = json.peek() == JsonToken.BEGIN_ARRAY ? array(0, true) : value(0);
      if (json.peek() != JsonToken.END_DOCUMENT || value == null) {
        throw new IllegalStateException();
      }
      return value;
    } catch (CharacterCodingException e) {
      throw RequestException.badRequest("the body is not text in UTF-8");
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw RequestException.badRequest("the body is not valid JSON near " + json.getPath());
    }
  }

  private Object value(int depth) throws IOException {
    if (depth > DEEPEST) {
      throw RequestException.badRequest("the body is nested more than " + DEEPEST + " deep");
    }
    return switch (json.peek()) {
      case BEGIN_OBJECT -> object(depth);
      case BEGIN_ARRAY -> array(depth, false);
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
    if (text.length() <= 20 && whole(text)) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        // of 19 digits, and larger than any
      }
    }
    double number = Double.parseDouble(text);
    if (!Double.isFinite(number)) {
      throw RequestException.badRequest("the number " + text + " is too large");
    }
    return number;
  }

  private static boolean whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '-' && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
        return false;
      }
    }
    return true;
  }

  private Map<String, Object> object(int depth) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (map.containsKey(name)) {
        throw RequestException.badRequest("'" + name + "' is there twice");
      }
      boolean rows = depth == 0 && name.equals(ROWS) && json.peek() == JsonToken.BEGIN_ARRAY;
      map.put(name, rows ? array(1, true) : value(depth + 1));
    }
    json.endObject();
    return map;
  }

  /** A list, of rows or of others. */
  private Object array(int depth, boolean rows) throws IOException {
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
      if (rows && list.size() == mostRows) {
        throw tooMany(mostRows);
      }
      list.add(value(depth + 1));
    }
    json.endArray();
    return nulls(list);
  }

  /** Returns the refusal of a request with more rows than are taken. */
  public static RequestException tooMany(int mostRows) {
    return RequestException.of(
        413,
        "the request has more than "
            + mostRows
            + " rows, which is what one may have: ask in several requests");
  }

  /** A list of nulls alone is a row where nothing was observed. */
  private static Object nulls(List<Object> list) {
    if (list.isEmpty() || list.stream().anyMatch(v -> v != null && !(v instanceof Number))) {
      return Collections.unmodifiableList(list);
    }
    return list.stream()
        .mapToDouble(v -> v == null ? Double.NaN : ((Number) v).doubleValue())
        .toArray();
  }
}
