/** What the scores of a table's rows are computed from, as plain numbers. */
package dev.vae.data.tabular.formula;
