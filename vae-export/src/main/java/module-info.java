/** ONNX writer and exporter, and the parity check in onnxruntime. */
module dev.vae.export {
  requires transitive dev.vae.core;
  requires com.google.gson;
  requires com.microsoft.onnxruntime;
  requires static org.jspecify;

  exports dev.vae.export;
  exports dev.vae.export.parity;
  exports dev.vae.export.runtime;

  provides dev.vae.core.contract.ExternalRuntime with
      dev.vae.export.internal.contract.ExportedRuntime;
}
