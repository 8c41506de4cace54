/**
 * ONNX models as records, and their wire format; knows nothing of our graphs.
 *
 * <p>{@code ModelWriter} turns a {@code GraphDef} into protobuf by hand: a few field numbers
 * instead of a library. Bytes depend on the graph alone, so the same model is the same file.
 */
package dev.vae.export.internal.onnx;
