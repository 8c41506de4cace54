/**
 * Hashes, atomic files and the words for what goes wrong with files; not exported.
 *
 * <p>Readers and writers of every format report files by these words, so that a pipe, a folder or a
 * file without permission gets the same sentence everywhere.
 */
package dev.vae.data.internal.file;
