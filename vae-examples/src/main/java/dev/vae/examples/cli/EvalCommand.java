package dev.vae.examples.cli;

import dev.vae.core.estimate.Estimate;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.model.Vae;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges a model by the likelihood of rows. */
@Command(
    name = "eval",
    description = {
      "Estimate the log-likelihood of rows: nats a row and bits a dimension, with the standard"
          + " error of the mean over rows. Of a model that standardizes, densities are those of the"
          + " standardized values."
    },
    mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer> {

  @Mixin private ModelOptions model;
  @Mixin private DataOptions data;
  @Mixin private Console console;

  @Option(
      names = "--estimator",
      paramLabel = "NAME",
      defaultValue = "elbo",
      description = {
        "elbo, the evidence lower bound, or iwae, the importance-weighted bound, which is closer to"
            + " the log-likelihood the more samples; ${DEFAULT-VALUE} if not given."
      })
  private EstimatorName estimator;

  @Option(
      names = "--samples",
      paramLabel = "K",
      converter = Counts.class,
      description = "Draws of z for each row; 1 for elbo and 100 for iwae if not given.")
  private Integer samples;

  /** The estimators there are. */
  enum EstimatorName {
    ELBO(1),
    IWAE(100);

    private final int samples;

    EstimatorName(int samples) {
      this.samples = samples;
    }
  }

  @Override
  public Integer call() throws IOException {
    Vae vae = model.load();
    Estimate estimate =
        Estimator.of(vae)
            .samples(samples == null ? estimator.samples : samples)
            .seed(data.seed())
            .by(estimator.name().toLowerCase(Locale.ROOT), data.toJudge(vae, console));
    console.say(
        String.format(
            Locale.ROOT,
            "%s, %d rows, %d samples: log-likelihood at least %.3f nats a row (standard error"
                + " %.3f), %.4f bits a dimension; reconstruction %.3f, KL %.3f",
            estimate.estimator(),
            estimate.rows(),
            estimate.samples(),
            estimate.logLikelihood(),
            estimate.standardError(),
            estimate.bitsPerDim(),
            estimate.reconstruction(),
            estimate.kl()));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("estimator", estimate.estimator());
    result.put("samples", estimate.samples());
    result.put("rows", estimate.rows());
    result.put("logLikelihood", estimate.logLikelihood());
    result.put("standardError", estimate.standardError());
    result.put("bitsPerDim", estimate.bitsPerDim());
    result.put("reconstruction", estimate.reconstruction());
    result.put("kl", estimate.kl());
    console.result(result);
    return 0;
  }
}
