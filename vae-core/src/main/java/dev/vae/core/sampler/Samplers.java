package dev.vae.core.sampler;

import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.mixture.GaussianMixture;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Prior;
import dev.vae.core.plugin.Spec;
import dev.vae.core.trace.StandaloneContext;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Makes samplers of latents.
 *
 * <pre>{@code
 * LatentSampler gmm = Samplers.mixture(vae, vae.drawLatents(rows, 1), 10, 1);
 * float[][] dreams = vae.decode(gmm.draw(16, 42));
 * Samplers.save(gmm, vae, folder);
 * }</pre>
 */
public final class Samplers {
  /** The name of the model's own prior. */
  public static final String PRIOR = "prior";

  /** The name of a Gaussian mixture with full covariances. */
  public static final String MIXTURE = "gmm";

  /** The name of a flow. */
  public static final String FLOW = "flow";

  static final String LOG_WEIGHTS = "logWeights";
  static final String MEANS = "means";
  static final String FACTORS = "factors";
  static final String DENSITY = "density";

  private Samplers() {}

  /** Returns the model's prior. */
  public static LatentSampler prior(Vae vae) {
    Objects.requireNonNull(vae, "vae");
    return new FittedSampler(
        PRIOR,
        () -> vae.graphs().inference(false).samplePrior(),
        vae.variables(),
        vae.engine(),
        Map.of());
  }

  /**
   * Returns a Gaussian mixture fitted to latents.
   *
   * @param latents {@code [n][latent]}, such as {@link Vae#drawLatents} gives
   * @throws IllegalArgumentException if there are too few latents for so many components
   */
  public static LatentSampler mixture(Vae vae, float[][] latents, int components, long seed) {
    checkWidth(vae, latents);
    return mixture(
        vae, GaussianMixture.fit(latents, GaussianMixture.Settings.of(components, seed)), seed);
  }

  private static LatentSampler mixture(Vae vae, GaussianMixture mixture, long seed) {
    int k = mixture.components();
    int d = mixture.dimensions();
    Variables variables = new Variables();
    double[] logs = mixture.weights().clone();
    for (int i = 0; i < k; i++) {
      logs[i] = Math.max(StrictMath.log(logs[i]), -Float.MAX_VALUE); // files hold finite numbers
    }
    variables.add(LOG_WEIGHTS, Shape.of(k), false).set(floats(logs));
    variables.add(MEANS, Shape.of(k, d), false).set(floats(mixture.means()));
    variables.add(FACTORS, Shape.of(k, d * d), false).set(floats(mixture.factors()));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("components", (long) k);
    facts.put("seed", seed);
    facts.put("iterations", (long) mixture.logLikelihoods().size());
    facts.put("logLikelihood", mixture.logLikelihood());
    return mixture(vae, variables, facts);
  }

  /** A mixture whose numbers are known. */
  static LatentSampler mixture(Vae vae, Variables variables, Map<String, Object> facts) {
    Shape means = variables.get(MEANS).shape();
    int k = means.dim(0).factor();
    int d = means.dim(1).factor();
    return new FittedSampler(
        MIXTURE, () -> mixed(k, d, variables), variables, vae.engine(), Map.copyOf(facts));
  }

  private static Tensor mixed(int k, int d, Variables variables) {
    Context pass = StandaloneContext.of(false, variables, 0);
    Tensor uniform = pass.noise(Noise.Distribution.UNIFORM, Shape.batch(k));
    Tensor chosen = Functions.drawOneHot(pass.state(LOG_WEIGHTS, Shape.of(k), 0), uniform);
    Tensor factors = chosen.matmul(pass.state(FACTORS, Shape.of(k, d * d), 0));
    Tensor normal = pass.noise(Noise.Distribution.NORMAL, Shape.batch(d));
    Tensor apart =
        factors.reshape(Shape.of(Dim.N, Dim.of(d), Dim.of(d))).matmul(normal.reshape(column(d)));
    Tensor mean = chosen.matmul(pass.state(MEANS, Shape.of(k, d), 0));
    return mean.add(apart.reshape(Shape.batch(d)));
  }

  private static Shape column(int d) {
    return Shape.of(Dim.N, Dim.of(d), Dim.of(1));
  }

  /**
   * Returns a density such as priors are made of, fitted to latents by maximum likelihood.
   *
   * @param latents {@code [n][latent]}
   * @param density a prior without an encoder in it, such as {@code flow}
   * @param epochs passes over the latents, at least 1
   */
  public static LatentSampler flow(
      Vae vae, float[][] latents, Spec density, int epochs, long seed) {
    Objects.requireNonNull(density, "density");
    checkWidth(vae, latents);
    if (epochs < 1) {
      throw new IllegalArgumentException("a flow needs at least 1 epoch, not " + epochs);
    }
    FlowFit.Fitted fitted =
        FlowFit.run(latents, density, vae.plugins(), vae.engine(), epochs, seed);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put(DENSITY, density.name());
    facts.put("options", density.options());
    facts.put("seed", seed);
    facts.put("epochs", (long) epochs);
    facts.put("logLikelihood", fitted.logLikelihood());
    return flow(vae, fitted.variables(), density, facts);
  }

  /** A flow whose numbers are known. */
  static LatentSampler flow(Vae vae, Variables variables, Spec density, Map<String, Object> facts) {
    return new FittedSampler(
        FLOW, () -> flowing(vae, density, variables), variables, vae.engine(), Map.copyOf(facts));
  }

  static Tensor flowing(Vae vae, Spec density, Variables variables) {
    Context pass = StandaloneContext.of(false, variables, 0);
    Prior prior = vae.plugins().prior(density);
    return FlowFit.unscaled(prior.sample(vae.spec().latent(), pass), pass);
  }

  /**
   * Writes a fitted sampler into its model's folder, atomically.
   *
   * @return the file
   * @throws dev.vae.core.ModelFileException if another process or thread is writing into the
   *     folder, or writing fails
   * @throws IllegalArgumentException if it is the prior, which the model has
   */
  public static Path save(LatentSampler sampler, Vae vae, Path folder) {
    Objects.requireNonNull(sampler, "sampler");
    Objects.requireNonNull(vae, "vae");
    Objects.requireNonNull(folder, "folder");
    return SamplerFile.save(sampler, vae, folder);
  }

  /**
   * Returns the sampler of a name for a model: its prior, or what was saved in its folder.
   *
   * @throws IllegalArgumentException if there is none of this name
   * @throws dev.vae.core.ModelFileException if the file is missing, not valid or cannot be read, or
   *     the model has other weights than it was fitted to
   */
  public static LatentSampler load(Vae vae, Path folder, String name) {
    Objects.requireNonNull(vae, "vae");
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(name, "name");
    return name.equals(PRIOR) ? prior(vae) : SamplerFile.load(vae, folder, name);
  }

  private static void checkWidth(Vae vae, float[][] latents) {
    Objects.requireNonNull(vae, "vae");
    Objects.requireNonNull(latents, "latents");
    for (int i = 0; i < latents.length; i++) {
      int row = i;
      Objects.requireNonNull(latents[i], () -> "latents[" + row + "]");
    }
    if (latents.length == 0 || latents[0].length != vae.spec().latent()) {
      throw new IllegalArgumentException(
          "a sampler needs latents of "
              + Messages.count(vae.spec().latent(), "dimension")
              + " to be fitted to, not "
              + (latents.length == 0 ? "none" : latents[0].length));
    }
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }
}
