package dev.vae.cli.option;

import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.model.VaeBuilder;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.VaeSpec;
import dev.vae.data.Dataset;
import dev.vae.layers.Presets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What a new model is made of: a preset or a file, changed in places. */
public final class SpecOptions {
  private static final String AUTO = "auto";

  @ArgGroup(exclusive = true)
  private Start start = new Start();

  /** Where the spec comes from. */
  static final class Start {
    @Option(
        names = "--preset",
        paramLabel = "NAME",
        description =
            "Start from mlp (784-400-20 and the like), linear, conv or resnet; mlp if not given.")
    private String preset;

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "Start from a spec in JSON, such as the model.json of another model.")
    private Path config;
  }

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "Change one value of the spec, such as latent=10, encoder.0.units=500, objective.beta=4 or"
            + " likelihood=studentT(degrees=3). May be repeated."
      })
  private List<String> changes = new ArrayList<>();

  @Option(names = "--latent", paramLabel = "N", description = "Short for --set latent=N.")
  private Integer latent;

  @Option(
      names = "--likelihood",
      paramLabel = "NAME",
      description = {
        "Short for --set likelihood=NAME; auto gives each column of a table the one that its"
            + " values suggest, and scales those that take any number. A table gets auto if"
            + " neither this nor a preset is given."
      })
  private String likelihood;

  @Option(
      names = "--likelihood-of",
      paramLabel = "COLUMN=NAME",
      split = ",",
      description = {
        "The likelihood of a column, by name or number, or of a range such as 0-9; with commas."
            + " The other columns get the one that their values suggest."
      })
  private List<String> likelihoodOf = new ArrayList<>();

  @Option(
      names = "--beta",
      paramLabel = "B",
      description = "The weight of the KL, short for --set objective.beta=B.")
  private Double beta;

  @Option(
      names = "--kl-warm-up",
      paramLabel = "EPOCHS",
      description = "Let that weight grow from 0, short for --set objective.warmUp=EPOCHS.")
  private Double klWarmUp;

  /** Whether anything was asked for. */
  public boolean given() {
    return start.preset != null
        || start.config != null
        || !assignments().isEmpty()
        || !likelihoodOf.isEmpty()
        || AUTO.equals(likelihood);
  }

  /** Whether the start is named, or the likelihoods are to be chosen by the rows. */
  public boolean begins() {
    return start.preset != null
        || start.config != null
        || AUTO.equals(likelihood)
        || !likelihoodOf.isEmpty();
  }

  /** Returns a spec with the changes alone: what is not asked for stays as it is. */
  public VaeSpec changed(VaeSpec spec) {
    VaeSpec changed = spec;
    for (String change : assignments()) {
      changed = changed.with(change);
    }
    return changed;
  }

  /** Returns a builder of a model for rows. */
  public VaeBuilder builder(Dataset rows, RowOptions options, Plugins plugins) {
    if (likelihood != null && !AUTO.equals(likelihood) && !likelihoodOf.isEmpty()) {
      throw new IllegalArgumentException(
          "--likelihood "
              + likelihood
              + " is for all columns, --likelihood-of for some: give one or the other");
    }
    boolean byColumn = byColumn(rows, options);
    VaeSpec spec = start(rows.event());
    for (String change : assignments()) {
      if (byColumn && isOfLikelihood(change)) {
        throw new IllegalArgumentException(
            "'"
                + change
                + "' is for one likelihood, but each column is to get its own: give one or the"
                + " other");
      }
      spec = spec.with(change);
    }
    boolean fits = start.config == null && !byColumn;
    VaeBuilder builder = Vae.builder(fits ? Presets.fitted(spec, plugins) : spec).plugins(plugins);
    NamedValues.of("--likelihood-of", "COLUMN=NAME, such as age=poisson", likelihoodOf)
        .forEach(builder::likelihood);
    return byColumn ? builder.likelihoodPerColumn() : builder;
  }

  /** Whether each column is to have a likelihood of its own: a table where none was chosen. */
  private boolean byColumn(Dataset rows, RowOptions options) {
    if (AUTO.equals(likelihood) || !likelihoodOf.isEmpty()) {
      return true;
    }
    boolean chosen =
        start.config != null || assignments().stream().anyMatch(SpecOptions::isOfLikelihood);
    boolean plain = start.preset == null && options.binarize() == Binarization.NONE;
    return !chosen && rows.event().rank() == 1 && (plain || !rows.categories().isEmpty());
  }

  private static boolean isOfLikelihood(String change) {
    return change.startsWith("likelihood");
  }

  private VaeSpec start(Shape event) {
    if (start.config == null) {
      return Presets.of(start.preset == null ? "mlp" : start.preset, event);
    }
    return VaeSpec.read(start.config);
  }

  private List<String> assignments() {
    Map<String, Object> shorts = new LinkedHashMap<>();
    shorts.put("latent", latent);
    shorts.put("likelihood", AUTO.equals(likelihood) ? null : likelihood);
    shorts.put("objective.beta", beta);
    shorts.put("objective.warmUp", klWarmUp);
    List<String> all = new ArrayList<>();
    shorts.forEach(
        (key, value) -> {
          if (value != null) {
            all.add(key + "=" + value);
          }
        });
    all.addAll(changes);
    Map<String, String> seen = new HashMap<>();
    for (String change : all) {
      String key = change.split("=", 2)[0].strip();
      String before = seen.put(key, change);
      if (before != null) {
        throw new IllegalArgumentException(
            "'"
                + before
                + "' and '"
                + change
                + "' are for one place, "
                + (shorts.get(key) == null
                    ? "both by --set"
                    : "one by an option that is short for the other's --set")
                + ": give one");
      }
    }
    return all;
  }
}
