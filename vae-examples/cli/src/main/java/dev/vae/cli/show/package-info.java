/**
 * What commands show: progress, reports, and rows written as PNG, CSV or NPY.
 *
 * <p>{@code Console} keeps results on standard output, messages on standard error, and either text
 * or one JSON object. Displays draw over one line of a terminal, and print few lines where there is
 * none.
 */
package dev.vae.cli.show;
