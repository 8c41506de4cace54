/**
 * A VAE put together from its parts, what describes it, and where its values live.
 *
 * <p>{@link dev.vae.core.model.Vae} is the entrance: {@code Vae.create(spec, seed)} makes one for
 * rows of arrays, {@code Vae.builder(spec).data(dataset).build()} one that fits a data set of
 * {@code dev.vae.data}, {@code Vae.load} reads one from a folder. It encodes, decodes, samples and
 * reconstructs rows in raw units: scaling, categories and missing values are the model's, by its
 * {@link dev.vae.core.spec.Schema}. Training is in {@code core.train}, judging in {@code
 * core.estimate}, serving in {@code core.predict}.
 *
 * <p>A model's folder holds {@code model.json}, which is replaced last and names the SHA-256 of
 * {@code weights.safetensors}. {@link dev.vae.core.internal.io.FolderLock} keeps a second writer
 * away.
 */
@NullMarked
package dev.vae.core.model;

import org.jspecify.annotations.NullMarked;
