package dev.vae.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Rows;
import dev.vae.core.model.Trace;
import dev.vae.core.model.Vae;
import dev.vae.core.model.VaeSpec;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.train.Trainer;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import dev.vae.layers.Objectives;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every posterior with every prior and every likelihood, and with every objective: trained, saved,
 * and read by another process, a model is the same to the bit; what training changed is what use
 * reads.
 */
class SavedModelsTest {
  private static final Plugins PLUGINS = Plugins.load();
  private static final Engine ENGINE = Engine.of(1, "portable");
  private static final int WIDTH = 4;

  private static final List<Spec> OBJECTIVES =
      List.of(
          Objectives.elbo(),
          Objectives.elboOfCapacity(3, 2),
          Objectives.elboWithFreeBits(0.5),
          Objectives.iwae(3),
          Objectives.doublyReparameterizedIwae(2),
          Objectives.betaTc(6),
          Objectives.infoVae(0.2, 10),
          Objectives.waeMmd(10),
          Objectives.dipI(10, 100),
          Objectives.dipII(10, 5));

  @TempDir private Path folder;

  private final Map<String, String> digests = new TreeMap<>();
  private final List<String> refused = new ArrayList<>();

  @Test
  void posteriorsPriorsAndLikelihoods() throws Exception {
    for (Spec posterior : ExportEveryPartTest.POSTERIORS) {
      for (Spec prior : ExportEveryPartTest.PRIORS) {
        for (Spec likelihood : ExportEveryPartTest.LIKELIHOODS) {
          kept(spec(posterior, prior).likelihood(likelihood).build());
        }
      }
    }
    // three posteriors have no density of any latents, which a vampPrior needs
    int likelihoods = ExportEveryPartTest.LIKELIHOODS.size();
    assertEquals(3 * likelihoods, refused.size(), refused::toString);
    assertEquals(27 * likelihoods, digests.size());
    anotherProcessReadsTheSame();
  }

  @Test
  void posteriorsPriorsAndObjectives() throws Exception {
    for (Spec posterior : ExportEveryPartTest.POSTERIORS) {
      for (Spec prior : ExportEveryPartTest.PRIORS) {
        for (Spec objective : OBJECTIVES) {
          kept(
              spec(posterior, prior)
                  .likelihood(Likelihoods.gaussian())
                  .objective(objective)
                  .build());
        }
      }
    }
    assertTrue(digests.size() > 200, digests.size() + " and refused " + refused);
    anotherProcessReadsTheSame();
  }

  private static VaeSpec.Builder spec(Spec posterior, Spec prior) {
    boolean conditional = prior.name().equals("conditionalNormal");
    return VaeSpec.builder()
        .event(WIDTH)
        .latent(2)
        .encoder(Layers.dense(5), Layers.batchNorm(), Layers.tanh())
        .decoder(Layers.dense(5), Layers.tanh())
        .posterior(posterior)
        .prior(prior)
        .condition(conditional ? 2 : 0);
  }

  /** Trains two steps and saves; where parts cannot go together, that is said when it is built. */
  private void kept(VaeSpec spec) throws Exception {
    Vae vae;
    try {
      vae = Vae.builder(spec).plugins(PLUGINS).engine(ENGINE).seed(5).build();
    } catch (IllegalArgumentException e) {
      assertTrue(e.getMessage().matches("(?s).*(no closed form|needs).*"), e.getMessage());
      refused.add(spec.posterior() + ", " + spec.prior() + ", " + spec.objective());
      return;
    }
    Map<String, float[]> before = new LinkedHashMap<>();
    vae.variables().all().forEach((name, v) -> before.put(name, v.values()));
    assertEquals(trained(vae), used(vae), spec::toString);
    float[][] values = new float[4][WIDTH];
    for (int r = 0; r < 4; r++) {
      for (int i = 0; i < WIDTH; i++) {
        boolean positive = vae.supports().get(i).inside() == 1;
        values[r][i] = positive ? 1 + r : (r + i) % 2;
      }
    }
    Rows rows =
        spec.condition() == 0
            ? Rows.of(values)
            : Rows.of(values, new float[][] {{1, 0}, {0, 1}, {1, 0}, {0, 1}});
    Trainer.of(vae).train(rows).batch(2).epochs(1).run();
    assertEquals(before.keySet(), vae.variables().all().keySet(), spec::toString);
    String name = String.format("%05d", digests.size());
    vae.save(folder.resolve(name));
    digests.put(name, ModelDigest.of(vae));
  }

  /** The variables that the loss depends on, and the states that training updates. */
  private static TreeSet<String> trained(Vae vae) {
    Trace trace = vae.trainingTrace(false);
    Objective.Loss loss = trace.loss(trace.terms(trace.samples()));
    TreeSet<String> names = new TreeSet<>(trace.updates().keySet());
    names.addAll(variables(Graph.closure(List.of(loss.value()))));
    return names;
  }

  /** The variables that results depend on, of the model in use. */
  private static TreeSet<String> used(Vae vae) {
    TreeSet<String> names = new TreeSet<>();
    for (Computation c :
        List.of(
            vae.encoderComputation(),
            vae.decoderComputation(),
            vae.reconstructComputation(),
            vae.sampleComputation())) {
      names.addAll(variables(c.tensors()));
    }
    return names;
  }

  private static TreeSet<String> variables(Iterable<Tensor> tensors) {
    TreeSet<String> names = new TreeSet<>();
    for (Tensor t : tensors) {
      if (t.op() == Op.VARIABLE) {
        names.add(t.name());
      }
    }
    return names;
  }

  private void anotherProcessReadsTheSame() throws Exception {
    String path =
        System.getProperty("java.class.path", "")
            + File.pathSeparator
            + System.getProperty("jdk.module.path", "")
            + File.pathSeparator
            + Path.of("target", "test-classes").toAbsolutePath();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                path,
                ModelDigest.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    Map<String, String> theirs = new TreeMap<>();
    out.lines().map(line -> line.split(" ")).forEach(f -> theirs.put(f[0], f[1]));
    assertEquals(digests, theirs);
  }
}
