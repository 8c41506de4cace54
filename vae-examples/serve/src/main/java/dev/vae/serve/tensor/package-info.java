/**
 * Tensors as the Open Inference Protocol v2 carries them, in JSON and in its binary extension: <a
 * href="https://kserve.github.io/website/latest/reference/inference/v2-protocol/">the
 * specification</a>.
 */
package dev.vae.serve.tensor;
