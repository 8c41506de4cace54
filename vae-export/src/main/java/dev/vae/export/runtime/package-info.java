/** Runs exported files in onnxruntime and compares them with our own engine. */
package dev.vae.export.runtime;
