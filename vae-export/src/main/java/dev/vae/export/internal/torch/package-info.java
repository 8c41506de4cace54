/**
 * Computations as PyTorch source: a {@code TorchModule} is the text of a module that reads {@code
 * weights.safetensors}, a {@code TorchFunction} one of its methods, written node by node from the
 * graph that the ONNX files are written from.
 */
package dev.vae.export.internal.torch;
