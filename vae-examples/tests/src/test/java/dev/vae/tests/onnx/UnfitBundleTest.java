package dev.vae.tests.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxRuntimeException;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.export.runtime.OnnxSettings;
import dev.vae.export.runtime.OnnxTable;
import dev.vae.export.runtime.OnnxVae;
import dev.vae.export.table.TableExporter;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import dev.vae.serve.VaeServer;
import dev.vae.tests.tabular.KnownTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bundles whose {@code bundle.json} was changed by hand, or is another's: it is refused in one line
 * that names it, or nothing that is answered depends on what was changed.
 */
class UnfitBundleTest {
  /** What is told to people, or read by the server alone. */
  private static final List<String> SAID =
      List.of("provenance", "notes", "producer", "description", "tableSchema");

  /** Hundreds of sessions are opened for a row each: more threads would only spin. */
  private static final OnnxSettings ONE = OnnxSettings.on(OnnxSession.Device.CPU).threads(1);

  private static TableModel model;

  @TempDir private Path folder;

  @BeforeAll
  static void train(@TempDir Path folder) throws Exception {
    Path csv = Files.writeString(folder.resolve("t.csv"), KnownTable.text(200, 0.1, 1));
    TableOptions options = TableOptions.defaults().withMembers(2).withSteps(20);
    model = TableModel.fit(Table.read(csv, TableSchema.infer(csv)), options);
  }

  /** Values of the same kind as one; none for what is not a leaf. */
  private static List<JsonElement> others(JsonElement value) {
    if (value.isJsonArray()) {
      List<JsonElement> all = new ArrayList<>();
      if (!value.getAsJsonArray().isEmpty()) {
        JsonArray shorter = value.getAsJsonArray().deepCopy();
        shorter.remove(0);
        all.add(shorter);
      }
      return all;
    }
    if (!value.isJsonPrimitive()) {
      return List.of();
    }
    JsonPrimitive primitive = value.getAsJsonPrimitive();
    if (primitive.isBoolean()) {
      return List.of(new JsonPrimitive(!primitive.getAsBoolean()));
    }
    return primitive.isNumber()
        ? List.of(new JsonPrimitive(-1), new JsonPrimitive(1_000_000_007))
        : List.of(new JsonPrimitive(primitive.getAsString().endsWith(".onnx") ? "../x" : "zzz"));
  }

  /** Paths to everything that can be changed; of lists of objects the first and the last. */
  private static void paths(JsonElement at, List<Object> path, List<List<Object>> all) {
    List<Object> keys = new ArrayList<>();
    if (at.isJsonObject()) {
      keys.addAll(at.getAsJsonObject().keySet());
    } else if (at.isJsonArray() && !at.getAsJsonArray().isEmpty()) {
      keys.addAll(List.of(0, at.getAsJsonArray().size() - 1));
    }
    for (Object key : keys) {
      if (path.isEmpty() && SAID.contains(key)) {
        continue;
      }
      List<Object> longer = new ArrayList<>(path);
      longer.add(key);
      all.add(longer);
      paths(get(at, key), longer, all);
    }
  }

  private static JsonElement get(JsonElement at, Object key) {
    return key instanceof Integer i
        ? at.getAsJsonArray().get(i)
        : at.getAsJsonObject().get((String) key);
  }

  private static String with(String json, List<Object> path, JsonElement value) {
    JsonObject whole = JsonParser.parseString(json).getAsJsonObject();
    JsonElement at = whole;
    for (Object key : path.subList(0, path.size() - 1)) {
      at = get(at, key);
    }
    Object last = path.get(path.size() - 1);
    if (last instanceof Integer i) {
      at.getAsJsonArray().set(i, value);
    } else {
      at.getAsJsonObject().add((String) last, value);
    }
    return whole.toString();
  }

  private int refused;

