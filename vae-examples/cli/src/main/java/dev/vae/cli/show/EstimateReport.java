package dev.vae.cli.show;

import dev.vae.core.estimate.BitsPerDimension;
import dev.vae.core.estimate.EffectiveSamples;
import dev.vae.core.estimate.Estimate;
import dev.vae.core.estimate.EstimateKind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An estimate of the log-likelihood, for people and as JSON. */
public final class EstimateReport {
  private EstimateReport() {}

  /** Returns some lines of text. */
  public static String describe(Estimate e, BitsPerDimension bits) {
    boolean bound = e.kind() == EstimateKind.ELBO || e.kind() == EstimateKind.IWAE;
    StringBuilder text = new StringBuilder();
    add(
        text,
        "%s, %d rows, %d %s: log-likelihood %s %.3f nats a row (standard error %.3f over rows",
        e.kind().text(),
        e.rows(),
        e.samples(),
        e.kind() == EstimateKind.AIS ? "chains" : "samples",
        bound ? "at least" : "about",
        e.logLikelihood(),
        e.standardError());
    if (!Double.isNaN(e.monteCarloError())) {
      add(text, ", %.4f Monte Carlo", e.monteCarloError());
    }
    add(text, "), %.4f bits a dimension", e.bitsPerDim());
    if (!Double.isNaN(e.kl())) {
      add(text, "; reconstruction %.3f, KL %.3f", e.reconstruction(), e.kl());
    }
    e.effective()
        .ifPresent(
            s -> {
              add(text, "; effective samples %.1f a row, %.1f in the worst", s.mean(), s.min());
              if (!s.errorTrusted()) {
                text.append("\n").append(untrusted(e, s));
              }
            });
    return text.append("\nbits: ").append(bits.description()).toString();
  }

  private static String untrusted(Estimate e, EffectiveSamples s) {
    String why =
        s.heavyTails() > 0
            ? String.format(
                Locale.ROOT,
                "in %.0f %% of the rows a few draws decide, as the tail of their weights shows"
                    + " (Pareto k above 0.7)",
                100 * s.heavyTails())
            : "so few draws of a row decide";
    return "the Monte Carlo error cannot be trusted: "
        + why
        + "; the true one is larger, and the log-likelihood higher. Take more --samples"
        + (e.kind() == EstimateKind.AIS ? " or --temperatures" : ", or --estimator ais");
  }

  private static void add(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }

  /** Returns the same as JSON holds it. */
  public static Map<String, Object> map(Estimate e, BitsPerDimension bits) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("estimator", e.kind().text());
    map.put("samples", e.samples());
    map.put("rows", e.rows());
    map.put("logLikelihood", e.logLikelihood());
    map.put("standardError", e.standardError());
    map.put("monteCarloError", e.monteCarloError());
    map.put("bitsPerDim", e.bitsPerDim());
    map.put("bitsOf", bits.kind().name().toLowerCase(Locale.ROOT));
    map.put("bitsToUnits", bits.toUnits());
    map.put("bitsMeaning", bits.description());
    map.put("reconstruction", e.reconstruction());
    map.put("kl", e.kl());
    e.effective()
        .ifPresent(
            s -> {
              Map<String, Object> effective = new LinkedHashMap<>();
              effective.put("mean", s.mean());
              effective.put("min", s.min());
              effective.put("heavyTails", s.heavyTails());
              map.put("effectiveSamples", effective);
              map.put("monteCarloErrorTrusted", s.errorTrusted());
            });
    return map;
  }
}
