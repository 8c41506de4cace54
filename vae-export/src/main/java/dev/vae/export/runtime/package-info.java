/**
 * Runs exported files in onnxruntime and compares them with our own engine.
 *
 * <p>{@link dev.vae.export.runtime.OnnxSession} opens a file or bytes and runs it with inputs by
 * name; close it, as it holds native memory. {@link dev.vae.export.runtime.ParityCheck} gives both
 * the same inputs and noise and measures the largest difference of each output, in the units of its
 * column.
 */
package dev.vae.export.runtime;
