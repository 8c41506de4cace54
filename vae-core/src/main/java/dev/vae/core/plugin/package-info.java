/**
 * What can be plugged in: layers, likelihoods, posteriors, priors and objectives, each an interface
 * of a few methods written in graph operations, and a provider that ServiceLoader finds by name.
 *
 * <p>What is written once, in {@link dev.vae.core.graph.Tensor} operations, is all there is to
 * write. Gradients, the compiled program, saving, loading and ONNX files follow from it.
 *
 * <p>The guide for authors is the page {@code docs/plugins.md} of the sources: from an empty folder
 * to a jar with a plugin of each kind, and every operation with its shapes. Its project is the
 * folder {@code vae-examples/plugin}, which can be copied to begin with. This page is the short
 * form.
 *
 * <h2>Which interface</h2>
 *
 * <ul>
 *   <li>{@link dev.vae.core.plugin.Layer}, a step of encoder or decoder; found by {@link
 *       dev.vae.core.plugin.LayerProvider}, proved by {@link dev.vae.core.contract.LayerContract}
 *   <li>{@link dev.vae.core.plugin.Likelihood}, how data are distributed, p(x | z); {@link
 *       dev.vae.core.plugin.LikelihoodProvider}, {@link dev.vae.core.contract.LikelihoodContract}
 *   <li>{@link dev.vae.core.plugin.Posterior}, the family of q(z | x); {@link
 *       dev.vae.core.plugin.PosteriorProvider}, {@link dev.vae.core.contract.PosteriorContract}
 *   <li>{@link dev.vae.core.plugin.Prior}, p(z); {@link dev.vae.core.plugin.PriorProvider}, {@link
 *       dev.vae.core.contract.PriorContract}
 *   <li>{@link dev.vae.core.plugin.Objective}, the loss that training minimises; {@link
 *       dev.vae.core.plugin.ObjectiveProvider}, {@link dev.vae.core.contract.ObjectiveContract}
 *   <li>elsewhere: {@link dev.vae.core.optim.OptimizerProvider}, {@link
 *       dev.vae.core.optim.LearningRateScheduleProvider}, DataSourceProvider of vae-data, and whole
 *       kinds by {@link dev.vae.core.plugin.PluginKinds}
 * </ul>
 *
 * <h2>A class, its name, its test</h2>
 *
 * <pre>{@code
 * public final class Rayleigh implements LikelihoodProvider, Likelihood {
 *   @Override
 *   public String name() {
 *     return "rayleigh";
 *   }
 *
 *   @Override
 *   public Likelihood create(Options options) {
 *     return this;
 *   }
 *
 *   @Override
 *   public Support support() {
 *     return Support.POSITIVE;
 *   }
 *
 *   @Override
 *   public Map<String, Shape> heads(Shape event) {
 *     return Map.of("logScale", event);
 *   }
 *
 *   @Override
 *   public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
 *     Tensor logScale = Functions.softLimit(heads.get("logScale"), 9);
 *     Tensor scale = logScale.exp();
 *     Tensor uniform = pass.noise(Noise.Distribution.UNIFORM, scale.shape());
 *     return Distribution.of(
 *         x -> x.log().sub(logScale.mul(2)).sub(x.div(scale).square().mul(0.5)),
 *         scale.mul(Math.sqrt(Math.PI / 2)),
 *         uniform.log().mul(-2).sqrt().mul(scale),
 *         Map.of("scale", scale));
 *   }
 * }
 * }</pre>
 *
 * <p>Its name stands in {@code META-INF/services/dev.vae.core.plugin.LikelihoodProvider} for the
 * class path, and in {@code provides ... with} of {@code module-info.java} for the module path. Its
 * test is {@code LikelihoodContract.of(Spec.of("rayleigh")).check()}: the contract kit is in
 * vae-core, works with any test framework, and tells each broken {@link dev.vae.core.contract.Rule}
 * with a hint. A jar of it is found in the folder {@code plugins} beside the command line, where
 * {@code VAE_PLUGINS} or {@code --plugins} say, and in Java by {@link
 * dev.vae.core.plugin.Plugins#withJars}.
 *
 * <h2>What to know</h2>
 *
 * <ul>
 *   <li><b>Heads and features are any real numbers.</b> So a scale is given as its logarithm, and
 *       {@link dev.vae.core.graph.Functions#softLimit} keeps that where single precision reaches.
 *   <li><b>A likelihood sums nothing.</b> vae leaves unobserved elements out, and sums the rest.
 *   <li><b>Randomness is an input.</b> {@code pass.noise} gives uniform noise between 0 and 1, both
 *       excluded, or normal noise; a draw is a function of it. Every call is a stream of its own.
 *   <li><b>The number of rows is never a number.</b> Axis 0 of what a layer or likelihood gets is
 *       {@code c·N}: N rows of the batch, or K·N where a decoder sees K draws of each row. Latents
 *       are {@code [K, N, d]} before they are decoded. Take shapes from the tensors you are given.
 *   <li><b>Reductions</b> drop the axes they are given, all if none is; negative ones count from
 *       the end. {@code reduce(Op.SUM, true, -1)} keeps them with length 1.
 *   <li><b>Element-wise operations</b> broadcast as NumPy's do. {@code condition.where(yes, no)}
 *       chooses: the branch that is not taken counts nothing, not even as NaN; but guard its
 *       argument, for its gradient is computed.
 * </ul>
 */
@NullMarked
package dev.vae.core.plugin;

import org.jspecify.annotations.NullMarked;
