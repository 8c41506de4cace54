/** Sources that stand on an array, or on some columns of another source. */
package dev.vae.data.internal.rows;
