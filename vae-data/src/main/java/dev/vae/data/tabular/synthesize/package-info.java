/**
 * Makes rows like those of a table, and judges how like they are: {@link
 * dev.vae.data.tabular.synthesize.Synthesizer} draws, with cells that are given and rules that hold
 * in every row, {@link dev.vae.data.tabular.synthesize.FidelityReport} compares with the real
 * table.
 *
 * <p>The report has two baselines beside the model, columns drawn independently and interpolation
 * between neighbours, without which its figures say little.
 */
@NullMarked
package dev.vae.data.tabular.synthesize;

import org.jspecify.annotations.NullMarked;
