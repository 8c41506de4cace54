package dev.vae.layers.layer;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Spec;
import dev.vae.layers.likelihood.ColumnGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A layer of its own for each block of columns, their results side by side: {@code [N, ...]} gives
 * {@code [N, F]}. Option {@code parts}: layers, each with one option more, {@code columns}, numbers
 * from 0 and ranges such as {@code "4-9"}. Columns that no part names pass as they are.
 */
public final class PerColumn implements LayerProvider {
  private static final String COLUMNS = "columns";

  /** Found by ServiceLoader. */
  public PerColumn() {}

  @Override
  public String name() {
    return "perColumn";
  }

  @Override
  public Layer create(Options options) {
    Map<String, Layer> layers = new LinkedHashMap<>();
    Map<String, int[]> columns = new LinkedHashMap<>();
    for (Spec spec : options.specs("parts")) {
      String scope = layers.size() + "." + spec.name();
      Map<String, Object> rest = new LinkedHashMap<>(spec.options());
      Object named = rest.remove(COLUMNS);
      if (named == null) {
        throw new IllegalArgumentException("part '" + scope + "' of 'perColumn' needs 'columns'");
      }
      columns.put(scope, ColumnGroups.read(scope, named));
      layers.put(scope, options.plugins().layer(new Spec(spec.name(), rest)));
    }
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          "'perColumn' needs option 'parts', a list of layers with their \"columns\"");
    }
    return (x, pass) -> {
      int width = x.shape().sub(1, x.shape().rank()).elements();
      Map<String, int[]> all = new LinkedHashMap<>(columns);
      long named = columns.values().stream().flatMapToInt(Arrays::stream).distinct().count();
      if (named < width) {
        all.put("the others", null);
      }
      ColumnGroups shared = ColumnGroups.of(all, width);
      List<Tensor> results = new ArrayList<>();
      for (String part : all.keySet()) {
        Tensor own = shared.pick(x, results.size());
        try (Graph.Scope scope = pass.scope(part)) {
          results.add(layers.containsKey(part) ? flat(layers.get(part).forward(own, pass)) : own);
        }
      }
      return Tensor.concat(1, results);
    };
  }

  private static Tensor flat(Tensor t) {
    int features = t.shape().sub(1, t.shape().rank()).elements();
    return t.reshape(Shape.of(t.shape().dim(0), Dim.of(features)));
  }
}