  /** Changes all that can be changed, one at a time. */
  private void everyChange(Path bundle, Supplier<String> answers) throws Exception {
    Path file = bundle.resolve("bundle.json");
    String json = Files.readString(file);
    String whole = answers.get();
    List<List<Object>> paths = new ArrayList<>();
    paths(JsonParser.parseString(json), List.of(), paths);
    List<String> wrong = new ArrayList<>();
    for (List<Object> path : paths) {
      JsonElement at = JsonParser.parseString(json);
      for (Object key : path) {
        at = get(at, key);
      }
      for (JsonElement other : others(at)) {
        Files.writeString(file, with(json, path, other));
        String what = path + " as " + other;
        try {
          answers.get();
        } catch (OnnxRuntimeException e) {
          refused++;
          if (!e.getMessage().contains(bundle.toString()) || e.getMessage().contains("\n")) {
            wrong.add(what + ": " + e.getMessage());
          }
        } catch (RuntimeException e) {
          wrong.add(what + ": " + e);
        }
      }
    }
    Files.writeString(file, json);
    assertEquals(List.of(), wrong);
    assertEquals(whole, answers.get());
  }

  private Path table() throws Exception {
    Path bundle = folder.resolve("table");
    TableExporter.of(model).write(bundle);
    return bundle;
  }

  @Test
  void changesOfATablesBundleAreSeenWhenItIsOpened() throws Exception {
    Path bundle = table();
    everyChange(
        bundle,
        () -> {
          try (OnnxTable table = OnnxTable.open(bundle, ONE)) {
            Map<String, Object> row = new HashMap<>();
            return table.score(List.of(row), 2).toString()
                + table.impute(List.of(row))
                + table.encode(List.of(row)).mean()[0].length
                + table.complete(List.of(row), 1, 1)
                + table.sample(2, 1);
          }
        });
    assertTrue(refused > 80, refused + " changes were refused");
  }

  @Test
  void changesOfABundleOfNumbersAreSeenWhenItIsOpened() throws Exception {
    VaeSpec spec =
        VaeSpec.builder()
            .event(3)
            .latent(2)
            .encoder(Layers.observed(), Layers.dense(4))
            .decoder(Layers.dense(4))
            .likelihood(Likelihoods.gaussian())
            .build();
    Schema schema = Schema.of(Shape.of(3)).withMissing(true);
    Path bundle = folder.resolve("rows");
    VaeExporter.of(Vae.builder(spec).schema(schema).seed(1).build()).draws(8).write(bundle);
    float[][] rows = {{1, Float.NaN, 3}};
    everyChange(
        bundle,
        () -> {
          try (OnnxVae vae = OnnxVae.open(bundle, ONE)) {
            return Arrays.deepToString(vae.encode(rows).mean())
                + Arrays.deepToString(vae.decode(new float[][] {{0, 1}}))
                + Arrays.toString(vae.score(rows).negLogLikelihood())
                + Arrays.deepToString(vae.impute(rows, 1).mean())
                + Arrays.deepToString(vae.reconstruct(rows, 1))
                + Arrays.deepToString(vae.sample(2, 1));
          }
        });
    assertTrue(refused > 40, refused + " changes were refused");
  }

  @Test
  void whatIsNoFileIsNotWaitedFor() throws Exception {
    Path bundle = table();
    Path file = bundle.resolve("score.onnx");
    byte[] kept = Files.readAllBytes(file);
    for (String other : List.of("/dev/zero", "/dev/stdin")) {
      if (Files.exists(Path.of(other)) && !Files.isRegularFile(Path.of(other))) {
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of(other));
        String message =
            assertThrows(OnnxRuntimeException.class, () -> OnnxTable.open(bundle)).getMessage();
        assertTrue(message.contains(file + " is a pipe or a device"), message);
      }
    }
    Files.delete(file);
    Files.write(file, kept);
    OnnxTable.open(bundle).close();
  }

  @Test
  void theServerRefusesASchemaOfOtherColumns() throws Exception {
    Path bundle = table();
    Path file = bundle.resolve("bundle.json");
    String json = Files.readString(file);
    int columns = JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("columns").size();
    JsonObject whole = JsonParser.parseString(json).getAsJsonObject();
    whole.getAsJsonObject("tableSchema").getAsJsonArray("columns").remove(columns - 1);
    Files.writeString(file, whole.toString());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> VaeServer.builder().model("t", bundle).port(0).start())
            .getMessage();
    assertTrue(message.contains(file.toString()) && message.contains("export again"), message);
    try (Stream<Path> all = Files.list(bundle)) {
      assertTrue(all.count() > 5);
    }
  }
}
