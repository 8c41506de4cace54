package dev.vae.core.draws;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Inference;
import dev.vae.core.trace.TracedModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@link ColumnDraws} are computed by. */
final class DrawComputation {
  static final String LOG_WEIGHT = "logWeight";
  static final String LOG_PROB = "logProb";
  static final String MEAN = "mean";
  static final String VALUE = "value";

  /** What is asked of draws. */
  enum Asked {
    WEIGHTS,
    COLUMNS,
    CONDITIONAL,
    EXPECTED,
    /** Both of these. */
    JUDGED,
    LEFT_OUT,
    PREDICTED
  }

  private DrawComputation() {}

  /**
   * Traces a model.
   *
   * @param masked whether values may be missing
   */
  static Computation of(Vae vae, int draws, boolean masked, Asked asked) {
    if (asked == Asked.PREDICTED) {
      return predicted(vae, masked);
    }
    TracedModel trace = vae.graphs().inference(masked);
    var terms = trace.terms(draws);
    Inference.Draw draw = terms.draw();
    Tensor z = draw.z();
    Dim rows = Dim.rows(z.shape().dim(0).factor());
    Distribution given = trace.decode(z.reshape(Shape.of(rows, z.shape().dim(2))));
    Shape every = z.shape().sub(0, 2);
    Shape rowShape = Shape.batch(vae.spec().width());
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    @Nullable Tensor each =
        asked == Asked.CONDITIONAL || asked == Asked.JUDGED || asked == Asked.LEFT_OUT
            ? trace.logProb(given, trace.graph().input(TracedModel.X, rowShape), rows)
            : null;
    Tensor observed = each == null ? trace.logProb(given, rows) : trace.observed(given, each, rows);
    Tensor joint = observed.sum(1).reshape(every);
    Tensor weight = joint.add(terms.logPrior()).sub(draw.logProb());
    outputs.put(LOG_WEIGHT, weight);
    switch (asked) {
      case WEIGHTS, PREDICTED -> {}
      case COLUMNS -> {
        Tensor judged = trace.graph().input(ColumnDraws.JUDGED, rowShape);
        outputs.put(LOG_PROB, trace.logProb(given, judged, rows));
        outputs.put(MEAN, trace.rawMean(given));
        outputs.put(VALUE, trace.rawDraw(given));
      }
      case CONDITIONAL, JUDGED, EXPECTED -> {
        if (asked != Asked.EXPECTED) {
          Tensor own = Functions.repeated(trace.graph().input(ColumnDraws.OWN, rowShape), rows);
          Tensor zero = trace.graph().constant(0);
          outputs.put(
              LOG_PROB, own.where(Objects.requireNonNull(each), zero).sum(1).reshape(every));
        }
        if (asked != Asked.CONDITIONAL) {
          outputs.put(MEAN, trace.rawMean(given));
          outputs.putAll(spreads(given.parameters()));
        }
      }
      case LEFT_OUT -> {
        Shape cells = Shape.of(every.dim(0), every.dim(1), Dim.of(vae.spec().width()));
        Tensor without =
            weight
                .reshape(Shape.of(every.dim(0), every.dim(1), Dim.of(1)))
                .sub(Objects.requireNonNull(each).reshape(cells));
        outputs.put(
            ColumnDraws.LEFT_OUT,
            without
                .logSumExp(0)
                .sub(weight.logSumExp(0).reshape(Shape.of(every.dim(1), Dim.of(1)))));
      }
    }
    return Computation.of(outputs);
  }

  /** What the likelihood says where z is the posterior's mean. */
  private static Computation predicted(Vae vae, boolean masked) {
    TracedModel trace = vae.graphs().inference(masked);
    Distribution given = trace.decode(trace.posterior().mean());
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put(MEAN, trace.rawMean(given));
    given
        .parameters()
        .forEach(
            (name, value) -> {
              if (name.endsWith("." + ColumnDraws.PROBABILITIES)) {
                outputs.put(name, value);
              }
            });
    outputs.putAll(spreads(given.parameters()));
    return Computation.of(outputs);
  }

  /**
   * The variances of parts, and of those of which single values have probabilities, these and the
   * others' means.
   */
  private static Map<String, Tensor> spreads(Map<String, Tensor> parameters) {
    Map<String, Tensor> told = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> {
          if (name.endsWith("." + ColumnDraws.VARIANCE)) {
            told.put(name, value);
            String part = name.substring(0, name.length() - ColumnDraws.VARIANCE.length());
            Tensor shares = parameters.get(part + ColumnDraws.PROBABILITIES);
            if (shares != null) {
              told.put(part + ColumnDraws.PROBABILITIES, shares);
              told.put(
                  part + ColumnDraws.DENSITY_MEAN,
                  Objects.requireNonNull(parameters.get(part + ColumnDraws.DENSITY_MEAN)));
            }
          }
        });
    return told;
  }
}
