package dev.vae.data.tabular.synthesize;

import java.util.function.ToDoubleFunction;

/**
 * The figures of a report, each with its sentence.
 *
 * @param key in JSON
 * @param title in the page
 * @param good what is best, in words
 * @param sentence what it is
 * @param of how it is read
 */
record FidelityFigure(
    String key, String title, String good, String sentence, ToDoubleFunction<Fidelity> of) {
  static final FidelityFigure[] ALL = {
    new FidelityFigure(
        "shape",
        "Column shapes",
        "1",
        "How alike each column is by itself: 1 − the Kolmogorov-Smirnov distance of numbers, 1 −"
            + " the total variation of categories, the mean over columns; independent columns have"
            + " it nearly perfect.",
        Fidelity::shape),
    new FidelityFigure(
        "trend",
        "Pair trends",
        "1",
        "How alike pairs of columns are: 1 − half the difference of correlations, 1 − the total"
            + " variation of joint shares where a column is of categories, the mean over pairs.",
        Fidelity::trend),
    new FidelityFigure(
        "levelCoverage",
        "Levels present",
        "1",
        "The share of the categories of at least 0.1 % of the real rows that occur at all.",
        Fidelity::levelCoverage),
    new FidelityFigure(
        "tailError",
        "Tail error",
        "0",
        "How far the 1st and the 99th percentile of numbers lie from the real ones, in standard"
            + " deviations.",
        Fidelity::tailError),
    new FidelityFigure(
        "trainSyntheticTestReal",
        "Trained on synthetic",
        "as real",
        "The AUROC, on real rows held out, of boosted trees that learnt the target column from"
            + " these rows alone: what they are worth for building a model.",
        Fidelity::trainSyntheticTestReal),
    new FidelityFigure(
        "indistinguishable",
        "Indistinguishable",
        "1",
        "1 − (2 AUROC − 1) of boosted trees that are trained to tell these rows from real ones held"
            + " out: 1 if they cannot, 0 if they always can.",
        Fidelity::indistinguishable),
    new FidelityFigure(
        "exactCopies",
        "Exact copies",
        "as test rows",
        "The share of rows that equal a training row in every cell; short rows do by chance, as"
            + " test rows do.",
        Fidelity::exactCopies),
    new FidelityFigure(
        "tailShare",
        "Too near",
        "0.02",
        "The share of rows that are nearer to a training row than 98 % of the real rows held out"
            + " are: well above 0.02 says that rows were learnt by heart.",
        Fidelity::tailShare),
    new FidelityFigure(
        "membership",
        "Membership attack",
        "0.5",
        "The AUROC of guessing which real rows were in the training table by how near the synthetic"
            + " rows come to them: 0.5 is a blind guess.",
        Fidelity::membership)
  };
}
