/** Texts of files that every onnxruntime reads alike. */
package dev.vae.export.internal.text;
