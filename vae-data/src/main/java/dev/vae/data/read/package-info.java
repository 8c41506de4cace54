/**
 * Readers of files: {@link dev.vae.data.read.Idx}, {@link dev.vae.data.read.Npy}, {@link
 * dev.vae.data.read.Npz} and {@link dev.vae.data.read.ImageFolder}. Those of matrices that are
 * mostly zero are in {@code data.read.sparse}.
 *
 * <p>Every byte is taken as hostile: sizes that a header states are checked against the file's
 * length before memory is taken. Whole files are mapped, compressed ones kept in memory in their
 * own element type, so an image set of bytes takes a byte a pixel.
 */
package dev.vae.data.read;
