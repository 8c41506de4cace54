/** Writers of rows: NPY and CSV files that appear whole or not at all. */
package dev.vae.data.write;
