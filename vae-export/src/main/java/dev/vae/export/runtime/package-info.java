/**
 * Runs exported files in onnxruntime; needs nothing of ours but this module's jar, onnxruntime and
 * Gson on the class path.
 *
 * <p>{@link dev.vae.export.runtime.OnnxVae} opens a bundle, which a folder of exported files is:
 * encode, decode, reconstruct, sample, score, impute. {@link dev.vae.export.runtime.OnnxSession}
 * runs one file with inputs by name. Both are for any number of threads, and are closed, as they
 * hold native memory.
 */
@NullMarked
package dev.vae.export.runtime;

import org.jspecify.annotations.NullMarked;
