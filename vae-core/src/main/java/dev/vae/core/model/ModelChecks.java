package dev.vae.core.model;

import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.trace.TracedModel;
import java.util.List;

/** Refuses what makes no model, before memory is taken for it. */
final class ModelChecks {
  /** Beyond this many, programs take minutes to compile. */
  private static final int MOST_OPERATIONS = 200_000;

  /** More than an image of 4,096 by 4,096 pixels has in four channels makes no model. */
  private static final int MOST_VALUES = 1 << 26;

  private ModelChecks() {}

  static void checkWidth(VaeSpec spec) {
    int values = spec.event().elements();
    if (values > MOST_VALUES) {
      throw new IllegalArgumentException(
          "'event' has " + values + " values a row; a model takes at most " + MOST_VALUES);
    }
  }

  /**
   * Checks a trace of all of training, which meets every variable and shows whether the shapes fit.
   */
  static void checkTraining(VaeSpec spec, TracedModel training) {
    training.graph().limit(MOST_OPERATIONS);
    checkConditionIsRead(spec, training.everyTerm());
  }

  private static void checkConditionIsRead(VaeSpec spec, List<Tensor> results) {
    boolean read =
        Graph.closure(results).stream()
            .anyMatch(t -> t.op() == Op.INPUT && t.name().equals(TracedModel.CONDITION));
    if (spec.condition() > 0 && !read) {
      throw new IllegalArgumentException(
          "the model has a condition of "
              + spec.condition()
              + " values that none of its parts reads: put the layer 'condition' into encoder and"
              + " decoder, or take prior 'conditionalNormal'; or leave out \"condition\"");
    }
  }
}
