package dev.vae.cli.option;

import dev.vae.cli.show.Console;
import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.VaeSpec;
import dev.vae.data.Binarize;
import dev.vae.data.Dataset;
import dev.vae.layers.Presets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What a new model is made of: a preset or a file, changed in places. */
public final class SpecOptions {
  private static final String PER_COLUMN =
      "{\"type\": \"gaussian\", \"variance\": \"perDimension\"}";

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
        "Change one place of the spec, such as latent=10, encoder.0.units=500, objective.beta=4 or"
            + " likelihood=gaussian. May be repeated."
      })
  private List<String> changes = new ArrayList<>();

  @Option(names = "--latent", paramLabel = "N", description = "Short for --set latent=N.")
  private Integer latent;

  @Option(
      names = "--likelihood",
      paramLabel = "NAME",
      description = {
        "Short for --set likelihood=NAME; auto gives each column of a table the one that its"
            + " values suggest, and scales those that take any number."
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
  private Map<String, String> likelihoodOf = new LinkedHashMap<>();

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

  /** Whether it is a preset that is changed, not a file. */
  public boolean ofPreset() {
    return start.config == null;
  }

  /** Whether each column is to have a likelihood of its own. */
  public boolean byColumn(Dataset rows) {
    boolean words = !rows.categories().isEmpty() && !chosen();
    return AUTO.equals(likelihood) || !likelihoodOf.isEmpty() || words;
  }

  /** Whether somebody chose a likelihood for all columns. */
  private boolean chosen() {
    return start.config != null
        || assignments().stream().anyMatch(change -> change.startsWith("likelihood"));
  }

  /** The spec for rows. */
  public VaeSpec spec(Dataset rows, RowOptions options, Console console) {
    VaeSpec spec = start(rows.event());
    if (byColumn(rows)) {
      if (likelihood != null && !AUTO.equals(likelihood)) {
        throw new IllegalArgumentException(
            "--likelihood "
                + likelihood
                + " is for all columns, --likelihood-of for some: give one or the other");
      }
      if (rows.event().rank() > 1) {
        throw new IllegalArgumentException(
            "pictures have no columns to choose likelihoods for: name one, such as --likelihood"
                + " discretizedLogistic");
      }
      ColumnLikelihoods columns = new ColumnLikelihoods(rows, likelihoodOf);
      console.note(columns.words());
      spec = spec.withLikelihood(columns.spec());
      if (columns.encoder().isPresent() && start.config == null) {
        List<Spec> layers = new ArrayList<>(spec.encoder());
        layers.add(0, columns.encoder().get());
        spec = spec.withLayers(layers, spec.decoder());
      }
    } else if (suitsNobody(rows, options)) {
      console.note(
          "the values are no probabilities: taking likelihood gaussian with a variance for each"
              + " column (--likelihood chooses another, auto one for each column)");
      spec = spec.with("likelihood=" + PER_COLUMN);
    }
    for (String change : assignments()) {
      spec = spec.with(change);
    }
    boolean raw = start.config == null && !options.standardize() && !byColumn(rows);
    return raw ? StartingVariance.apply(spec, rows, options.seed()) : spec;
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
    return all;
  }

  /** Whether nobody chose a likelihood, and the preset's Bernoulli cannot suit a table. */
  private boolean suitsNobody(Dataset rows, RowOptions options) {
    if (start.preset != null
        || chosen()
        || rows.event().rank() > 1
        || options.binarize() != Binarize.NONE) {
      return false;
    }
    return options.standardize() || rows.summary().min() < 0 || rows.summary().max() > 1;
  }
}
