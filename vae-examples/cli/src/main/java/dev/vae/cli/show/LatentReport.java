package dev.vae.cli.show;

import dev.vae.core.estimate.LatentMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What latents carry, for people and as JSON. */
public final class LatentReport {
  private LatentReport() {}

  /** Returns some lines of text. */
  public static String describe(LatentMetrics m) {
    StringBuilder text = new StringBuilder();
    line(text, "rate, KL(q(z|x) || p(z))", m.rate());
    line(text, "distortion, −E log p(x|z)", m.distortion());
    text.append(
        String.format(
            Locale.ROOT,
            "%-40s %d of %d%n",
            "active units, Var of E[z|x] above 0.01",
            m.activeUnits(),
            m.varianceOfMean().size()));
    m.aggregate()
        .ifPresent(
            a -> {
              line(text, "mutual information I(x; z)", a.mutualInformation());
              line(text, "total correlation of q(z)", a.totalCorrelation());
              line(text, "dimension-wise KL of q(z)", a.dimensionWiseKl());
              text.append(
                  String.format(
                      Locale.ROOT,
                      "  q(z) is the mixture of the posteriors of %d rows, which can show at most"
                          + " %.2f nats of mutual information%s%n",
                      a.rows(),
                      a.ceiling(),
                      a.ceiling() - a.mutualInformation().value() < 0.5
                          ? ": it is at that limit, the true value may be larger"
                          : ""));
            });
    m.klByDimension().ifPresent(kl -> text.append("KL by dimension:").append(list(kl)));
    m.unknown().forEach(u -> text.append(u).append(System.lineSeparator()));
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String what, LatentMetrics.Mean mean) {
    text.append(
        String.format(
            Locale.ROOT,
            "%-40s %.3f nats (standard error %.3f)%n",
            what,
            mean.value(),
            mean.standardError()));
  }

  private static String list(List<Double> values) {
    StringBuilder text = new StringBuilder();
    for (int j = 0; j < values.size(); j++) {
      text.append(j % 10 == 0 ? String.format("%n  %4d:", j) : "");
      text.append(String.format(Locale.ROOT, " %6.3f", values.get(j)));
    }
    return text.append(System.lineSeparator()).toString();
  }

  /** Returns the same as JSON holds it. */
  public static Map<String, Object> map(LatentMetrics m) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rows", m.rows());
    map.put("rate", map(m.rate()));
    map.put("distortion", map(m.distortion()));
    map.put("activeUnits", m.activeUnits());
    map.put("varianceOfMean", m.varianceOfMean());
    map.put("klByDimension", m.klByDimension().orElse(null));
    m.aggregate()
        .ifPresent(
            a -> {
              map.put("aggregateRows", a.rows());
              map.put("mutualInformation", map(a.mutualInformation()));
              map.put("totalCorrelation", map(a.totalCorrelation()));
              map.put("dimensionWiseKl", map(a.dimensionWiseKl()));
            });
    map.put("unknown", m.unknown());
    return map;
  }

  private static Map<String, Object> map(LatentMetrics.Mean mean) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("value", mean.value());
    map.put("standardError", mean.standardError());
    return map;
  }
}
