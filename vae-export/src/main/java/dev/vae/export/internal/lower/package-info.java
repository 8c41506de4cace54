/**
 * From graph operations to ONNX nodes. {@code OpLowering} is the table of operations; the other
 * classes each know one family of them.
 */
package dev.vae.export.internal.lower;
