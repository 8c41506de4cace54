/**
 * What may go wrong though it was called right. Callers may catch {@link
 * dev.vae.core.VaeException}, the root of all errors of the outside world, or one of its kinds:
 *
 * <ul>
 *   <li>{@link dev.vae.core.ModelFileException}: the files of a model, sampler or checkpoint are
 *       missing, damaged, of something else, cannot be read or written, or are in use.
 *   <li>{@code dev.vae.data.rows.DataException}: data is missing, damaged, or not what its source
 *       promises.
 *   <li>{@link dev.vae.core.TrainingException}: training cannot go on.
 *   <li>{@link dev.vae.core.PluginException}: a plugin or kernels that were found do not work.
 *   <li>{@code dev.vae.draw.DrawingException}: a picture cannot be drawn or written.
 * </ul>
 *
 * {@code dev.vae.export.runtime.OnnxRuntimeException}, where onnxruntime refuses or fails, is not
 * of the family, as exported files run without this module.
 *
 * <p>Each message says what is wrong, where, and what to do, and may be shown as it is. {@link
 * IllegalArgumentException} means that an argument is wrong, rows that do not fit a model included;
 * {@link IllegalStateException} that a call comes at the wrong time, such as after {@code close}.
 * These two are errors of the calling code and better mended than caught. A class that the exporter
 * or a reader documents with {@link java.io.IOException} throws that besides.
 */
@NullMarked
package dev.vae.core;

import org.jspecify.annotations.NullMarked;
