/**
 * What the scores and filled cells of a table's rows are computed from, as plain numbers: weights,
 * noise, grids and quantiles, taken out of a model.
 *
 * <p>The exporter makes ONNX files of them, whose answers are then the model's; what is done with
 * the numbers stands in {@code data.tabular} and {@code data.tabular.draws}.
 */
package dev.vae.data.tabular.formula;
