package dev.vae.core.train;

import dev.vae.core.engine.Program;
import dev.vae.core.graph.Tensor;
import dev.vae.core.spec.Schema;
import dev.vae.core.trace.Limit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/** Sees which heads of the likelihood meet a limit. */
@NullUnmarked // no null leaves it
final class LimitMonitor {
  /** A single odd row need not be told. */
  private static final double SHARE = 0.05;

  private static final String BELOW = "below ";
  private static final String ABOVE = "above ";
  private static final String LOW = "low ";
  private static final String HIGH = "high ";

  private final Map<String, Limit> limits;
  private final Schema schema;
  private final Set<String> told = new HashSet<>();

  LimitMonitor(Map<String, Limit> limits, Schema schema) {
    this.limits = new LinkedHashMap<>(limits);
    this.schema = schema;
  }

  /** What a program must compute. */
  Map<String, Tensor> outputs() {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    limits.forEach(
        (head, limit) -> {
          outputs.put(BELOW + head, limit.below());
          outputs.put(ABOVE + head, limit.above());
          outputs.put(LOW + head, limit.low());
          outputs.put(HIGH + head, limit.high());
        });
    return outputs;
  }

  /** What is met now, and was not told yet. */
  List<TrainingEvent.LimitMet> news(Program program, int epoch) {
    List<TrainingEvent.LimitMet> news = new ArrayList<>();
    for (String head : limits.keySet()) {
      look(head, program.output(BELOW + head), program.output(LOW + head), false, epoch, news);
      look(head, program.output(ABOVE + head), program.output(HIGH + head), true, epoch, news);
    }
    return news;
  }

  private void look(
      String head,
      float[] shares,
      float[] at,
      boolean upper,
      int epoch,
      List<TrainingEvent.LimitMet> news) {
    int width = schema.event().elements();
    Set<Integer> columns = new LinkedHashSet<>();
    int first = -1;
    for (int i = 0; i < shares.length; i++) {
      if (shares[i] > SHARE) {
        columns.add(limits.get(head).column(i, shares.length, width));
        first = first < 0 ? i : first;
      }
    }
    if (first < 0 || !told.add(head + " " + upper)) {
      return;
    }
    int column = columns.iterator().next();
    double limit = at.length == 1 ? at[0] : at[first];
    int more = columns.size() - 1;
    String text =
        String.format(
            Locale.ROOT,
            "'%s' of %s%s meets its %s limit, %.3g, for %.0f %% of the rows: the likelihood cannot"
                + " follow the data there; rescale or standardise the column, drop it if it never"
                + " varies, or choose another likelihood",
            head,
            column < 0 ? "all columns" : schema.column(column),
            more == 0 ? "" : more == 1 ? " and 1 other column" : " and " + more + " other columns",
            upper ? "upper" : "lower",
            limit,
            100.0 * shares[first]);
    news.add(
        new TrainingEvent.LimitMet(
            head, List.copyOf(columns), epoch, upper, limit, shares[first], text));
  }
}
