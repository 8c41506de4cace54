package dev.vae.core.sampler;

import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Shape;
import dev.vae.core.internal.io.FolderLock;
import dev.vae.core.internal.io.Hashes;
import dev.vae.core.internal.io.Json;
import dev.vae.core.internal.io.ModelFiles;
import dev.vae.core.internal.io.Safetensors;
import dev.vae.core.internal.store.WeightArrays;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;

/**
 * A fitted sampler's file in the model's folder, {@code sampler-NAME.safetensors}: its numbers, and
 * as texts what is known of it and which weights it was fitted to.
 */
@NullUnmarked // no null leaves it
final class SamplerFile {
  private static final String FORMAT = "vae-sampler";

  /** Files without it are of the time before files were sealed. */
  private static final String VERSION = "version";

  private static final String FACTS = "facts";
  private static final String WEIGHTS = "weights";
  private static final int CHUNK = 1 << 16;

  private SamplerFile() {}

  private static Path file(Path folder, String name) {
    return folder.resolve("sampler-" + name + ".safetensors");
  }

  static Path save(LatentSampler sampler, Vae vae, Path folder) {
    if (!(sampler instanceof FittedSampler fitted) || fitted.name().equals(Samplers.PRIOR)) {
      throw new IllegalArgumentException(
          "only a fitted sampler has a file of its own, not '" + sampler.name() + "'");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("format", FORMAT);
    texts.put(VERSION, "2");
    texts.put(WEIGHTS, hash(vae.variables()));
    texts.put(FACTS, Json.writeCompact(new TreeMap<>(fitted.facts())));
    Path file = file(folder, sampler.name());
    Map<String, Safetensors.Array> arrays = WeightArrays.arrays(fitted.variables());
    WeightArrays.checkFinite(arrays, "sampler '" + sampler.name() + "' cannot be saved");
    return ModelFiles.use(
        () -> {
          try (FolderLock lock = FolderLock.of(folder)) {
            Safetensors.writeSealed(file, new Safetensors.Contents(arrays, texts));
            return file;
          }
        });
  }

  static LatentSampler load(Vae vae, Path folder, String name) {
    List<String> known = List.of(Samplers.PRIOR, Samplers.MIXTURE, Samplers.FLOW);
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          "there is no sampler '" + Messages.shown(name) + "'; " + Messages.suggest(name, known));
    }
    return ModelFiles.use(() -> read(vae, file(folder, name), name));
  }

  private static LatentSampler read(Vae vae, Path file, String name) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalArgumentException(
          "no sampler '"
              + name
              + "' was fitted to this model, "
              + file
              + " is not there; vae fit-sampler makes it, or Samplers.save");
    }
    Safetensors.Contents contents =
        Safetensors.readTexts(file).containsKey(VERSION)
            ? Safetensors.readSealed(file)
            : Safetensors.read(file);
    if (!FORMAT.equals(contents.metadata().get("format"))
        || contents.metadata().get(FACTS) == null) {
      throw new IllegalArgumentException(file + " is not a sampler's file");
    }
    if (!hash(vae.variables()).equals(contents.metadata().get(WEIGHTS))) {
      throw new IllegalArgumentException(
          file + " was fitted when the model had other weights; fit it again");
    }
    WeightArrays.checkFinite(contents.arrays(), file.toString());
    try {
      Map<String, Object> facts = facts(contents.metadata().get(FACTS));
      return name.equals(Samplers.MIXTURE)
          ? mixture(vae, contents, facts)
          : flow(vae, contents, facts);
    } catch (ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException(file + ": its facts are not those of a sampler", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> facts(String text) {
    Map<String, Object> facts = new LinkedHashMap<>();
    ((Map<?, ?>) Json.read(text)).forEach((key, value) -> facts.put((String) key, value));
    return facts;
  }

  /** The number of components is what the file has weights of. */
  private static LatentSampler mixture(
      Vae vae, Safetensors.Contents contents, Map<String, Object> facts) {
    Safetensors.Array logs = contents.arrays().get(Samplers.LOG_WEIGHTS);
    if (logs == null || logs.shape().rank() != 1 || logs.values().length == 0) {
      throw new IllegalArgumentException("it lacks the list '" + Samplers.LOG_WEIGHTS + "'");
    }
    int k = logs.values().length;
    int d = vae.spec().latent();
    Variables variables = new Variables();
    variables.add(Samplers.LOG_WEIGHTS, Shape.of(k), false);
    variables.add(Samplers.MEANS, Shape.of(k, d), false);
    variables.add(Samplers.FACTORS, Shape.of(k, Math.multiplyExact(d, d)), false);
    WeightArrays.fill(variables, contents.arrays(), "it");
    return Samplers.mixture(vae, variables, facts);
  }

  /** Tracing the density makes the variables that the file must have. */
  private static LatentSampler flow(
      Vae vae, Safetensors.Contents contents, Map<String, Object> facts) {
    Map<String, Object> options = new LinkedHashMap<>();
    ((Map<?, ?>) facts.get("options")).forEach((key, value) -> options.put((String) key, value));
    long numbers = contents.arrays().values().stream().mapToLong(a -> a.values().length).sum();
    for (Object value : options.values()) {
      // no step or unit is without a number, so this is no larger than what the file holds
      if (value instanceof Long number && number > numbers) {
        throw new IllegalArgumentException(
            "its density has an option " + number + ", but the file only " + numbers + " numbers");
      }
    }
    Spec density = new Spec((String) facts.get(Samplers.DENSITY), options);
    Variables variables = new Variables();
    Samplers.flowing(vae, density, variables);
    WeightArrays.fill(variables, contents.arrays(), "it");
    return Samplers.flow(vae, variables, density, facts);
  }

  /** Of all numbers of a model, with their names. */
  private static String hash(Variables variables) {
    MessageDigest digest = Hashes.sha256();
    for (Variables.Variable v : variables.all().values()) {
      digest.update(v.name().getBytes(StandardCharsets.UTF_8));
      ByteBuffer numbers = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      digest.update(numbers.putInt(v.size()).flip());
      for (int from = 0; from < v.size(); from += CHUNK) {
        int count = Math.min(CHUNK, v.size() - from);
        numbers = ByteBuffer.allocate(Float.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
        numbers.asFloatBuffer().put(v.array(), v.at() + from, count);
        digest.update(numbers);
      }
    }
    return Hashes.text(digest);
  }
}
