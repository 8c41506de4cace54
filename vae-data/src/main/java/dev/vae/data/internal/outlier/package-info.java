/** Simple detectors of odd rows, which a table's model has beside its VAEs. */
package dev.vae.data.internal.outlier;
