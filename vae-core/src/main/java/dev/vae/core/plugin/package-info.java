/**
 * What can be plugged in: layers, likelihoods, posteriors, priors and objectives, each an interface
 * of a few methods written in graph operations, and a provider that ServiceLoader finds by name.
 * This page is the guide for those who write one. It goes from an empty folder to a likelihood that
 * vae trains with, samples from and exports; the files shown are those of the folder {@code
 * vae-examples/plugin}, which can be copied to begin with.
 *
 * <p>What is written once, in {@link dev.vae.core.graph.Tensor} operations, is all there is to
 * write. Gradients, the compiled program, saving, loading and ONNX files follow from it.
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
 * </ul>
 *
 * <h2>1. The class</h2>
 *
 * <p>A likelihood says which numbers it needs from the decoder ({@code heads}, one row's shapes by
 * name), and makes a distribution of them: the log-density of every element by itself, its mean, a
 * draw, and its parameters for exports. It is its own provider here; one with options would read
 * them in {@code create}.
 *
 * <p>{@code src/main/java/acme/waves/Rayleigh.java}:
 *
 * <pre>{@code
 * package acme.waves;
 *
 * import dev.vae.core.graph.Functions;
 * import dev.vae.core.graph.Noise;
 * import dev.vae.core.graph.Shape;
 * import dev.vae.core.graph.Tensor;
 * import dev.vae.core.plugin.Context;
 * import dev.vae.core.plugin.Distribution;
 * import dev.vae.core.plugin.Likelihood;
 * import dev.vae.core.plugin.LikelihoodProvider;
 * import dev.vae.core.plugin.Options;
 * import dev.vae.core.plugin.Support;
 * import java.util.Map;
 *
 * // The Rayleigh distribution: p(x) = x/σ² · exp(−x²/2σ²) for x > 0. Wave heights, wind speeds, the
 * // magnitude of noise in MR images (Johnson, Kotz and Balakrishnan 1994, chapter 18).
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
 * <p>Four things to know:
 *
 * <ul>
 *   <li><b>Heads are any real numbers.</b> So a scale is given as its logarithm, and {@link
 *       dev.vae.core.graph.Functions#softLimit} keeps that where single precision reaches.
 *   <li><b>Nothing is summed.</b> vae leaves unobserved elements out, and sums the rest.
 *   <li><b>Randomness is an input.</b> {@code pass.noise} gives uniform numbers between 0 and 1,
 *       both excluded, or normal ones; a draw is a function of them.
 *   <li><b>The number of rows is never a number.</b> The first axis is {@code c·N}: take shapes
 *       from the tensors you are given.
 * </ul>
 *
 * <p>A layer is shorter: a function of a tensor. One with weights asks {@code pass.parameter} for
 * them; one that does something else in training asks {@code pass.training()}.
 *
 * <p>{@code src/main/java/acme/waves/Sine.java}:
 *
 * <pre>{@code
 * package acme.waves;
 *
 * import dev.vae.core.plugin.Layer;
 * import dev.vae.core.plugin.LayerProvider;
 * import dev.vae.core.plugin.Options;
 *
 * // sin(ωx), element by element, with option "frequency", ω (Sitzmann et al. 2020).
 * public final class Sine implements LayerProvider {
 *   @Override
 *   public String name() {
 *     return "sine";
 *   }
 *
 *   @Override
 *   public Layer create(Options options) {
 *     double frequency = options.decimal("frequency", 1);
 *     return (x, pass) -> x.mul(frequency).sin();
 *   }
 * }
 * }</pre>
 *
 * <h2>2. Their names, where ServiceLoader looks</h2>
 *
 * <p>The class path reads one file, modules another: have both.
 *
 * <p>{@code src/main/resources/META-INF/services/dev.vae.core.plugin.LikelihoodProvider}:
 *
 * <pre>{@code
 * acme.waves.Rayleigh
 * }</pre>
 *
 * <p>{@code src/main/resources/META-INF/services/dev.vae.core.plugin.LayerProvider}:
 *
 * <pre>{@code
 * acme.waves.Sine
 * }</pre>
 *
 * <p>{@code src/main/java/module-info.java}:
 *
 * <pre>{@code
 * module acme.waves {
 *   requires dev.vae.core;
 *
 *   provides dev.vae.core.plugin.LikelihoodProvider with
 *       acme.waves.Rayleigh;
 *   provides dev.vae.core.plugin.LayerProvider with
 *       acme.waves.Sine;
 * }
 * }</pre>
 *
 * <h2>3. Their tests</h2>
 *
 * <p>The contract kit proves what the interface promises. It is in vae-core, and works with any
 * test framework.
 *
 * <p>{@code src/test/java/acme/waves/RayleighTest.java}:
 *
 * <pre>{@code
 * package acme.waves;
 *
 * import dev.vae.core.contract.LikelihoodContract;
 * import dev.vae.core.plugin.Spec;
 * import org.junit.jupiter.api.Test;
 *
 * class RayleighTest {
 *   @Test
 *   void keepsItsContract() {
 *     LikelihoodContract.of(Spec.of("rayleigh")).check();
 *   }
 * }
 * }</pre>
 *
 * <p>{@code src/test/java/acme/waves/SineTest.java}:
 *
 * <pre>{@code
 * package acme.waves;
 *
 * import dev.vae.core.contract.LayerContract;
 * import dev.vae.core.graph.Shape;
 * import dev.vae.core.plugin.Spec;
 * import org.junit.jupiter.api.Test;
 *
 * class SineTest {
 *   @Test
 *   void keepsItsContract() {
 *     LayerContract.of(Spec.of("sine").with("frequency", 3)).input(Shape.of(5)).check();
 *   }
 * }
 * }</pre>
 *
 * <p>Here with Maven; {@code mvn install -DskipTests} in a checkout of vae puts it where Maven
 * looks.
 *
 * <p>{@code pom.xml}:
 *
 * <pre>{@code
 * <project xmlns="http://maven.apache.org/POM/4.0.0">
 *   <modelVersion>4.0.0</modelVersion>
 *   <groupId>acme</groupId>
 *   <artifactId>waves</artifactId>
 *   <version>1.0</version>
 *   <properties>
 *     <maven.compiler.release>17</maven.compiler.release>
 *     <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
 *     <vae.version>0.1.0-SNAPSHOT</vae.version>
 *   </properties>
 *   <dependencies>
 *     <dependency><groupId>dev.vae</groupId><artifactId>vae-core</artifactId><version>${vae.version}</version></dependency>
 *     <!-- the rest is for tests alone: parts to train with, and the check of exports -->
 *     <dependency><groupId>dev.vae</groupId><artifactId>vae-layers</artifactId><version>${vae.version}</version><scope>test</scope></dependency>
 *     <dependency><groupId>dev.vae</groupId><artifactId>vae-export</artifactId><version>${vae.version}</version><scope>test</scope></dependency>
 *     <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>6.1.3</version><scope>test</scope></dependency>
 *   </dependencies>
 *   <build>
 *     <plugins>
 *       <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.16.0</version></plugin>
 *       <plugin><artifactId>maven-jar-plugin</artifactId><version>3.5.1</version></plugin>
 *       <plugin>
 *         <artifactId>maven-surefire-plugin</artifactId>
 *         <version>3.6.1</version>
 *         <configuration>
 *           <argLine>--add-modules jdk.incubator.vector</argLine>
 *           <!-- the tests use modules that the plugin does not need -->
 *           <useModulePath>false</useModulePath>
 *         </configuration>
 *       </plugin>
 *     </plugins>
 *   </build>
 * </project>
 * }</pre>
 *
 * <p>{@code mvn package} tests it and leaves {@code target/waves-1.0.jar}. Without the factor of 2
 * before log σ it would have said:
 *
 * <pre>{@code
 * likelihood 'rayleigh' breaks its contract:
 *   D1 NORMALISED: the density integrates, or the probabilities sum, to one; found: the total is 1.45994, limit 1 ± 1.00000e-05, for {head logScale=[0.3786, 0.9030, -1.089]}; hint: check the normalising constant, and that support() tells where the density is; discrete values other than counts are given by values(...)
 * }</pre>
 *
 * <h2>4. Their use</h2>
 *
 * <p>A jar is found by name from now on if it lies in the folder {@code plugins} beside the command
 * line, in a folder that {@code VAE_PLUGINS} or {@code --plugins} names, on the module path or on
 * the class path.
 *
 * <pre>{@code
 * vae plugins --plugins target/waves-1.0.jar
 * vae train --plugins target/waves-1.0.jar --data csv:heights.csv --likelihood rayleigh --out model
 * vae sample --plugins target/waves-1.0.jar --model model --count 10 --out sample.csv
 * vae export --plugins target/waves-1.0.jar --model model --out onnx --check
 * }</pre>
 *
 * <p>In Java nothing but the path is different; {@link dev.vae.core.plugin.Plugins#withJars} reads
 * folders of jars.
 *
 * <p>{@code src/test/java/acme/waves/TrainingTest.java}:
 *
 * <pre>{@code
 * package acme.waves;
 *
 * import static org.junit.jupiter.api.Assertions.assertEquals;
 * import static org.junit.jupiter.api.Assertions.assertTrue;
 *
 * import dev.vae.core.estimate.Estimator;
 * import dev.vae.core.model.Vae;
 * import dev.vae.core.plugin.Spec;
 * import dev.vae.core.rows.Rows;
 * import dev.vae.core.spec.VaeSpec;
 * import dev.vae.core.train.Trainer;
 * import dev.vae.export.VaeExporter;
 * import dev.vae.export.runtime.OnnxSession;
 * import dev.vae.layers.Layers;
 * import java.nio.file.Path;
 * import java.util.Random;
 * import org.junit.jupiter.api.Test;
 * import org.junit.jupiter.api.io.TempDir;
 *
 * class TrainingTest {
 *   @Test
 *   void trainsAndExports(@TempDir Path folder) throws Exception {
 *     VaeSpec spec =
 *         VaeSpec.builder()
 *             .event(3)
 *             .latent(2)
 *             .encoder(Layers.dense(16), Spec.of("sine").with("frequency", 3))
 *             .decoder(Layers.dense(16), Spec.of("sine"))
 *             .likelihood(Spec.of("rayleigh"))
 *             .build();
 *     Random random = new Random(1);
 *     float[][] heights = new float[500][3];
 *     for (float[] row : heights) {
 *       for (int i = 0; i < 3; i++) {
 *         row[i] = (float) ((i + 1) * Math.sqrt(-2 * Math.log(1 - random.nextDouble())));
 *       }
 *     }
 *     Rows rows = Rows.of(heights);
 *     Vae vae = Vae.create(spec, 1);
 *     double before = Estimator.of(vae).elbo(rows).logLikelihood();
 *     Trainer.of(vae).train(rows).epochs(20).run();
 *     double after = Estimator.of(vae).elbo(rows).logLikelihood();
 *     assertTrue(after > before + 0.5, before + " nats a row became " + after);
 *
 *     assertEquals(4, VaeExporter.of(vae).write(folder).size());
 *     assertTrue(VaeExporter.of(vae).check(folder, OnnxSession.Device.CPU).passed());
 *   }
 * }
 * }</pre>
 *
 * <h2>Posteriors, priors, objectives</h2>
 *
 * <p>These go the same way. A {@link dev.vae.core.plugin.Posterior} makes an {@link
 * dev.vae.core.plugin.Inference} of the encoder's features, which gives draws together with their
 * log-density. A {@link dev.vae.core.plugin.Prior} gives log p(z), draws, and the KL divergence
 * where that has a closed form; where it has none, vae takes the mean of log q − log p over draws.
 * An {@link dev.vae.core.plugin.Objective} builds a loss out of the terms of the bound. Worked
 * parts that keep their contracts, written against this module alone:
 *
 * <ul>
 *   <li>in {@code vae-core/src/test/java/dev/vae/core/contract/OutsideParts.java}: {@code
 *       Householder}, a posterior; {@code StudentMixture}, a prior with parameters; {@code Renyi},
 *       an objective of K draws; {@code ZeroInflated}, counts
 *   <li>in {@code vae-examples/tests/src/test/java/dev/vae/tests/parts}: {@code VonMises}, angles
 *       on {@link dev.vae.core.plugin.Support#CIRCLE}, whose heads begin where the data are
 * </ul>
 *
 * <h2>Shapes</h2>
 *
 * <ul>
 *   <li><b>Rows.</b> Axis 0 of what a layer or likelihood gets is {@code c·N}: N rows of the batch,
 *       or K·N where a decoder sees K draws of each row side by side. So is 2N where the kit looks
 *       whether somebody took N for granted. Latents are {@code [K, N, d]} before they are decoded.
 *   <li><b>Reductions</b> ({@code sum}, {@code mean}, {@code reduceMax}, {@code logSumExp}) drop
 *       the axes they are given, all if none is; negative ones count from the end. {@code
 *       reduce(Op.SUM, true, -1)} keeps them with length 1, to broadcast against the operand.
 *   <li><b>Element-wise operations</b> broadcast as NumPy's do: shapes are aligned at their ends,
 *       and axes of length 1 repeat. A comparison ({@code less}, {@code lessEqual}, {@code
 *       equalTo}) gives 1 or 0, and {@code condition.where(yes, no)} chooses: the branch that is
 *       not taken counts nothing, not even as NaN; but guard its argument, for its gradient is
 *       computed.
 *   <li><b>Products.</b> {@code matmul} multiplies the last two axes and has leading ones in
 *       common; {@code conv2d} takes {@code [N, H, W, C]} and weights {@code [KH, KW, C, O]}.
 *   <li><b>Movement</b>: {@code reshape}, {@code permute}, {@code slice}, {@code pad}, {@code
 *       concat}, {@code expand}, {@code gather}, {@code scatterAdd}. For an axis more, reshape to
 *       the tensor's own {@code shape().dims()} with {@code Dim.of(1)} among them.
 *   <li><b>Noise</b> has one batch axis at most, and that is N itself: {@code [N, d]}, {@code [K,
 *       N, d]}, or the shape of a tensor that has one. Every call is a stream of its own. Where a
 *       textbook rejects and tries again, a fixed number of tries stands side by side and the first
 *       accepted one is taken, as {@link dev.vae.core.density.Draws#gamma} does.
 *   <li><b>Functions</b> of several operations are in {@link dev.vae.core.graph.Functions}:
 *       softmax, logMeanExp, softLimit, oneHot, drawOneHot, logBesselI0, atan2 and others; {@link
 *       dev.vae.core.density.Stirling} has densities in which log-gammas would cancel, and log Γ of
 *       numbers.
 * </ul>
 *
 * <h2>What can be plugged, and what cannot</h2>
 *
 * <p>Beside the five kinds here: optimizers ({@link dev.vae.core.optim.OptimizerProvider}) and
 * learning-rate schedules ({@link dev.vae.core.optim.LearningRateScheduleProvider}), data sources
 * (DataSourceProvider of vae-data) and kernels ({@link dev.vae.core.kernel.KernelProvider}); and
 * whole kinds, by {@link dev.vae.core.plugin.PluginKinds}. Operations of the graph cannot be added:
 * each has a derivative, a reference, kernels and an ONNX form, and what is missing is composed of
 * those there are. Nor can transforms of columns: scaling is part of a model's schema, so that a
 * saved model takes what the data file holds; what else is to be done to values, a data source or a
 * first layer does.
 *
 * <h2>The rules</h2>
 *
 * <p>A contract has rules, and a failure names the rule, what was found, and what is usually wrong.
 * C rules hold for all kinds of plugins, D rules for densities, O rules for objectives; {@link
 * dev.vae.core.contract.Rule} lists them, and ids stay what they are from version to version. A
 * plugin that breaks a rule on purpose says so where it is tested, {@code except(Rule.GRADIENTS)},
 * with the reason beside it. All numbers in the kit are seeded: what passes once passes always.
 */
package dev.vae.core.plugin;
