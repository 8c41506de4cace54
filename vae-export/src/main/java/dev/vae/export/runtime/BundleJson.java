package dev.vae.export.runtime;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object of {@code bundle.json}, whose values are asked for by key and kind.
 *
 * @param path where it stands: the file and the keys that lead there
 */
record BundleJson(String path, JsonObject values) {

  /**
   * Reads a file's text.
   *
   * @throws OnnxRuntimeException if it is not JSON, or not an object
   */
  static BundleJson parse(String file, String text) {
    JsonElement json;
    try {
      json = JsonParser.parseString(text);
    } catch (JsonParseException e) {
      throw new OnnxRuntimeException(
          file
              + (e.getCause() instanceof EOFException ? " ends too early" : " is not valid JSON")
              + ": export again, or copy the whole folder",
          e);
    }
    if (!json.isJsonObject()) {
      throw notOurs(file, "it must be an object");
    }
    return new BundleJson(file, json.getAsJsonObject());
  }

  boolean has(String key) {
    return values.has(key);
  }

  String text(String key) {
    return primitive(key, get(key), "a text").getAsString();
  }

  /** Returns a text; another where there is none. */
  String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  long whole(String key) {
    JsonPrimitive value = primitive(key, get(key), "a whole number");
    try {
      return value.getAsLong();
    } catch (NumberFormatException e) {
      throw wrong(key, "a whole number");
    }
  }

  int integer(String key) {
    long value = whole(key);
    if (value != (int) value) {
      throw wrong(key, "a smaller number");
    }
    return (int) value;
  }

  /** Returns a number that is not below another. */
  int integer(String key, int least) {
    int value = integer(key);
    if (value < least) {
      throw wrong(key, "at least " + least + ", not " + value);
    }
    return value;
  }

  boolean flag(String key) {
    JsonPrimitive value = primitive(key, get(key), "true or false");
    if (!value.isBoolean()) {
      throw wrong(key, "true or false");
    }
    return value.getAsBoolean();
  }

  List<Integer> integers(String key) {
    List<Integer> integers = new ArrayList<>();
    for (JsonElement each : list(key)) {
      JsonPrimitive value = primitive(key, each, "a list of whole numbers");
      if (!value.isNumber()) {
        throw wrong(key, "a list of whole numbers");
      }
      try {
        integers.add(Integer.parseInt(value.getAsString()));
      } catch (NumberFormatException e) {
        throw wrong(key, "a list of whole numbers, not of " + value);
      }
    }
    return integers;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    list(key).forEach(each -> texts.add(primitive(key, each, "a list of texts").getAsString()));
    return texts;
  }

  List<BundleJson> objects(String key) {
    List<BundleJson> objects = new ArrayList<>();
    list(key).forEach(each -> objects.add(object(key, each)));
    return objects;
  }

  /** Returns the objects of an object, by their keys in order. */
  Map<String, BundleJson> objectsByKey(String key) {
    Map<String, BundleJson> objects = new LinkedHashMap<>();
    BundleJson whole = object(key, get(key));
    whole.values.keySet().forEach(each -> objects.put(each, whole.object(each, whole.get(each))));
    return objects;
  }

  private BundleJson object(String key, JsonElement value) {
    if (!value.isJsonObject()) {
      throw wrong(key, "an object");
    }
    return new BundleJson(path + ", '" + key + "'", value.getAsJsonObject());
  }

  private JsonArray list(String key) {
    JsonElement value = get(key);
    if (!value.isJsonArray()) {
      throw wrong(key, "a list");
    }
    return value.getAsJsonArray();
  }

  private JsonPrimitive primitive(String key, JsonElement value, String wanted) {
    if (!value.isJsonPrimitive()) {
      throw wrong(key, wanted);
    }
    return value.getAsJsonPrimitive();
  }

  private JsonElement get(String key) {
    JsonElement value = values.get(key);
    if (value == null) {
      throw notOurs(path, "it lacks '" + key + "'");
    }
    return value;
  }

  private static OnnxRuntimeException notOurs(String path, String what) {
    return new OnnxRuntimeException(
        path + " is not what 'vae export' writes: " + what + "; export again");
  }

  /** Returns lengths, each at least 1, whose product is no larger than an array. */
  List<Integer> lengths(String key) {
    List<Integer> lengths = integers(key);
    long product = 1;
    for (int length : lengths) {
      product = length < 1 ? Long.MAX_VALUE : product * length;
      if (product > Integer.MAX_VALUE) {
        throw wrong(key, "a list of lengths, not " + lengths);
      }
    }
    return lengths;
  }

  /** Returns what to throw where a value is not as wanted. */
  OnnxRuntimeException wrong(String key, String wanted) {
    return notOurs(path, "'" + key + "' must be " + wanted);
  }
}
