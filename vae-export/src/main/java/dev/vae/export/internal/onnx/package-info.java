/** ONNX models as records, and their wire format; knows nothing of our graphs. */
package dev.vae.export.internal.onnx;
