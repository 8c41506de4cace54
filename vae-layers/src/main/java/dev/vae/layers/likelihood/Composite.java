package dev.vae.layers.likelihood;

import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Marginal;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Spec;
import dev.vae.core.plugin.Support;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A likelihood of its own for each column or block of columns. Option {@code parts}: likelihoods,
 * each with one option more, {@code columns}: numbers from 0, ranges such as {@code "4-9"}, or in a
 * model whose schema has them, names. One part may go without, and takes the columns that no other
 * names. Heads and parameters are called after the part: {@code gaussian.mean}; of several parts
 * with the same likelihood the second is {@code gaussian2}, and so on.
 */
public final class Composite implements LikelihoodProvider {
  private static final String COLUMNS = "columns";

  /** Found by ServiceLoader. */
  public Composite() {}

  @Override
  public String name() {
    return "composite";
  }

  @Override
  public Likelihood create(Options options) {
    List<Part> parts = new ArrayList<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Spec spec : options.specs("parts")) {
      Map<String, Object> rest = new LinkedHashMap<>(spec.options());
      Object columns = rest.remove(COLUMNS);
      Likelihood likelihood = options.plugins().likelihood(new Spec(spec.name(), rest));
      int count = counts.merge(spec.name(), 1, Integer::sum);
      String name = count == 1 ? spec.name() : spec.name() + count;
      parts.add(
          new Part(name, likelihood, columns == null ? null : ColumnGroups.read(name, columns)));
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(
          "'composite' needs option 'parts', a list of likelihoods with their \"columns\"");
    }
    return new OfParts(List.copyOf(parts));
  }

  /**
   * A part.
   *
   * @param columns its columns in order; null for those that no other part has
   */
  private record Part(String name, Likelihood likelihood, int[] columns) {
    String prefixed(String what) {
      return name + "." + what;
    }
  }

  private record OfParts(List<Part> parts) implements Likelihood {
    private ColumnGroups columns(Shape event) {
      Map<String, int[]> given = new LinkedHashMap<>();
      parts.forEach(part -> given.put(part.name(), part.columns()));
      return ColumnGroups.of(given, event.elements());
    }

    @Override
    public Map<String, Shape> heads(Shape event) {
      ColumnGroups columns = columns(event);
      Map<String, Shape> heads = new LinkedHashMap<>();
      for (int p = 0; p < parts.size(); p++) {
        Part part = parts.get(p);
        part.likelihood()
            .heads(columns.event(p))
            .forEach((name, shape) -> heads.put(part.prefixed(name), shape));
      }
      return heads;
    }

    @Override
    public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
      ColumnGroups columns = columns(event);
      List<Distribution> distributions = new ArrayList<>();
      for (int p = 0; p < parts.size(); p++) {
        Part part = parts.get(p);
        Shape own = columns.event(p);
        Map<String, Tensor> given = new LinkedHashMap<>();
        part.likelihood()
            .heads(own)
            .keySet()
            .forEach(name -> given.put(name, heads.get(part.prefixed(name))));
        try (var scope = pass.scope(part.name(), columns.of(p))) {
          distributions.add(part.likelihood().distribution(given, own, pass));
        }
      }
      return new Joined(parts, distributions, columns, event, pass);
    }

    @Override
    public Map<String, double[]> initialValues(Shape event, List<Marginal> all) {
      ColumnGroups columns = columns(event);
      Map<String, double[]> values = new LinkedHashMap<>();
      for (int p = 0; p < parts.size(); p++) {
        Part part = parts.get(p);
        List<Marginal> own = Arrays.stream(columns.of(p)).mapToObj(all::get).toList();
        part.likelihood()
            .initialValues(columns.event(p), own)
            .forEach((name, numbers) -> values.put(part.name() + "/" + name, numbers));
      }
      return values;
    }

    @Override
    public boolean discrete() {
      return parts.stream().allMatch(p -> p.likelihood().discrete());
    }

    @Override
    public Support support() {
      List<Support> all = parts.stream().map(p -> p.likelihood().support()).distinct().toList();
      return all.size() == 1 ? all.get(0) : Support.REAL;
    }

    @Override
    public List<Support> supports(Shape event) {
      ColumnGroups columns = columns(event);
      Support[] all = new Support[event.elements()];
      for (int p = 0; p < parts.size(); p++) {
        List<Support> own = parts.get(p).likelihood().supports(columns.event(p));
        for (int i = 0; i < own.size(); i++) {
          all[columns.of(p)[i]] = own.get(i);
        }
      }
      return List.of(all);
    }
  }

  private record Joined(
      List<Part> parts, List<Distribution> each, ColumnGroups columns, Shape event, Context pass)
      implements Distribution {
    @Override
    public Tensor logProb(Tensor x) {
      return join(p -> each.get(p).logProb(columns.pick(x, p)));
    }

    @Override
    public Optional<Tensor> logObserved(Tensor x, Tensor observed) {
      List<Optional<Tensor>> own = new ArrayList<>();
      for (int p = 0; p < parts.size(); p++) {
        try (var scope = pass.scope(parts.get(p).name())) {
          own.add(each.get(p).logObserved(columns.pick(x, p), columns.pick(observed, p)));
        }
      }
      return own.stream().allMatch(Optional::isEmpty)
          ? Optional.empty()
          : Optional.of(join(p -> own.get(p).orElseGet(() -> columns.pick(x, p).mul(0))));
    }

    @Override
    public Tensor mean() {
      return join(p -> each.get(p).mean());
    }

    @Override
    public Tensor sample() {
      return join(p -> each.get(p).sample());
    }

    @Override
    public Map<String, Tensor> parameters() {
      Map<String, Tensor> parameters = new LinkedHashMap<>();
      for (int p = 0; p < parts.size(); p++) {
        Part part = parts.get(p);
        each.get(p)
            .parameters()
            .forEach((name, value) -> parameters.put(part.prefixed(name), value));
      }
      return parameters;
    }

    private Tensor join(java.util.function.IntFunction<Tensor> results) {
      List<Tensor> all = new ArrayList<>();
      for (int p = 0; p < parts.size(); p++) {
        try (var scope = pass.scope(parts.get(p).name())) {
          all.add(results.apply(p));
        }
      }
      return columns.join(all, event);
    }
  }
}
