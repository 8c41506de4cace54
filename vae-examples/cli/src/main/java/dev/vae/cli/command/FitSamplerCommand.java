package dev.vae.cli.command;

import dev.vae.cli.option.ConditionOption;
import dev.vae.cli.option.ModelOptions;
import dev.vae.cli.option.PositiveIntConverter;
import dev.vae.cli.option.SourceOptions;
import dev.vae.cli.show.Console;
import dev.vae.core.internal.io.FolderLock;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.sampler.LatentSampler;
import dev.vae.core.sampler.Samplers;
import dev.vae.data.Dataset;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fits a density to the aggregate posterior, to draw new rows from. */
@Command(
    name = "fit-sampler",
    description = {
      "Fit a density to where rows lie in the latent space, for vae sample --sampler. Use the rows"
          + " that the model was trained on."
    },
    mixinStandardHelpOptions = true)
public final class FitSamplerCommand implements Callable<Integer> {

  @Mixin private ModelOptions model;
  @Mixin private SourceOptions data;
  @Mixin private Console console;

  /** The samplers that can be fitted. */
  enum Kind {
    GMM,
    FLOW
  }

  /** What stands for a row in the latent space. */
  enum Latent {
    DRAWS,
    MEANS
  }

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      defaultValue = "gmm",
      description =
          "gmm, a mixture of Gaussians with full covariances, or flow; ${DEFAULT-VALUE} if not"
              + " given.")
  private Kind kind;

  @Option(
      names = "--components",
      paramLabel = "K",
      defaultValue = "10",
      converter = PositiveIntConverter.class,
      description = "Of gmm, how many Gaussians; ${DEFAULT-VALUE} if not given.")
  private int components;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "8",
      converter = PositiveIntConverter.class,
      description = "Of flow, how many couplings; ${DEFAULT-VALUE} if not given.")
  private int steps;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "20",
      converter = PositiveIntConverter.class,
      description = "Of flow, passes over the rows; ${DEFAULT-VALUE} if not given.")
  private int epochs;

  @Option(
      names = "--latents",
      paramLabel = "WHICH",
      defaultValue = "draws",
      description = {
        "Fit to draws from the rows' posteriors, or to their means, which lie closer together;"
            + " ${DEFAULT-VALUE} if not given."
      })
  private Latent latent;

  @Override
  public Integer call() throws Exception {
    Vae vae = model.load();
    try (FolderLock lock = FolderLock.of(model.folder())) {
      return fit(vae);
    }
  }

  private int fit(Vae vae) throws Exception {
    Dataset rows = data.forModel(vae, new ConditionOption(), console);
    float[][] latents =
        switch (latent) {
          case DRAWS -> vae.drawLatents(rows, data.seed());
          case MEANS -> vae.encode(rows).mean();
        };
    LatentSampler sampler =
        switch (kind) {
          case GMM -> Samplers.mixture(vae, latents, components, data.seed());
          case FLOW ->
              Samplers.flow(
                  vae, latents, Spec.of("flow").with("steps", steps), epochs, data.seed());
        };
    Path file = Samplers.save(sampler, vae, model.folder());
    console.say(
        String.format(
            Locale.ROOT,
            "sampler %s, log-density of its %d latents %.2f nats a row, is in %s",
            sampler.name(),
            latents.length,
            sampler.facts().get("logLikelihood"),
            file));
    Map<String, Object> told = new LinkedHashMap<>(sampler.facts());
    told.put("file", file.toString());
    told.put("rows", latents.length);
    console.result(told);
    return 0;
  }
}
