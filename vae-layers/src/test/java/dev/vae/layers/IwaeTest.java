package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.engine.Variables;
import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.trace.TracedModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The importance-weighted bound and its two gradients, on a small linear model. */
class IwaeTest {
  private static final int SAMPLES = 8;
  private static final int RUNS = 20_000;
  private static final float[] ROW = {0.7f, -1.1f, 0.4f};

  private static Vae linear(Spec objective, Spec posterior) {
    return Vae.builder(
            VaeSpec.builder()
                .event(3)
                .latent(2)
                .posterior(posterior)
                .prior(Priors.normal())
                .likelihood(Likelihoods.gaussianFixed(0.4))
                .objective(objective)
                .build())
        .seed(5)
        .engine(Engine.of(1, null))
        .build();
  }

  /** Loss, draws and gradients of the loss in all parameters, by name. */
  private static Program program(Vae vae) {
    TracedModel trace = vae.graphs().training(false);
    Objective.Terms terms = trace.terms(trace.samples());
    Objective.Loss loss = trace.loss(terms);
    Map<String, Tensor> outputs = new LinkedHashMap<>(loss.report());
    outputs.put("loss", loss.value());
    outputs.put("logLikelihood", terms.logLikelihood());
    outputs.put("logPrior", terms.logPrior());
    outputs.put("logPosterior", terms.draw().logProb());
    List<Tensor> parameters = List.copyOf(trace.parameters().values());
    List<Tensor> gradients = Gradients.of(loss.value(), parameters);
    for (int i = 0; i < parameters.size(); i++) {
      outputs.put("gradient " + parameters.get(i).name(), gradients.get(i));
    }
    Program program = Program.compile(Computation.of(outputs), vae.variables(), vae.engine());
    return program.bind(TracedModel.X, ROW);
  }

  @Test
  void theLossIsTheNegativeLogOfTheMeanWeight() {
    for (Spec spec : List.of(Objectives.iwae(3), Objectives.doublyReparameterizedIwae(3))) {
      try (Program program = program(linear(spec, Posteriors.gaussian()))) {
        program.run(1, 1, 1, 0);
        double sum = 0;
        double squares = 0;
        for (int k = 0; k < 3; k++) {
          double log = program.output("logLikelihood")[k] + program.output("logPrior")[k];
          double w = Math.exp(log - program.output("logPosterior")[k]);
          sum += w;
          squares += w * w;
        }
        assertEquals(-Math.log(sum / 3), program.value("loss"), 1e-5, spec.toString());
        assertEquals(Math.log(sum / 3), program.value("importanceWeightedBound"), 1e-5);
        assertEquals(sum * sum / squares, program.value("effectiveSamples"), 1e-5);
      }
    }
  }

  /** Mean and variance of every element of every gradient, over many draws. */
  private static Map<String, double[][]> moments(Spec objective) {
    Map<String, double[][]> moments = new LinkedHashMap<>();
    Vae vae = linear(objective, Posteriors.gaussian());
    try (Program program = program(vae)) {
      for (int run = 1; run <= RUNS; run++) {
        program.run(1, 1, run, 0);
        for (Variables.Variable weight : vae.variables().all().values()) {
          if (!weight.trained()) {
            continue;
          }
          String name = weight.name();
          float[] gradient = program.output("gradient " + name);
          double[][] m = moments.computeIfAbsent(name, n -> new double[2][gradient.length]);
          for (int i = 0; i < gradient.length; i++) {
            double apart = gradient[i] - m[0][i];
            m[0][i] += apart / run;
            m[1][i] += (apart * (gradient[i] - m[0][i]) - m[1][i]) / run;
          }
        }
      }
    }
    return moments;
  }

  @Test
  void bothGradientsHaveTheSameMeanAndTheDoublyReparameterizedLessVariance() {
    var plain = moments(Objectives.iwae(SAMPLES));
    var doubly = moments(Objectives.doublyReparameterizedIwae(SAMPLES));
    assertEquals(plain.keySet(), doubly.keySet());
    double plainVariance = 0;
    double doublyVariance = 0;
    for (String name : plain.keySet()) {
      double[][] a = plain.get(name);
      double[][] b = doubly.get(name);
      for (int i = 0; i < a[0].length; i++) {
        // the same draws, so the difference of the means has at most this standard error
        double error = (Math.sqrt(a[1][i]) + Math.sqrt(b[1][i])) / Math.sqrt(RUNS);
        assertEquals(a[0][i], b[0][i], 4 * error + 1e-5, name + "[" + i + "]");
        if (name.startsWith("posterior/")) {
          plainVariance += a[1][i];
          doublyVariance += b[1][i];
        } else {
          assertEquals(a[0][i], b[0][i], 1e-4 * (1 + Math.abs(a[0][i])), name + "[" + i + "]");
        }
      }
    }
    assertTrue(
        doublyVariance < 0.5 * plainVariance, doublyVariance + " instead of " + plainVariance);
  }

  @Test
  void aPosteriorWithoutDensityHasNoDoublyReparameterizedGradient() {
    linear(Objectives.iwae(3), Posteriors.planar(2));
    for (Spec posterior : List.of(Posteriors.planar(2), Posteriors.inverseAutoregressive(2))) {
      var thrown =
          assertThrows(
              IllegalArgumentException.class,
              () -> linear(Objectives.doublyReparameterizedIwae(3), posterior));
      assertTrue(thrown.getMessage().contains("no closed form"), thrown.getMessage());
    }
  }
}
