package dev.vae.examples.cli;

import dev.vae.core.estimate.Annealing;
import dev.vae.core.estimate.Estimate;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.model.Rows;
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
          + " error of the mean over rows, and the Monte Carlo error that more samples would take"
          + " away. Of a model that standardizes, densities are those of the standardized values."
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
        "elbo, the evidence lower bound; iwae, the importance-weighted bound, which is closer to"
            + " the log-likelihood the more samples; is, the log-likelihood by importance sampling:"
            + " the same with thousands of samples; or ais, by annealed importance sampling, which"
            + " needs no good encoder. ${DEFAULT-VALUE} if not given."
      })
  private EstimatorName estimator;

  @Option(
      names = "--samples",
      paramLabel = "K",
      converter = Counts.class,
      description =
          "Draws of z for each row, or chains; 1 for elbo, 100 for iwae, 5000 for is and 16 for ais"
              + " if not given.")
  private Integer samples;

  @Option(
      names = "--temperatures",
      paramLabel = "T",
      converter = Counts.class,
      description = "ais: steps from the start to the exact posterior; 200 if not given.")
  private Integer temperatures;

  @Option(
      names = "--leapfrogs",
      paramLabel = "L",
      converter = Counts.class,
      description = "ais: leapfrog steps of a transition; 10 if not given.")
  private Integer leapfrogs;

  @Option(
      names = "--start",
      paramLabel = "WHERE",
      description = {
        "ais: posterior, from the encoder's, or prior, which does not depend on the encoder; the"
            + " posterior if not given and its density is known."
      })
  private Annealing.Start start;

  /** The estimators there are. */
  enum EstimatorName {
    ELBO(1),
    IWAE(100),
    IS(5000),
    AIS(16);

    private final int samples;

    EstimatorName(int samples) {
      this.samples = samples;
    }
  }

  @Override
  public Integer call() throws IOException {
    Vae vae = model.load();
    Rows rows = data.toJudge(vae, console);
    String name = estimator.name().toLowerCase(Locale.ROOT);
    Estimate estimate;
    try (EstimateDisplay display = new EstimateDisplay(name, console.err());
        Estimator judge = Estimator.of(vae)) {
      estimate =
          judge
              .samples(samples == null ? estimator.samples : samples)
              .seed(data.seed())
              .annealing(annealing())
              .listener(display)
              .by(name, rows);
    }
    console.say(words(estimate));
    console.result(map(estimate));
    return 0;
  }

  private Annealing annealing() {
    Annealing usual = Annealing.DEFAULT;
    return new Annealing(
        temperatures == null ? usual.temperatures() : temperatures,
        leapfrogs == null ? usual.leapfrogs() : leapfrogs,
        start == null ? usual.start() : start);
  }

  private String words(Estimate e) {
    String text =
        String.format(
            Locale.ROOT,
            "%s, %d rows, %d %s: log-likelihood %s %.3f nats a row (standard error %.3f over"
                + " rows%s), %.4f bits a dimension",
            e.estimator(),
            e.rows(),
            e.samples(),
            estimator == EstimatorName.AIS ? "chains" : "samples",
            estimator == EstimatorName.ELBO || estimator == EstimatorName.IWAE
                ? "at least"
                : "about",
            e.logLikelihood(),
            e.standardError(),
            Double.isNaN(e.monteCarloError())
                ? ""
                : String.format(Locale.ROOT, ", %.4f Monte Carlo", e.monteCarloError()),
            e.bitsPerDim());
    if (!Double.isNaN(e.kl())) {
      text +=
          String.format(Locale.ROOT, "; reconstruction %.3f, KL %.3f", e.reconstruction(), e.kl());
    }
    if (e.effective().isPresent()) {
      text +=
          String.format(
              Locale.ROOT,
              "; effective samples %.1f a row, %.1f in the worst",
              e.effective().get().mean(),
              e.effective().get().min());
    }
    return text;
  }

  private Map<String, Object> map(Estimate e) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("estimator", e.estimator());
    map.put("samples", e.samples());
    if (estimator == EstimatorName.AIS) {
      map.put("temperatures", annealing().temperatures());
      map.put("leapfrogs", annealing().leapfrogs());
      map.put("start", annealing().start().name().toLowerCase(Locale.ROOT));
    }
    map.put("rows", e.rows());
    map.put("logLikelihood", e.logLikelihood());
    map.put("standardError", e.standardError());
    map.put("monteCarloError", e.monteCarloError());
    map.put("bitsPerDim", e.bitsPerDim());
    map.put("reconstruction", e.reconstruction());
    map.put("kl", e.kl());
    e.effective()
        .ifPresent(s -> map.put("effectiveSamples", Map.of("mean", s.mean(), "min", s.min())));
    return map;
  }
}
