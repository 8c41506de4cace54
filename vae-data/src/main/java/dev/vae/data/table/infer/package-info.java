/** What a pass over a table gathers of each column, and the rules that make types of it. */
package dev.vae.data.table.infer;
