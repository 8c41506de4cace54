/**
 * Rows of arrays in either precision, and scalings as arrays: what loops over raw rows need, below
 * the rows that users see.
 */
package dev.vae.core.internal.rows;
