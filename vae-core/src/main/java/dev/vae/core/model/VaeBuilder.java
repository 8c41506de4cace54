package dev.vae.core.model;

import dev.vae.core.engine.Engine;
import dev.vae.core.graph.Shape;
import dev.vae.core.internal.adapt.Adaptation;
import dev.vae.core.internal.io.Safetensors;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.rows.DescribedRows;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds a new model from its spec and, where there is one, the data set it is to learn. */
public final class VaeBuilder {
  private VaeSpec spec;
  private @Nullable Schema schema;
  private @Nullable DescribedRows data;
  private final Adaptation adaptation = new Adaptation();
  private @Nullable Plugins plugins;
  private @Nullable Engine engine;
  private long seed = 1;
  private @Nullable Map<String, Shape> stored;
  private @Nullable String origin;

  VaeBuilder(VaeSpec spec) {
    this.spec = spec;
  }

  /** Sets what its rows are; their shape becomes the spec's where that has none. */
  public VaeBuilder schema(Schema rows) {
    schema = Objects.requireNonNull(rows, "schema");
    return this;
  }

  /**
   * Adapts the model to the data set that it is to be trained on, of {@code dev.vae.data}; rows of
   * arrays say nothing of themselves and need no adapting. Its shape becomes the spec's where that
   * has none; its columns, categories, divisor and way of being made binary become the schema, so
   * that the model takes and gives rows as the data holds them. A table whose spec has no
   * likelihood gets one for each column by its values, and its columns are scaled. The trainer
   * takes the same rows.
   *
   * <p>The other methods that speak of data change what is made of it.
   */
  public VaeBuilder data(DescribedRows rows) {
    data = Objects.requireNonNull(rows, "rows");
    return this;
  }

  /**
   * Conditions the model on columns or labels of its data; these columns are then no values of a
   * row any more. Where the spec has no layer {@code condition}, encoder and decoder get one.
   *
   * @param names columns by name or number, {@code labels}, or one of several labels
   */
  public VaeBuilder condition(String... names) {
    Objects.requireNonNull(names, "names");
    for (String name : names) {
      Objects.requireNonNull(name, "one of the names");
    }
    adaptation.condition(List.of(names));
    return this;
  }

  /** Sets the same for what another model is conditioned on. */
  public VaeBuilder condition(Condition what) {
    adaptation.condition(Objects.requireNonNull(what, "condition"));
    return this;
  }

  /**
   * Scales every column of the data that may hold any number to mean 0 and standard deviation 1.
   */
  public VaeBuilder standardize() {
    adaptation.standardize();
    return this;
  }

  /** Makes values of the data 0 or 1 where the likelihood takes nothing else. */
  public VaeBuilder binarize(Binarization how) {
    adaptation.binarize(Objects.requireNonNull(how, "how"));
    return this;
  }

  /** Gives each column of the data the likelihood that its values suggest, not the spec's. */
  public VaeBuilder likelihoodPerColumn() {
    adaptation.likelihoodPerColumn();
    return this;
  }

  /**
   * Gives a column of the data this likelihood, and the others those that their values suggest.
   *
   * @param column its name, its number from 0, or a range of numbers such as {@code 0-9}
   * @param name of the likelihood
   */
  public VaeBuilder likelihood(String column, String name) {
    Objects.requireNonNull(column, "column");
    adaptation.likelihood(column, Objects.requireNonNull(name, "name"));
    return this;
  }

  /** Sets who hears what was chosen by the data, a sentence each. */
  public VaeBuilder notes(Consumer<String> told) {
    adaptation.notes(Objects.requireNonNull(told, "notes"));
    return this;
  }

  /** Sets what its parts are made by; else all that are found. */
  public VaeBuilder plugins(Plugins found) {
    plugins = Objects.requireNonNull(found, "plugins");
    return this;
  }

  /** Sets what it runs with; else the best there is. */
  public VaeBuilder engine(Engine how) {
    engine = Objects.requireNonNull(how, "engine");
    return this;
  }

  /** Sets the seed that its initial values are drawn by; else 1. */
  public VaeBuilder seed(long number) {
    seed = number;
    return this;
  }

  /**
   * Leaves the variables without values, for those of a file. What the file holds is compared with
   * what the spec needs before any memory is taken.
   *
   * @param arrays the file's arrays by name
   * @param file its name, for errors
   */
  VaeBuilder stored(Map<String, Safetensors.Array> arrays, String file) {
    stored = new LinkedHashMap<>();
    arrays.forEach((name, array) -> stored.put(name, array.shape()));
    origin = file;
    return this;
  }

  /**
   * Returns the model.
   *
   * @throws IllegalArgumentException if the spec names a part that is not there, shapes do not fit,
   *     or the data do not; the message names the place
   * @throws IllegalStateException if a part asks for variables in use that it does not ask for in
   *     training
   */
  public Vae build() {
    plugins = plugins == null ? Plugins.load() : plugins;
    if (data != null) {
      Adaptation.Adapted adapted = adaptation.of(spec, data, plugins);
      spec = adapted.spec();
      schema = adapted.schema();
    }
    if (!spec.hasEvent() && schema != null) {
      spec = spec.withEvent(schema.event());
    }
    if (!spec.hasEvent()) {
      throw new IllegalArgumentException(
          "the shape of a row is not known: give the spec an \"event\", or the data's schema");
    }
    spec.checkLikelihood(plugins);
    int width = spec.width();
    Schema rows = schema == null ? Schema.of(spec.event()) : schema;
    if (rows.event().elements() != width) {
      throw new IllegalArgumentException(
          "the model takes rows of shape "
              + spec.event()
              + ", the data's are "
              + rows.event()
              + "; change \"event\", or leave it out to take the data's");
    }
    int meant = rows.condition().map(Condition::width).orElse(spec.condition());
    if (meant != spec.condition()) {
      throw new IllegalArgumentException(
          "\"condition\" is "
              + spec.condition()
              + ", but the data's is "
              + rows.condition().get().describe()
              + ", "
              + Messages.count(meant, "value"));
    }
    return new Vae(this, spec.withColumnsNumbered(rows.columns()), rows);
  }

  @Nullable Plugins plugins() {
    return plugins;
  }

  @Nullable Engine engine() {
    return engine;
  }

  long seed() {
    return seed;
  }

  @Nullable Map<String, Shape> stored() {
    return stored;
  }

  @Nullable String origin() {
    return origin;
  }
}
