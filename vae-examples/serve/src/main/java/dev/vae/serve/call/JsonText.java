package dev.vae.serve.call;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Maps, lists, texts and numbers as JSON; what is no number there is null. */
public final class JsonText {
  private JsonText() {}

  /** Returns the JSON of a value, in UTF-8. */
  public static byte[] of(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonWriter json = new JsonWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
      json.setStrictness(Strictness.LEGACY_STRICT);
      json.setHtmlSafe(false);
      write(json, value);
    } catch (IOException e) {
      throw new IllegalStateException(e); // in memory
    }
    return bytes.toByteArray();
  }

  private static void write(JsonWriter json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.beginObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.name((String) entry.getKey());
        write(json, entry.getValue());
      }
      json.endObject();
    } else if (value instanceof List<?> list) {
      json.beginArray();
      for (Object item : list) {
        write(json, item);
      }
      json.endArray();
    } else if (value instanceof double[] numbers) {
      json.beginArray();
      for (double number : numbers) {
        write(json, number);
      }
      json.endArray();
    } else if (value instanceof float[] numbers) {
      json.beginArray();
      for (float number : numbers) {
        write(json, number);
      }
      json.endArray();
    } else if (value instanceof Number number) {
      boolean whole = number.doubleValue() == Math.rint(number.doubleValue());
      if (!Double.isFinite(number.doubleValue())) {
        json.nullValue();
      } else if (whole && Math.abs(number.doubleValue()) < 1e15) {
        json.value(number.longValue());
      } else {
        json.jsonValue(number.toString());
      }
    } else if (value instanceof Boolean truth) {
      json.value(truth);
    } else {
      json.value((String) value);
    }
  }
}
