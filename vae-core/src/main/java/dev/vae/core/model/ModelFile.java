package dev.vae.core.model;

import dev.vae.core.engine.Engine;
import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.io.Json;
import dev.vae.core.internal.io.Safetensors;
import dev.vae.core.internal.io.Weights;
import dev.vae.core.plugin.Plugins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A model's folder: {@code model.json} with spec, schema, seed and provenance, and {@code
 * weights.safetensors} with its numbers.
 */
public final class ModelFile {
  /** The file that says what the model is. */
  public static final String MODEL = "model.json";

  /** The file of its numbers. */
  public static final String WEIGHTS = "weights.safetensors";

  private static final long LONGEST = 1 << 24;
  private static final int VERSION = 1;

  private ModelFile() {}

  static void save(Vae vae, Path folder) {
    Map<Path, AtomicFiles.Content> files = new LinkedHashMap<>();
    files.put(folder.resolve(WEIGHTS), Safetensors.content(Weights.contents(vae.variables())));
    files.put(folder.resolve(MODEL), AtomicFiles.text(Json.write(describe(vae))));
    AtomicFiles.writeAll(files);
  }

  static Vae load(Path folder, Plugins plugins, Engine engine) {
    Path file = folder.resolve(MODEL);
    String text = text(file);
    Vae vae;
    try {
      vae = read(Tree.of(Json.read(text), ""), plugins, engine);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
    Path weights = folder.resolve(WEIGHTS);
    Weights.fill(vae.variables(), Safetensors.read(weights).arrays(), weights.toString());
    return vae;
  }

  private static Map<String, Object> describe(Vae vae) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", "vae");
    map.put("version", VERSION);
    map.put("seed", vae.seed());
    map.put("spec", SpecJson.write(vae.spec()));
    map.put("schema", SchemaJson.write(vae.schema()));
    Map<String, Object> origins = PartOrigins.of(vae.spec(), vae.plugins());
    if (!origins.isEmpty()) {
      map.put("plugins", origins);
    }
    map.put("provenance", vae.provenance());
    return map;
  }

  private static Vae read(Tree tree, Plugins plugins, Engine engine) {
    tree.only(Set.of("format", "version", "seed", "spec", "schema", "plugins", "provenance"));
    if (tree.integer("version") != VERSION) {
      throw new IllegalArgumentException(
          "'version' is " + tree.integer("version") + "; this program reads " + VERSION);
    }
    long seed = tree.map().get("seed") instanceof Long number ? number : 1;
    Vae.Builder builder =
        Vae.builder(SpecJson.read(tree.map()))
            .schema(SchemaJson.read(tree.object("schema")))
            .plugins(plugins)
            .engine(engine)
            .seed(seed);
    Vae vae;
    try {
      vae = builder.build();
    } catch (IllegalArgumentException e) {
      Map<?, ?> origins = tree.has("plugins") ? tree.object("plugins").map() : Map.of();
      throw new IllegalArgumentException(e.getMessage() + PartOrigins.missing(origins, plugins), e);
    }
    tree.object("provenance").map().forEach((key, value) -> vae.note((String) key, value));
    return vae;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > LONGEST) {
        throw new IllegalArgumentException(file + " is too large to be a model's description");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + AtomicFiles.reason(e), e);
    }
  }
}
