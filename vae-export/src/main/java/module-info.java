/** ONNX writer and exporter, and the parity check in onnxruntime. */
module dev.vae.export {
  requires transitive dev.vae.core;
  requires static dev.vae.data; // for tables alone
  requires com.google.gson;
  requires com.microsoft.onnxruntime;
  requires static org.jspecify;

  exports dev.vae.export;
  exports dev.vae.export.runtime;
  exports dev.vae.export.table;

  provides dev.vae.core.contract.bench.ExternalRuntime with
      dev.vae.export.internal.contract.ExportedRuntime;
}
