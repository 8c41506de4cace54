package dev.vae.serve.explore;

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

  private static final List<String> TABLE_GRAPHS = List.of("score", "impute", "encoder");

  /** Not every host knows files in {@code .mjs} as scripts, so they are called otherwise. */
  private static final Map<String, String> RUNTIME =
      Map.of(
          "ort.wasm.min.mjs", "ort/ort.js",
          "ort-wasm-simd-threaded.mjs", "ort/ort-wasm.js",
          "ort-wasm-simd-threaded.wasm", "ort/ort-wasm.wasm");

  private final Map<String, Supplier<byte[]>> files = new LinkedHashMap<>();

  private final Bundle bundle;

  private BrowserModel(Bundle bundle) {
    this.bundle = bundle;
  }

  /**
   * Returns what the page loads.
   *
   * @param bundle the folder that {@code vae export} wrote
   * @param runtime the folder of the npm package onnxruntime-web
   * @throws IOException if a folder does not hold what it should; the message says what is missing
   */
  static BrowserModel of(Path bundle, Path runtime) throws IOException {
    BrowserModel made = new BrowserModel(Bundle.read(Objects.requireNonNull(bundle, "bundle")));
    made.addRuntime(Objects.requireNonNull(runtime, "runtime"));
    made.addGraphs();
    return made;
  }

  Bundle bundle() {
    return bundle;
  }

  /** Whether the files take a table's columns. */
  boolean table() {
    return bundle.kind().equals(Bundle.COLUMNS);
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
  private void addGraphs() throws IOException {
    JsonObject whole = JsonParser.parseString(bundle.json()).getAsJsonObject();
    JsonObject graphs = new JsonObject();
    for (String name : table() ? TABLE_GRAPHS : GRAPHS) {
      Bundle.File file = bundle.files().get(name);
      if (file == null) {
        continue; // models whose posterior draws nothing have no score
      }
      if (file.data().isPresent()) {
        throw new IOException(
            bundle.folder()
                + ": the model is too large for a page, its weights are in files of their own");
      }
      JsonObject told = new JsonObject();
      told.add("inputs", whole.getAsJsonObject("files").getAsJsonObject(name).get("inputs"));
      graphs.add(name, told);
      add("onnx/" + name + ".onnx", file.path());
    }
    JsonObject all = new JsonObject();
    all.addProperty("prefix", bundle.prefix());
    all.add("files", graphs);
    byte[] json = all.toString().getBytes(StandardCharsets.UTF_8);
    files.put("onnx/graphs.json", () -> json);
  }

  private void add(String name, Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    files.put(name, () -> content);
  }
}
