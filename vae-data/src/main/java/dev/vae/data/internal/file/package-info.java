/** Hashes, atomic files and the words for what goes wrong with files; not exported. */
package dev.vae.data.internal.file;
