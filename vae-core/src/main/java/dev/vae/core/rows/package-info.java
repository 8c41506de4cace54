/**
 * Rows to train on or to judge, handed out in batches: {@link dev.vae.core.rows.Rows}. Arrays are
 * one source of rows; the module {@code dev.vae.data} has files, generators and tables. A row that
 * was not wholly observed carries a mask, and a conditioned model's rows carry a condition.
 */
@NullMarked
package dev.vae.core.rows;

import org.jspecify.annotations.NullMarked;
