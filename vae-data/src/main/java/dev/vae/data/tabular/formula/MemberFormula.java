package dev.vae.data.tabular.formula;

import dev.vae.core.model.Vae;
import dev.vae.data.internal.outlier.IsolationTree;
import java.util.List;

/**
 * The numbers of one member, all in the model's units.
 *
 * @param vae its VAE
 * @param noise of the draws that rows are scored by, {@code [K][latent]}, the same for every row
 * @param mean of principal components, for each column; 0 for categories
 * @param axes of principal components, {@code [q][D]}
 * @param variance what principal components leave
 * @param logShares for each column the log of its levels' shares; empty for numbers
 * @param logDensities for each column the log of its density at the points of a grid; empty for
 *     categories
 * @param references the rows that near ones are looked for in, NaN where missing
 * @param near what near rows say for each observed column at least, in nats
 * @param trees of random cuts
 * @param observed how many columns each held-out row has, ascending
 * @param rest the held-out rows' scores without what holes explain
 */
public record MemberFormula(
    Vae vae,
    float[][] noise,
    double[] mean,
    double[][] axes,
    double variance,
    double[][] logShares,
    double[][] logDensities,
    double[][] references,
    double near,
    List<IsolationTree> trees,
    int[] observed,
    double[] rest) {}
