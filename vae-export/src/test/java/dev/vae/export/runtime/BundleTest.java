package dev.vae.export.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged bundles: each is refused in one line that names the file, without words of the JVM. */
class BundleTest {
  private static final String JSON =
      """
      {"format": 1, "kind": "columns", "event": [3], "latent": 2, "conditionWidth": 0,
       "columns": ["a", "b", "c"], "missing": true, "draws": 16, "prefix": "x",
       "schema": [{"name": "a"}, {"name": "b", "levels": ["no", "yes"]}],
       "files": {"encoder": {"file": "encoder.onnx", "bytes": 3,
         "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
         "data": "encoder.data",
         "dataSha256": "cb8379ac2098aa165029e3938a51da0bcecfc008fd6795f401178647f96c5b34",
         "inputs": [{"name": "x", "type": "float32", "shape": ["N", "3"]}],
         "outputs": [{"name": "z", "type": "float32", "shape": ["N", "2"], "noise": "normal"}]}}}
      """;

  @TempDir private Path folder;
  private Path json;

  @BeforeEach
  void write() throws IOException {
    json = Files.writeString(folder.resolve("bundle.json"), JSON);
    Files.writeString(folder.resolve("encoder.onnx"), "abc");
    Files.writeString(folder.resolve("encoder.data"), "def");
  }

  private String refused(Path file) {
    String message =
        assertThrows(OnnxRuntimeException.class, () -> Bundle.read(folder).verify()).getMessage();
    assertTrue(message.contains(file.toString()), message);
    assertFalse(message.contains("java.") || message.contains("gson"), message);
    assertFalse(message.contains("null") || message.contains("\n"), message);
    assertEquals(message.indexOf(file.toString()), message.lastIndexOf(file.toString()), message);
    return message;
  }

  @Test
  void wholeOnesAreRead() {
    Bundle bundle = Bundle.read(folder);
    bundle.verify();
    assertEquals(List.of("no", "yes"), bundle.levels("b"));
    assertEquals(List.of(), bundle.levels("a"));
    assertEquals("x", bundle.prefix());
    assertEquals("normal", bundle.file("encoder").outputs().get(0).noise());
    assertEquals(3, bundle.width());
  }

  @Test
  void filesThatLackOrAreNone() throws IOException {
    for (String name : List.of("bundle.json", "encoder.onnx", "encoder.data")) {
      Path file = folder.resolve(name);
      byte[] kept = Files.readAllBytes(file);
      Files.delete(file);
      assertTrue(refused(file).startsWith("there is no " + file), name);
      Files.createDirectory(file);
      assertTrue(refused(file).contains("is a folder"), name);
      Files.delete(file);
      Files.write(file, new byte[] {'{', (byte) 0xff, '}'});
      refused(file);
      Files.write(file, kept);
    }
  }

  @Test
  void textsThatAreCutAnywhere() throws IOException {
    String whole = JSON.strip();
    for (int length = 0; length < whole.length(); length += 7) {
      Files.writeString(json, whole.substring(0, length));
      refused(json);
    }
    for (String other : List.of("[]", "3", "\"text\"", "null", "{\"format\": 2}", "{]", "<html>")) {
      Files.writeString(json, other);
      refused(json);
    }
  }

  /** Every value left out, and every value replaced by one of each other kind. */
  @Test
  void valuesThatLackOrAreOthers() throws IOException {
    List<List<String>> paths = new ArrayList<>();
    paths(JsonParser.parseString(JSON), List.of(), paths);
    assertTrue(paths.size() > 25, paths.toString());
    List<String> optional = List.of("prefix", "schema", "data", "noise", "levels");
    for (List<String> path : paths) {
      String key = path.get(path.size() - 1);
      if (path.get(0).equals("schema") || path.get(0).equals("prefix")) {
        continue; // read when they are asked for
      }
      if (!optional.contains(key) && path.size() != 2) {
        with(path, null);
        refused(json);
      }
      if (!key.equals("files")) {
        with(path, new JsonObject());
        refused(json);
      }
      with(path, JsonNull.INSTANCE);
      refused(json);
    }
  }

  private static void paths(JsonElement at, List<String> path, List<List<String>> all) {
    if (at.isJsonObject()) {
      at.getAsJsonObject()
          .asMap()
          .forEach(
              (key, value) -> {
                List<String> longer = new ArrayList<>(path);
                longer.add(key);
                all.add(longer);
                paths(value, longer, all);
              });
    } else if (at.isJsonArray() && !at.getAsJsonArray().isEmpty()) {
      JsonElement first = at.getAsJsonArray().get(0);
      if (first.isJsonObject()) {
        paths(first, path, all);
      }
    }
  }

  private void with(List<String> path, JsonElement value) throws IOException {
    JsonObject whole = JsonParser.parseString(JSON).getAsJsonObject();
    JsonElement at = whole;
    for (int i = 0; i < path.size() - 1; i++) {
      at = at.getAsJsonObject().get(path.get(i));
      at = at instanceof JsonArray list ? list.get(0) : at;
    }
    at.getAsJsonObject().remove(path.get(path.size() - 1));
    if (value != null) {
      at.getAsJsonObject().add(path.get(path.size() - 1), value);
    }
    Files.writeString(json, whole.toString());
  }
}
