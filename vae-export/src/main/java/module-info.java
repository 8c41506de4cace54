/** ONNX writer and exporter, and the parity check in onnxruntime. */
module dev.vae.export {
  requires transitive dev.vae.core;

  exports dev.vae.export;
}
