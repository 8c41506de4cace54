/** Runs contract checks in onnxruntime. */
package dev.vae.export.internal.contract;
