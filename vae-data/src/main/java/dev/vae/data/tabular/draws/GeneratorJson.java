package dev.vae.data.tabular.draws;

import dev.vae.core.mixture.GaussianMixture;
import dev.vae.core.model.Vae;
import dev.vae.data.internal.file.JsonNode;
import dev.vae.data.tabular.parts.RowParts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A generator, but for its VAEs, as JSON values. */
public final class GeneratorJson {
  private GeneratorJson() {}

  /** Returns it as JSON values. */
  public static Map<String, Object> write(Generator generator) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("cells", generator.cells().toJson());
    GaussianMixture mixture = generator.latents().mixture();
    Map<String, Object> latents = new LinkedHashMap<>();
    latents.put("weights", JsonNode.list(mixture.weights()));
    latents.put("means", JsonNode.list(mixture.means()));
    latents.put("factors", JsonNode.list(mixture.factors()));
    json.put("latents", latents);
    List<Object> marginals = new ArrayList<>();
    for (QuantileMap map : generator.marginals()) {
      marginals.add(JsonNode.list(new double[][] {map.from(), map.to()}));
    }
    json.put("marginals", marginals);
    json.put("patterns", List.copyOf(generator.patterns().patterns()));
    json.put("patternCounts", List.copyOf(generator.patterns().counts()));
    List<Object> dependencies = new ArrayList<>();
    for (Dependencies.Dependency d : generator.dependencies().each()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("source", (long) d.source());
      one.put("target", (long) d.target());
      one.put(
          "values",
          Arrays.stream(d.values())
              .mapToObj(v -> Double.isNaN(v) ? (Object) List.of() : List.of(v))
              .toList());
      dependencies.add(one);
    }
    json.put("dependencies", dependencies);
    return json;
  }

  /**
   * Reads what {@link #write} gave.
   *
   * @param parts which columns are a cell of the table
   * @throws IllegalArgumentException if it is not that; the message says where
   */
  public static Generator read(JsonNode json, Vae vae, Optional<Vae> predictor, RowParts parts) {
    int width = vae.spec().width();
    int d = vae.spec().latent();
    JsonNode latents = json.object("latents");
    double[] weights = latents.numbers("weights");
    int k = weights.length;
    if (k < 1) {
      throw latents.problem("weights", "at least one number");
    }
    LatentMixture mixture =
        new LatentMixture(
            new GaussianMixture(
                d,
                weights,
                latents.numbers("means", Math.multiplyExact(k, d)),
                latents.numbers("factors", Math.multiplyExact(k, d * d)),
                List.of()));
    return new Generator(
        vae,
        predictor,
        CellCalibration.fromJson(json.object("cells").values(), parts.cells()),
        mixture,
        marginals(json, width),
        patterns(json, width),
        dependencies(json, width));
  }

  private static List<QuantileMap> marginals(JsonNode json, int width) {
    List<QuantileMap> maps = new ArrayList<>();
    List<?> entries = json.list("marginals");
    for (int c = 0; c < entries.size(); c++) {
      Object entry = entries.get(c);
      if (entry == null) {
        throw json.problem("marginals", "pairs of lists of numbers, not null");
      }
      JsonNode one = new JsonNode(json.place(), Map.of("marginals", entry));
      double[][] both = one.table("marginals");
      if (both.length != 2) {
        throw json.problem("marginals", "pairs of lists of numbers");
      }
      maps.add(new QuantileMap(both[0], both[1]));
    }
    if (maps.size() != width) {
      throw json.problem("marginals", "a list of " + width + " entries");
    }
    return maps;
  }

  private static MissingPatterns patterns(JsonNode json, int width) {
    List<String> patterns = new ArrayList<>();
    for (Object pattern : json.list("patterns")) {
      if (!(pattern instanceof String text) || !text.matches("[01]{" + width + "}")) {
        throw json.problem("patterns", "texts of " + width + " letters 0 and 1");
      }
      patterns.add(text);
    }
    List<Long> counts = new ArrayList<>();
    for (double count : json.numbers("patternCounts", patterns.size())) {
      counts.add((long) count);
    }
    if (patterns.isEmpty()) {
      throw json.problem("patterns", "at least one");
    }
    return new MissingPatterns(patterns, counts);
  }

  private static Dependencies dependencies(JsonNode json, int width) {
    List<Dependencies.Dependency> all = new ArrayList<>();
    for (JsonNode one : json.objects("dependencies")) {
      double[] values =
          Arrays.stream(one.table("values"))
              .mapToDouble(v -> v.length == 0 ? Double.NaN : v[0])
              .toArray();
      all.add(
          new Dependencies.Dependency(
              one.integer("source", 0, width - 1), one.integer("target", 0, width - 1), values));
    }
    return new Dependencies(all);
  }
}
