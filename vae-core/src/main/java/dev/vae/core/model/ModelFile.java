package dev.vae.core.model;

import dev.vae.core.engine.Engine;
import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.io.FolderKind;
import dev.vae.core.internal.io.FolderLock;
import dev.vae.core.internal.io.Json;
import dev.vae.core.internal.io.JsonTree;
import dev.vae.core.internal.io.ModelFiles;
import dev.vae.core.internal.io.RegularFiles;
import dev.vae.core.internal.io.Safetensors;
import dev.vae.core.internal.store.WeightArrays;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A model's folder: {@code model.json} with spec, schema, seed and provenance, and {@code
 * weights.safetensors} with its numbers. The two are one thing: {@code model.json} names the
 * SHA-256 of the weights, and is replaced last. Until the weights have their name, they lie beside
 * it as {@value #NEXT}, where they are found by their hash; so at every moment a folder is the old
 * model or the new one.
 *
 * <p>Folders of earlier versions, whose {@code model.json} names no hash, are read as they are.
 */
@NullUnmarked // no null leaves it
final class ModelFile {
  /** The file that says what the model is. */
  static final String MODEL = "model.json";

  /** The file of its numbers. */
  static final String WEIGHTS = "weights.safetensors";

  /** The same of a model that is being saved. */
  private static final String NEXT = ".weights.safetensors.next";

  private static final String SHA256 = "sha256";
  private static final int VERSION = 1;
  private static final int ATTEMPTS = 20;

  private ModelFile() {}

  static void save(Vae vae, Path folder) {
    WeightArrays.checkFinite(WeightArrays.arrays(vae.variables()), "the model cannot be saved");
    ModelFiles.use(() -> write(vae, folder));
  }

  private static Void write(Vae vae, Path folder) {
    FolderKind.ROWS.requireNoOther(folder);
    Path model = folder.resolve(MODEL);
    Path weights = folder.resolve(WEIGHTS);
    Path next = folder.resolve(NEXT);
    try (FolderLock lock = FolderLock.of(folder);
        AtomicFiles.Ready numbers =
            AtomicFiles.prepare(
                weights, Safetensors.content(WeightArrays.contents(vae.variables())));
        AtomicFiles.Ready text =
            AtomicFiles.prepare(model, AtomicFiles.text(text(vae, numbers.sha256())))) {
      settle(folder);
      numbers.moveTo(next);
      text.moveTo(model); // from here on the folder is the new model
      AtomicFiles.move(next, weights);
      return null;
    }
  }

  /** Ends what a killed save began: its weights get their name, or are deleted. */
  private static void settle(Path folder) {
    Path next = folder.resolve(NEXT);
    if (!Files.exists(next)) {
      return;
    }
    String hash = namedHash(folder.resolve(MODEL));
    boolean wanted =
        hash != null
            && Safetensors.readIf(folder.resolve(WEIGHTS), hash).isEmpty()
            && Safetensors.readIf(next, hash).isPresent();
    if (wanted) {
      AtomicFiles.move(next, folder.resolve(WEIGHTS));
    } else {
      AtomicFiles.deleteQuietly(next);
    }
  }

  /** The hash that a description names; null if there is none, or no valid description. */
  private static @Nullable String namedHash(Path model) {
    try {
      return Files.exists(model) ? hash(JsonTree.of(Json.read(text(model)), "")) : null;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return null;
    }
  }

  private static @Nullable String namedHash(String text, Path origin) {
    try {
      return hash(JsonTree.of(Json.read(text), ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(origin + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable String hash(JsonTree tree) {
    return tree.has("weights") ? tree.object("weights").only(Set.of(SHA256)).text(SHA256) : null;
  }

  /** Begins anew if another process has saved another model meanwhile. */
  static Vae load(Path folder, Plugins plugins, Engine engine) {
    FolderKind.ROWS.require(folder);
    Path file = folder.resolve(MODEL);
    String text = text(file);
    for (int attempt = 1; ; attempt++) {
      Optional<Safetensors.Contents> weights = weights(folder, namedHash(text, file));
      if (weights.isPresent()) {
        Map<String, Safetensors.Array> arrays = weights.get().arrays();
        String from = folder.resolve(WEIGHTS).toString();
        Vae vae = read(text, file, plugins, engine, builder -> builder.stored(arrays, from));
        WeightArrays.checkFinite(arrays, from);
        WeightArrays.fill(vae.variables(), arrays, from);
        return vae;
      }
      String now = text(file);
      if (now.equals(text) || attempt == ATTEMPTS) {
        throw otherWeights(folder);
      }
      text = now;
    }
  }

  /** The weights of a hash, or just those that are there if that is null. */
  private static Optional<Safetensors.Contents> weights(Path folder, String hash) {
    if (hash == null) {
      return Optional.of(Safetensors.read(folder.resolve(WEIGHTS)));
    }
    return Safetensors.readIf(folder.resolve(WEIGHTS), hash)
        .or(() -> Safetensors.readIf(folder.resolve(NEXT), hash))
        // the save that was seen at its end has given them their name
        .or(() -> Safetensors.readIf(folder.resolve(WEIGHTS), hash));
  }

  private static RuntimeException otherWeights(Path folder) {
    Path weights = folder.resolve(WEIGHTS);
    if (!Files.exists(weights)) {
      return new IllegalArgumentException(
          "there is no " + weights + ", the weights of the model in " + folder.resolve(MODEL));
    }
    return new IllegalArgumentException(
        weights
            + " is damaged or of another model: its SHA-256 is not the one that "
            + folder.resolve(MODEL)
            + " names. Copy both anew; if you changed the weights on purpose, take the key"
            + " 'weights' out of "
            + MODEL);
  }

  /**
   * Returns what a model is, without its numbers, as {@link #read(String, Path, Plugins, Engine)}
   * takes.
   */
  static String text(Vae vae) {
    return text(vae, null);
  }

  private static String text(Vae vae, String weights) {
    Map<String, Object> map = describe(vae);
    if (weights != null) {
      map.put("weights", Map.of(SHA256, weights));
    }
    return Json.write(map);
  }

  /**
   * Makes a model with initial values from its description.
   *
   * @param origin the file, for errors
   * @throws IllegalArgumentException if the text is not valid; the message names file and place
   */
  static Vae read(String text, Path origin, Plugins plugins, Engine engine) {
    return read(text, origin, plugins, engine, builder -> builder);
  }

  private static Vae read(
      String text,
      Path origin,
      Plugins plugins,
      Engine engine,
      UnaryOperator<VaeBuilder> variables) {
    try {
      return read(JsonTree.of(Json.read(text), ""), plugins, engine, variables);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(origin + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> describe(Vae vae) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", "vae");
    map.put("version", VERSION);
    map.put("seed", vae.seed());
    map.put("spec", vae.spec().toMap());
    map.put("schema", vae.schema().toMap());
    Map<String, Object> origins = PartOrigins.of(vae.spec(), vae.plugins());
    if (!origins.isEmpty()) {
      map.put("plugins", origins);
    }
    map.put("provenance", vae.provenance());
    return map;
  }

  private static Vae read(
      JsonTree tree, Plugins plugins, Engine engine, UnaryOperator<VaeBuilder> variables) {
    tree.only(
        Set.of("format", "version", "seed", "spec", "schema", "plugins", "provenance", "weights"));
    hash(tree);
    if (tree.integer("version") != VERSION) {
      throw new IllegalArgumentException(
          "'version' is " + tree.integer("version") + "; this program reads " + VERSION);
    }
    long seed = tree.map().get("seed") instanceof Long number ? number : 1;
    VaeBuilder builder =
        Vae.builder(VaeSpec.fromMap(tree.map()))
            .schema(Schema.fromMap(tree.object("schema").map(), "schema"))
            .plugins(plugins)
            .engine(engine)
            .seed(seed);
    Vae vae;
    try {
      vae = variables.apply(builder).build();
    } catch (IllegalArgumentException e) {
      Map<?, ?> origins = tree.has("plugins") ? tree.object("plugins").map() : Map.of();
      throw new IllegalArgumentException(e.getMessage() + PartOrigins.missing(origins, plugins), e);
    }
    tree.object("provenance").map().forEach((key, value) -> vae.putProvenance((String) key, value));
    return vae;
  }

  private static String text(Path file) {
    return RegularFiles.text(file, "a model's description");
  }
}
