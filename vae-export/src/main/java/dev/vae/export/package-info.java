/** Writes models as ONNX files. Start at {@link dev.vae.export.OnnxExporter}. */
package dev.vae.export;
