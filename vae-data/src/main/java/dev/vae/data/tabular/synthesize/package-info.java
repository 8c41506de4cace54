/** Makes rows like those of a table, and judges how like they are. */
package dev.vae.data.tabular.synthesize;
