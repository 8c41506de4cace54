package dev.vae.core.contract;

import static dev.vae.core.contract.Findings.require;

import dev.vae.core.contract.bench.LikelihoodBench;
import dev.vae.core.contract.bench.TracedPart;
import dev.vae.core.engine.Reference;
import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/**
 * An unobserved element is treated as the model does: the likelihood sees a value inside its
 * support in that cell, and what it says of it is left out of the sum. That must come to the same
 * as an ordinary value there whose log-density is not counted, in all gradients, too.
 */
@NullUnmarked // no null leaves it
final class MaskRule {
  private static final int ROWS = 2;

  private final TracedPart bench;
  private final Tensor mask;
  private final Map<String, Tensor> masked;
  private final Map<String, Tensor> unweighted;
  private final int width;
  private final LikelihoodBench subject;

  private MaskRule(LikelihoodBench subject) {
    this.subject = subject;
    bench = new TracedPart(subject, true);
    width = subject.event().elements();
    Tensor each = bench.outputs.get("logProb");
    mask = each.graph().input("mask", each.shape());
    masked = withGradients(mask.where(each, each.graph().constant(0)).sum());
    unweighted = withGradients(each.mul(mask).sum());
  }

  static void check(LikelihoodBench subject) {
    MaskRule rule = new MaskRule(subject);
    for (int element = 0; element < rule.width; element++) {
      rule.check(element);
    }
  }

  private Map<String, Tensor> withGradients(Tensor total) {
    List<Tensor> with = new ArrayList<>(bench.leaves(Op.INPUT));
    with.removeIf(t -> t.name().equals(LikelihoodBench.X) || TracedPart.isOfTraining(t));
    with.addAll(bench.leaves(Op.VARIABLE));
    List<Tensor> gradients = Gradients.of(total, with);
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("the log-density", total);
    for (int i = 0; i < with.size(); i++) {
      results.put("its gradient in " + with.get(i).name(), gradients.get(i));
    }
    return results;
  }

  private void check(int element) {
    Map<String, double[]> values = bench.values(ROWS, 1, 0.1);
    double[] observed = new double[ROWS * width];
    Arrays.fill(observed, 1);
    observed[element] = 0;
    values.put(mask.name(), observed);
    Map<String, double[]> expected = Reference.evaluate(Computation.of(unweighted), values, ROWS);
    values.get(LikelihoodBench.X)[element] = subject.supports().get(element).inside();
    Map<String, double[]> found = Reference.evaluate(Computation.of(masked), values, ROWS);
    for (String name : masked.keySet()) {
      double[] right = expected.get(name);
      double[] got = found.get(name);
      for (int i = 0; i < right.length; i++) {
        require(
            CommonRules.near(right[i], got[i]),
            String.format(
                Locale.ROOT,
                "%s is %.6g with element %d of the first row unobserved, %.6g without it",
                name,
                got[i],
                element,
                right[i]));
      }
    }
  }
}
