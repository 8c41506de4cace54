/**
 * The contract kit: proves that a plugin keeps the promises its interface makes. Plain Java, for
 * use from any test framework:
 *
 * <pre>{@code
 * @Test
 * void keepsItsContract() {
 *   LayerContract.of(Spec.of("scale").with("factor", 3)).input(Shape.of(5)).check();
 * }
 * }</pre>
 *
 * <p>There is one contract for each kind of plugin. {@code check()} throws a {@link
 * dev.vae.core.contract.ContractError} that lists every broken {@link dev.vae.core.contract.Rule},
 * in one line each: its id, what it promises, what was found with the limit, and a hint. A rule
 * that could only be broken as a consequence is not told. What takes longer than two seconds shows
 * how far it is; {@code progress(null)} keeps it quiet.
 *
 * <h2>Rules</h2>
 *
 * <p>For all kinds:
 *
 * <ul>
 *   <li>C1: it is found by its name, on the class path and on the module path
 *   <li>C2: it is made from its spec
 *   <li>C3: its spec survives being written as JSON and read again
 *   <li>C4: the same spec and seed give the same graph and the same parameters
 *   <li>C5: shapes are as the interface says, for N rows and for 2N
 *   <li>C6: what a row gives does not depend on the other rows of its batch
 *   <li>C7: gradients equal finite differences
 *   <li>C8: results and gradients are finite for extreme values, in single precision
 *   <li>C9: the exported graph gives what the engine gives; checked where vae-export is present
 *   <li>C10: outside training, a layer draws no noise
 *   <li>C11: every parameter that is used outside training is trained
 * </ul>
 *
 * <p>For densities and draws:
 *
 * <ul>
 *   <li>D1: the density integrates, or the probabilities sum, to one
 *   <li>D2: the log-density of an element depends on no other element
 *   <li>D3: draws follow the log-density
 *   <li>D4: the mean of draws, and of the density, is what mean() says
 *   <li>D5: the closed form of KL(q || p) equals its mean over draws
 *   <li>D6: logProb(z) of a draw is the log-density that the draw came with
 *   <li>D7: an unobserved element contributes nothing to the sum of log-densities or its gradients
 *   <li>D8: every row is drawn with noise of its own
 *   <li>D9: every one of a row's K draws has noise of its own
 *   <li>D10: every element, or latent dimension, is drawn with noise of its own
 *   <li>D11: draws lie where support(), or values(...), says that rows do
 * </ul>
 *
 * <p>For objectives:
 *
 * <ul>
 *   <li>O1: the loss is a scalar that falls when the log-likelihood rises
 *   <li>O2: the loss is a mean over rows: that of a batch is that of the batch twice over
 *   <li>O3: the loss of a batch is the mean of its rows' losses
 *   <li>O4: the loss does not fall when the posterior moves away from the prior
 *   <li>O5: log-likelihoods one nat higher lower the loss by one
 *   <li>O6: the loss sees rows through log-likelihood and posterior alone
 * </ul>
 *
 * <p>For optimizers ({@link dev.vae.core.contract.OptimizerContract}) and learning-rate schedules
 * ({@link dev.vae.core.contract.LearningRateScheduleContract}):
 *
 * <ul>
 *   <li>P1: the same gradients give the same weights, bit for bit, on one thread or several
 *   <li>P2: a run that was saved and goes on gives the bits of one that did not stop
 *   <li>P3: a hundred steps down a parabola lower the loss
 *   <li>R1: factors are finite and not negative, from the first epoch to the last
 *   <li>R2: the same epoch has the same factor, whatever was asked before
 * </ul>
 *
 * <p>For data sources ({@code DataSourceContract} in vae-data):
 *
 * <ul>
 *   <li>S1: the same text gives the same rows and the same SHA-256, whenever it is opened
 *   <li>S2: there are as many rows as size() says, of the shape that event() says, and no more
 *   <li>S3: no file stays open when rows have been read
 *   <li>S4: what cannot be read is refused with one clear line that names it
 * </ul>
 *
 * <h2>Chance</h2>
 *
 * <p>All random numbers in the kit are seeded: what passes once always passes; {@code seed(...)}
 * takes others. Rules on noise (D8, D9, likelihoods' D10) replace single numbers of it and look at
 * what moves; chance has no part in them. D3, D4 and D5 compare averages with their expectation. A
 * plugin that keeps one of these fails it with a probability of at most about one in a million,
 * over all comparisons of the rule together (Bonferroni), for any seed; draws of normal variables
 * that are 10 % too wide or too narrow, or a tenth of a deviation off, are as good as certain to be
 * told.
 */
@NullMarked
package dev.vae.core.contract;

import org.jspecify.annotations.NullMarked;
