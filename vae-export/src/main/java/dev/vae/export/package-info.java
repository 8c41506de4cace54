/**
 * Writes models as ONNX files, in the wire format's own terms: no protocol-buffer library is
 * needed.
 *
 * <p>{@link dev.vae.export.VaeExporter} writes a model and compares the files, run in onnxruntime,
 * with the model itself; {@link dev.vae.export.OnnxExporter} turns any computation into a file.
 *
 * <pre>{@code
 * VaeExporter exporter = VaeExporter.of(vae);
 * exporter.write(folder);
 * ParityReport report = exporter.check(folder, OnnxSession.Device.CPU);
 * }</pre>
 *
 * <p>To run on a GPU, put the jar {@code onnxruntime_gpu} in the place of {@code onnxruntime}; they
 * have the same classes and module name.
 */
@NullMarked
package dev.vae.export;

import org.jspecify.annotations.NullMarked;
