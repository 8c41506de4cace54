package dev.vae.serve.explore;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vae.export.runtime.Bundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A model that the browser runs by itself: a bundle of {@code vae export}, and onnxruntime-web,
 * which is got by {@code npm install onnxruntime-web}.
 */
final class BrowserModel {
  private static final List<String> GRAPHS = List.of("encoder", "decoder", "score");

  /** Not every host knows files in {@code .mjs} as scripts, so they are called otherwise. */
  private static final Map<String, String> RUNTIME =
      Map.of(
          "ort.wasm.min.mjs", "ort/ort.js",
          "ort-wasm-simd-threaded.mjs", "ort/ort-wasm.js",
          "ort-wasm-simd-threaded.wasm", "ort/ort-wasm.wasm");

  private final Map<String, Supplier<byte[]>> files = new LinkedHashMap<>();

  private BrowserModel() {}

  /**
   * Returns what the page loads.
   *
   * @param bundle the folder that {@code vae export} wrote
   * @param runtime the folder of the npm package onnxruntime-web
   * @throws IOException if a folder does not hold what it should; the message says what is missing
   */
  static BrowserModel of(Path bundle, Path runtime) throws IOException {
    BrowserModel made = new BrowserModel();
    made.addRuntime(Objects.requireNonNull(runtime, "runtime"));
    made.addGraphs(Objects.requireNonNull(bundle, "bundle"));
    return made;
  }

  Map<String, Supplier<byte[]>> files() {
    return files;
  }

  private void addRuntime(Path runtime) throws IOException {
    Path dist = runtime.resolve("dist");
    for (var entry : RUNTIME.entrySet()) {
      Path file = dist.resolve(entry.getKey());
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            runtime
                + " is not the folder of the npm package onnxruntime-web, as it has no "
                + dist.getFileName().resolve(entry.getKey())
                + ": npm install onnxruntime-web, then name node_modules/onnxruntime-web");
      }
      add(entry.getValue(), file);
    }
  }

  /** Only what the page needs is given: where a bundle's data came from is no one's business. */
  private void addGraphs(Path bundle) throws IOException {
    JsonObject whole = JsonParser.parseString(Bundle.read(bundle).json()).getAsJsonObject();
    JsonObject graphs = new JsonObject();
    for (String name : GRAPHS) {
      JsonElement found = whole.getAsJsonObject("files").get(name);
      if (found == null) {
        continue; // models whose posterior draws nothing have no score
      }
      JsonObject graph = found.getAsJsonObject();
      if (graph.has("data")) {
        throw new IOException(
            bundle + ": the model is too large for a page, its weights are in files of their own");
      }
      JsonObject told = new JsonObject();
      told.add("inputs", graph.get("inputs"));
      graphs.add(name, told);
      add("onnx/" + name + ".onnx", bundle.resolve(name + ".onnx"));
    }
    byte[] json = graphs.toString().getBytes(StandardCharsets.UTF_8);
    files.put("onnx/graphs.json", () -> json);
  }

  private void add(String name, Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    files.put(name, () -> content);
  }
}
