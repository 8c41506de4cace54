package dev.vae.cli.command;

import dev.vae.cli.option.ConditionOption;
import dev.vae.cli.option.ModelOptions;
import dev.vae.cli.option.PositiveIntConverter;
import dev.vae.cli.option.SourceOptions;
import dev.vae.cli.show.Console;
import dev.vae.cli.show.EstimateDisplay;
import dev.vae.cli.show.EstimateReport;
import dev.vae.cli.show.LatentReport;
import dev.vae.cli.show.LikelihoodFile;
import dev.vae.core.estimate.Annealing;
import dev.vae.core.estimate.BitsPerDimension;
import dev.vae.core.estimate.Estimate;
import dev.vae.core.estimate.EstimateKind;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.estimate.LatentEstimator;
import dev.vae.core.estimate.LatentMetrics;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import dev.vae.draw.Charts;
import dev.vae.draw.NoFontException;
import java.io.IOException;
import java.nio.file.Path;
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
          + " away; with --metrics what the latents carry. Of a model that standardizes, densities"
          + " are those of the standardized values."
    },
    mixinStandardHelpOptions = true)
public final class EvalCommand implements Callable<Integer> {

  @Mixin private ModelOptions model;
  @Mixin private SourceOptions data;
  @Mixin private ConditionOption given;
  @Mixin private Console console;

  @Option(
      names = "--estimator",
      paramLabel = "NAME",
      description = {
        "elbo, the evidence lower bound; iwae, the importance-weighted bound, which is closer to"
            + " the log-likelihood the more samples; is, the log-likelihood by importance sampling:"
            + " the same with thousands of samples; or ais, by annealed importance sampling, which"
            + " needs no good encoder. elbo if not given, is with --rows."
      })
  private EstimateKind estimator;

  @Option(
      names = "--samples",
      paramLabel = "K",
      converter = PositiveIntConverter.class,
      description =
          "Draws of z for each row, or chains; 1 for elbo, 100 for iwae, 5000 for is and 16 for ais"
              + " if not given.")
  private Integer samples;

  @Option(
      names = "--temperatures",
      paramLabel = "T",
      converter = PositiveIntConverter.class,
      description = "ais: steps from the start to the exact posterior; 200 if not given.")
  private Integer temperatures;

  @Option(
      names = "--leapfrogs",
      paramLabel = "L",
      converter = PositiveIntConverter.class,
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

  @Option(
      names = "--metrics",
      description = {
        "Also what the latents carry: rate and distortion, active units, KL by dimension, mutual"
            + " information, total correlation and dimension-wise KL of the aggregate posterior."
      })
  private boolean metrics;

  @Option(
      names = "--aggregate-rows",
      paramLabel = "M",
      defaultValue = "5000",
      converter = PositiveIntConverter.class,
      description = {
        "--metrics: how many rows the aggregate posterior is made of; the time grows with the"
            + " square. ${DEFAULT-VALUE} if not given."
      })
  private int aggregateRows;

  @Option(
      names = "--chart",
      paramLabel = "FILE",
      description = "Draw the KL by dimension as a PNG file; implies --metrics.")
  private Path chart;

  @Option(
      names = "--rows",
      paramLabel = "FILE",
      description = {
        "Also write every row's value with its Monte Carlo standard error, effective samples and"
            + " Pareto k (above 0.7 the error is too small and the value too low), to a .csv file,"
            + " or as JSON lines to a .jsonl file. The first column is the row's number in the"
            + " data, from 0; a row's value does not depend on the other rows."
      })
  private Path rowsFile;

  @Override
  public Integer call() throws IOException {
    Vae vae = model.load();
    Rows rows = data.toJudge(vae, given, console);
    EstimateKind kind =
        estimator != null ? estimator : rowsFile == null ? EstimateKind.ELBO : EstimateKind.IS;
    Estimate estimate;
    try (EstimateDisplay display = new EstimateDisplay(kind.text(), console.err());
        Estimator judge = Estimator.of(vae)) {
      judge
          .samples(samples == null ? kind.samples() : samples)
          .seed(data.seed())
          .annealing(annealing())
          .listener(display);
      estimate =
          rowsFile == null
              ? judge.estimate(kind, rows)
              : LikelihoodFile.write(rowsFile, each -> judge.estimate(kind, rows, each));
    }
    if (kind == EstimateKind.ELBO && !Estimator.hasBound(vae)) {
      console.note(
          "the model is a plain auto-encoder: reconstruction − KL is not a bound on its"
              + " likelihood");
    }
    BitsPerDimension bits = BitsPerDimension.of(vae, rows);
    console.say(EstimateReport.describe(estimate, bits));
    Map<String, Object> result = EstimateReport.map(estimate, bits);
    if (rowsFile != null) {
      console.say("the value of every row is in " + rowsFile);
      result.put("rowsFile", rowsFile.toString());
    }
    if (kind == EstimateKind.AIS) {
      result.put("temperatures", annealing().temperatures());
      result.put("leapfrogs", annealing().leapfrogs());
      result.put("start", annealing().start().name().toLowerCase(Locale.ROOT));
    }
    if (metrics || chart != null) {
      result.put("latents", latents(vae, rows));
    }
    console.result(result);
    return 0;
  }

  private Map<String, Object> latents(Vae vae, Rows rows) throws IOException {
    LatentMetrics found =
        LatentEstimator.of(vae).aggregateRows(aggregateRows).seed(data.seed()).of(rows);
    console.say(LatentReport.describe(found));
    if (chart != null) {
      if (found.klByDimension().isEmpty()) {
        throw new IllegalArgumentException("--chart: " + found.unknown().get(0));
      }
      try {
        Charts.kl(chart, found.klByDimension().get());
        console.say("the KL by dimension is drawn in " + chart);
      } catch (NoFontException e) {
        console.note("the chart is left out: " + e.getMessage());
      }
    }
    return LatentReport.map(found);
  }

  private Annealing annealing() {
    Annealing usual = Annealing.DEFAULT;
    return new Annealing(
        temperatures == null ? usual.temperatures() : temperatures,
        leapfrogs == null ? usual.leapfrogs() : leapfrogs,
        start == null ? usual.start() : start);
  }
}
