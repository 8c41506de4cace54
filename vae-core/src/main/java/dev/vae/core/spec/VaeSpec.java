package dev.vae.core.spec;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.io.Json;
import dev.vae.core.internal.io.RegularFiles;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The architecture of a VAE: its parts by name, with their options; everything but the values of
 * its parameters. Build one with {@link #builder}, or read it from JSON:
 *
 * <pre>{@code
 * {"event": [784], "latent": 20,
 *  "encoder": [{"type": "dense", "units": 400}, "relu"],
 *  "decoder": [{"type": "dense", "units": 400}, "relu"],
 *  "posterior": "gaussian", "prior": "standardNormal",
 *  "likelihood": "bernoulli", "objective": {"type": "elbo", "beta": 1.0}, "output": "dense"}
 * }</pre>
 *
 * <p>A part without options is its name; only {@code latent} and {@code likelihood} must be given.
 * An option {@code columns} of a likelihood lists columns of a row, by number from 0 or by their
 * names in the schema.
 *
 * @param event the shape of one row, such as {@code [28, 28, 1]} (channels last); without axes as
 *     long as it is to be taken from the data
 * @param latent the number of latent dimensions, at least 1
 * @param encoder layers from a row {@code [N, D]} to features
 * @param decoder layers from a latent {@code [N, latent]} to features
 * @param posterior q(z | x)
 * @param prior p(z)
 * @param likelihood p(x | z); null as long as none is chosen
 * @param objective the loss that training minimises
 * @param output how the decoder's features become the likelihood's parameters
 * @param condition how many values a row's condition has; 0 for a model without
 */
public record VaeSpec(
    Shape event,
    int latent,
    List<Spec> encoder,
    List<Spec> decoder,
    Spec posterior,
    Spec prior,
    @Nullable Spec likelihood,
    Spec objective,
    Output output,
    int condition) {

  /** How the decoder's features become the likelihood's parameters. */
  public enum Output {
    /** Through one dense layer for each parameter. */
    DENSE,
    /** As they are, split in the order of the likelihood's parameters; their sizes must agree. */
    DIRECT,
    /**
     * As they are, images {@code [N, height, width, F]} or sequences whose last axis is split in
     * the order of the likelihood's parameters, so that each place gives its own values'
     * parameters.
     */
    CHANNELS
  }

  /** Checks and copies. */
  public VaeSpec {
    Objects.requireNonNull(event, "event");
    if (!event.isConstant() || event.rank() > 0 && event.elements() < 1) {
      throw new IllegalArgumentException("event " + event + " is not a shape of a row");
    }
    if (latent < 1) {
      throw new IllegalArgumentException("latent must be at least 1, not " + latent);
    }
    if (condition < 0) {
      throw new IllegalArgumentException("condition must be at least 0, not " + condition);
    }
    encoder = layers("encoder", encoder);
    decoder = layers("decoder", decoder);
    Objects.requireNonNull(posterior, "posterior");
    Objects.requireNonNull(prior, "prior");
    Objects.requireNonNull(objective, "objective");
    Objects.requireNonNull(output, "output");
  }

  private static List<Spec> layers(String part, Spec... layers) {
    return layers(part, Arrays.asList(Objects.requireNonNull(layers, part)));
  }

  private static List<Spec> layers(String part, List<Spec> layers) {
    for (Spec layer : Objects.requireNonNull(layers, part)) {
      Objects.requireNonNull(layer, () -> "a layer of the " + part);
    }
    return List.copyOf(layers);
  }

  /**
   * Returns a builder with the usual posterior, prior and objective; a likelihood must be chosen.
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads a spec from JSON; a whole {@code model.json} will do too.
   *
   * @throws IllegalArgumentException if it is not valid; the message names the place, and the
   *     nearest known key for an unknown one
   */
  public static VaeSpec fromJson(String json) {
    Objects.requireNonNull(json, "json");
    return SpecJson.read(Json.read(json));
  }

  /**
   * Reads a spec from a file of JSON, of at most 16 MiB; a whole {@code model.json} will do too.
   *
   * @throws IllegalArgumentException as {@link #fromJson}; the message begins with the file
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static VaeSpec read(Path file) {
    String json = RegularFiles.text(Objects.requireNonNull(file, "file"), "a spec");
    try {
      return fromJson(json);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** Returns this as JSON. */
  public String toJson() {
    return Json.write(toMap());
  }

  /** Returns this as the values of a JSON object: texts, numbers, flags, lists and maps. */
  public Map<String, Object> toMap() {
    return SpecJson.write(this);
  }

  /**
   * Returns the spec of the values of a JSON object.
   *
   * @throws IllegalArgumentException as {@link #fromJson}
   */
  public static VaeSpec fromMap(Map<?, ?> values) {
    return SpecJson.read(Objects.requireNonNull(values, "values"));
  }

  /**
   * Returns this with one thing changed, as from a command line: {@code latent=10}, {@code
   * encoder.0.units=500}, {@code objective.beta=4}, {@code likelihood=gaussian}, {@code
   * likelihood=studentT(degrees=3)}. The value is read as JSON where it is valid JSON, as a part
   * with options where it has the form of one ({@link Spec#parse}), else as text.
   *
   * @throws IllegalArgumentException if there is no such place, or the value does not fit
   */
  public VaeSpec with(String assignment) {
    Objects.requireNonNull(assignment, "assignment");
    return SpecJson.read(Overrides.apply(SpecJson.write(this), assignment));
  }

  /**
   * Returns what the part of a scope is called, such as {@code posterior 'planar'} for posterior.
   */
  public String partAt(String scope) {
    return switch (Objects.requireNonNull(scope, "scope")) {
      case "posterior" -> scope + " '" + posterior.name() + "'";
      case "prior" -> scope + " '" + prior.name() + "'";
      case "likelihood" -> likelihood == null ? scope : scope + " '" + likelihood.name() + "'";
      case "objective" -> scope + " '" + objective.name() + "'";
      default -> scope;
    };
  }

  /** Whether the shape of a row is known. */
  public boolean hasEvent() {
    return event.rank() > 0;
  }

  /** Returns this for rows of another shape. */
  public VaeSpec withEvent(Shape rows) {
    return new VaeSpec(
        rows, latent, encoder, decoder, posterior, prior, likelihood, objective, output, condition);
  }

  /** Returns this with other layers. */
  public VaeSpec withLayers(List<Spec> forEncoder, List<Spec> forDecoder) {
    return new VaeSpec(
        event,
        latent,
        forEncoder,
        forDecoder,
        posterior,
        prior,
        likelihood,
        objective,
        output,
        condition);
  }

  /** Returns this with a condition of so many values; 0 for none. */
  public VaeSpec withCondition(int values) {
    return new VaeSpec(
        event, latent, encoder, decoder, posterior, prior, likelihood, objective, output, values);
  }

  /** Returns this with another way from the decoder's features to the likelihood's parameters. */
  public VaeSpec withOutput(Output how) {
    return new VaeSpec(
        event, latent, encoder, decoder, posterior, prior, likelihood, objective, how, condition);
  }

  /** Returns this with another likelihood. */
  public VaeSpec withLikelihood(Spec part) {
    Objects.requireNonNull(part, "likelihood");
    return new VaeSpec(
        event, latent, encoder, decoder, posterior, prior, part, objective, output, condition);
  }

  /**
   * Returns this with numbers for the names of columns in the likelihood.
   *
   * @param names the columns' names, in order; may be empty
   * @throws IllegalArgumentException if there is no column of a name
   */
  public VaeSpec withColumnsNumbered(List<String> names) {
    Objects.requireNonNull(names, "names");
    if (likelihood == null) {
      return this;
    }
    try {
      return withLikelihood(ColumnNames.numbered(likelihood, names));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("likelihood: " + e.getMessage(), e);
    }
  }

  /** Whether a likelihood was chosen. */
  public boolean hasLikelihood() {
    return likelihood != null;
  }

  /**
   * Refuses a spec without a likelihood: nothing could be said for any choice.
   *
   * @param plugins those whose likelihoods the message lists
   * @throws IllegalArgumentException if none was chosen
   */
  public void checkLikelihood(Plugins plugins) {
    Objects.requireNonNull(plugins, "plugins");
    if (likelihood == null) {
      throw new IllegalArgumentException(
          "the spec has no likelihood, which says how values are distributed: add \"likelihood\","
              + " such as gaussian for real numbers or bernoulli for 0 and 1; there are "
              + String.join(", ", new TreeSet<>(plugins.all(LikelihoodProvider.class).keySet())));
    }
  }

  /** Returns the number of values in a row, D. */
  public int width() {
    if (!hasEvent()) {
      throw new IllegalStateException("the shape of a row is not known: give \"event\"");
    }
    return event.elements();
  }

  /** Collects the parts of a spec. */
  public static final class Builder {
    private Shape event = Shape.SCALAR;
    private int latent;
    private final List<Spec> encoder = new ArrayList<>();
    private final List<Spec> decoder = new ArrayList<>();
    private Spec posterior = Spec.of("gaussian");
    private Spec prior = Spec.of("standardNormal");
    private @Nullable Spec likelihood;
    private Spec objective = Spec.of("elbo");
    private Output output = Output.DENSE;
    private int condition;

    private Builder() {}

    /** Returns the shape of one row, such as {@code 784} or {@code 28, 28, 1}. */
    public Builder event(int... lengths) {
      Objects.requireNonNull(lengths, "lengths");
      return event(Shape.of(lengths));
    }

    /** Sets the shape of one row. */
    public Builder event(Shape shape) {
      event = Objects.requireNonNull(shape, "event");
      return this;
    }

    /** Sets the number of latent dimensions. */
    public Builder latent(int dimensions) {
      latent = dimensions;
      return this;
    }

    /** Appends layers to the encoder. */
    public Builder encoder(Spec... layers) {
      encoder.addAll(layers("encoder", layers));
      return this;
    }

    /** Appends layers to the decoder. */
    public Builder decoder(Spec... layers) {
      decoder.addAll(layers("decoder", layers));
      return this;
    }

    /** Sets the approximate posterior q(z | x). */
    public Builder posterior(Spec part) {
      posterior = Objects.requireNonNull(part, "posterior");
      return this;
    }

    /** Sets the prior p(z). */
    public Builder prior(Spec part) {
      prior = Objects.requireNonNull(part, "prior");
      return this;
    }

    /** Sets the likelihood p(x | z). */
    public Builder likelihood(Spec part) {
      likelihood = Objects.requireNonNull(part, "likelihood");
      return this;
    }

    /** Sets the loss that training minimises. */
    public Builder objective(Spec part) {
      objective = Objects.requireNonNull(part, "objective");
      return this;
    }

    /** Sets how the decoder's features become the likelihood's parameters. */
    public Builder output(Output how) {
      output = Objects.requireNonNull(how, "output");
      return this;
    }

    /** Sets how many values a row's condition has. */
    public Builder condition(int values) {
      condition = values;
      return this;
    }

    /**
     * Returns the spec.
     *
     * @throws IllegalArgumentException if the latent size is missing
     */
    public VaeSpec build() {
      return new VaeSpec(
          event,
          latent,
          encoder,
          decoder,
          posterior,
          prior,
          likelihood,
          objective,
          output,
          condition);
    }
  }
}
