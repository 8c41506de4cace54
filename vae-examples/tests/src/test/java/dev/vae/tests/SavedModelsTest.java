package dev.vae.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.trace.TracedModel;
import dev.vae.core.train.Trainer;
import dev.vae.layers.Layers;
import dev.vae.layers.Objectives;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every part with every other of another kind, likelihoods, objectives, posteriors and priors:
 * trained, saved, and read by another process, a model is the same to the bit; what training
 * changed is what use reads.
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
          Objectives.masked(0.6),
          Objectives.dipI(10, 100),
          Objectives.dipII(10, 5));

  /** All parts, in the order of {@link #spec}; a model is a list of four places in here. */
  private static final List<List<Spec>> KINDS =
      List.of(
          ExportEveryPartTest.LIKELIHOODS,
          OBJECTIVES,
          ExportEveryPartTest.POSTERIORS,
          ExportEveryPartTest.PRIORS);

  /** What cannot be, however the rest of the model is chosen. */
  private static final Set<String> IMPOSSIBLE = impossible();

  @TempDir private Path folder;

  private final Map<String, String> digests = new TreeMap<>();

  /** Two parts of a model, each by its kind and its place there. */
  private record Pair(int kind, int part, int otherKind, int other) {

    boolean in(List<Integer> model) {
      return model.get(kind) == part && model.get(otherKind) == other;
    }

    @Override
    public String toString() {
      return KINDS.get(kind).get(part) + " × " + KINDS.get(otherKind).get(other);
    }
  }

  private static Set<String> impossible() {
    Set<String> pairs = new TreeSet<>();
    String freeBits = Objectives.elboWithFreeBits(0.5).toString();
    for (Spec posterior : ExportEveryPartTest.POSTERIORS) {
      // these have neither a density of any latents nor a KL of each dimension
      if (List.of("planar", "inverseAutoregressive", "deterministic").contains(posterior.name())) {
        for (Spec prior : ExportEveryPartTest.PRIORS) {
          if (prior.name().equals("vampPrior")) {
            pairs.add(posterior + " × " + prior);
          }
        }
        pairs.add(Objectives.doublyReparameterizedIwae(2) + " × " + posterior);
        pairs.add(Objectives.betaTc(6) + " × " + posterior);
        pairs.add(freeBits + " × " + posterior);
      }
    }
    for (Spec prior : ExportEveryPartTest.PRIORS) {
      if (List.of("gaussianMixture", "flow", "vampPrior").contains(prior.name())) {
        pairs.add(freeBits + " × " + prior);
      }
    }
    return pairs;
  }

  @Test
  void everyPartWithEveryOtherOfAnotherKind() throws Exception {
    List<List<Integer>> models = models();
    Set<Pair> open = new LinkedHashSet<>();
    models.forEach(model -> open.addAll(pairs(model)));
    Set<String> impossible = new TreeSet<>();
    Set<List<Integer>> refused = new HashSet<>();
    while (!open.isEmpty()) {
      Pair pair = open.iterator().next();
      // the model with the most pairs that are still open comes first
      List<List<Integer>> candidates =
          models.stream()
              .filter(pair::in)
              .sorted(
                  Comparator.comparing(
                      model -> -pairs(model).stream().filter(open::contains).count()))
              .toList();
      for (List<Integer> model : candidates) {
        List<Integer> besideLikelihood = model.subList(1, model.size());
        if (!refused.contains(besideLikelihood)) {
          if (kept(spec(model))) {
            open.removeAll(pairs(model));
            break;
          }
          refused.add(besideLikelihood);
        }
      }
      if (open.remove(pair)) {
        impossible.add(pair.toString());
      }
    }
    assertEquals(IMPOSSIBLE, impossible);
    anotherProcessReadsTheSame();
  }

  private static List<List<Integer>> models() {
    List<List<Integer>> models = List.of(List.of());
    for (List<Spec> kind : KINDS) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> model : models) {
        for (int i = 0; i < kind.size(); i++) {
          List<Integer> more = new ArrayList<>(model);
          more.add(i);
          longer.add(more);
        }
      }
      models = longer;
    }
    return models;
  }

  private static Set<Pair> pairs(List<Integer> model) {
    Set<Pair> pairs = new LinkedHashSet<>();
    for (int i = 0; i < model.size(); i++) {
      for (int j = i + 1; j < model.size(); j++) {
        pairs.add(new Pair(i, model.get(i), j, model.get(j)));
      }
    }
    return pairs;
  }

  private static VaeSpec spec(List<Integer> model) {
    Spec prior = KINDS.get(3).get(model.get(3));
    boolean conditional = prior.name().equals("conditionalNormal");
    return VaeSpec.builder()
        .event(WIDTH)
        .latent(2)
        .encoder(Layers.dense(5), Layers.batchNorm(), Layers.tanh())
        .decoder(Layers.dense(5), Layers.tanh())
        .likelihood(KINDS.get(0).get(model.get(0)))
        .objective(KINDS.get(1).get(model.get(1)))
        .posterior(KINDS.get(2).get(model.get(2)))
        .prior(prior)
        .condition(conditional ? 2 : 0)
        .build();
  }

  /** Trains two steps and saves; false where parts cannot go together, said when it is built. */
  private boolean kept(VaeSpec spec) throws Exception {
    Vae vae;
    try {
      vae = Vae.builder(spec).plugins(PLUGINS).engine(ENGINE).seed(5).build();
    } catch (IllegalArgumentException e) {
      assertTrue(e.getMessage().matches("(?s).*(no closed form|needs).*"), e.getMessage());
      return false;
    }
    Map<String, float[]> before = new LinkedHashMap<>();
    vae.variables().all().forEach((name, v) -> before.put(name, v.values()));
    TreeSet<String> used = used(vae);
    if (spec.objective().name().equals("masked")) {
      used.removeIf(name -> name.startsWith("prior/")); // of which it learns nothing
    }
    assertEquals(trained(vae), used, spec::toString);
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
            : Rows.of(
                RowMatrix.of(values), RowMatrix.of(new float[][] {{1, 0}, {0, 1}, {1, 0}, {0, 1}}));
    Trainer.of(vae).train(rows).batch(2).epochs(1).run();
    assertEquals(before.keySet(), vae.variables().all().keySet(), spec::toString);
    String name = String.format("%05d", digests.size());
    vae.save(folder.resolve(name));
    digests.put(name, ModelDigest.of(vae));
    return true;
  }

  /** The variables that the loss depends on, and the states that training updates. */
  private static TreeSet<String> trained(Vae vae) {
    TracedModel trace = vae.graphs().training(false);
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
            vae.graphs().encoder(),
            vae.graphs().decoder(),
            vae.graphs().reconstruct(),
            vae.graphs().sample())) {
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
