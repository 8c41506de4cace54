package dev.vae.export;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.export.internal.json.MetadataJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The properties that every file of a model carries. Lists and maps are JSON. */
final class Metadata {
  /** The version of these properties and of the graphs' inputs and outputs. */
  private static final String FORMAT = "1";

  private Metadata() {}

  static Map<String, String> of(Vae vae, String graph, Computation computation) {
    VaeSpec spec = vae.spec();
    Schema schema = vae.schema();
    Map<String, String> map = new LinkedHashMap<>();
    map.put("vae.format", FORMAT);
    map.put("vae.graph", graph);
    map.put("vae.event", MetadataJson.of(event(spec)));
    map.put("vae.latent", Integer.toString(spec.latent()));
    map.put("vae.kind", schema.kind().name().toLowerCase(Locale.ROOT));
    map.put("vae.columns", MetadataJson.of(schema.columns()));
    if (!schema.categories().isEmpty()) {
      map.put("vae.categories", MetadataJson.of(categories(schema)));
    }
    map.put(
        "vae.scaling",
        schema.scaling().isPresent() ? "standardised inside: x and mean are raw values" : "none");
    schema.divisor().ifPresent(by -> map.put("vae.divisor", by.toString()));
    map.put("vae.binarization", schema.binarization().text());
    map.put("vae.posterior", spec.posterior().toString());
    map.put("vae.prior", spec.prior().toString());
    map.put("vae.likelihood", String.valueOf(spec.likelihood()));
    vae.schema()
        .condition()
        .ifPresent(c -> map.put("vae.condition", MetadataJson.of(condition(c))));
    map.put("vae.noise", MetadataJson.of(noise(computation)));
    map.put("vae.spec", spec.toJson());
    map.put("vae.provenance", MetadataJson.of(vae.provenance()));
    return map;
  }

  /** What stands in {@code bundle.json} of a model. */
  static Map<String, Object> model(Vae vae) {
    VaeSpec spec = vae.spec();
    Schema schema = vae.schema();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", schema.kind().name().toLowerCase(Locale.ROOT));
    map.put("event", event(spec));
    map.put("latent", spec.latent());
    map.put("columns", schema.columns());
    map.put("categories", categories(schema));
    map.put("missing", schema.missing());
    map.put("divisor", schema.divisor().orElse(1.0));
    map.put("binarization", schema.binarization().text());
    map.put("condition", schema.condition().map(Metadata::condition).orElse(List.of()));
    map.put("conditionWidth", spec.condition());
    map.put("discrete", vae.discrete());
    map.put("spec", MetadataJson.parsed(spec.toJson()));
    return map;
  }

  private static List<Integer> event(VaeSpec spec) {
    return spec.event().dims().stream().map(Dim::factor).toList();
  }

  private static Map<String, Object> categories(Schema schema) {
    Map<String, Object> categories = new LinkedHashMap<>();
    schema.categories().forEach((column, words) -> categories.put(column.toString(), words));
    return categories;
  }

  /** What the values of a condition mean, in order: a 1 at a class's place, or a raw number. */
  private static List<Map<String, Object>> condition(Condition condition) {
    List<Map<String, Object>> factors = new ArrayList<>();
    for (Condition.Factor factor : condition.factors()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", factor.name());
      map.put("values", factor.width());
      if (!factor.classes().isEmpty()) {
        map.put("classes", factor.classes());
      }
      factors.add(map);
    }
    return factors;
  }

  /** What each noise input is to be filled with. */
  static Map<String, String> noise(Computation computation) {
    Map<String, String> map = new LinkedHashMap<>();
    computation
        .leaves(Op.NOISE)
        .forEach(
            t -> {
              Noise noise = t.attributes(Noise.class);
              map.put(noise.stream(), noise.distribution().name().toLowerCase(Locale.ROOT));
            });
    return map;
  }
}
