/**
 * The built-in layers, found by name.
 *
 * <p>Each class is its provider and its layer, or makes the layer from options: {@code create}
 * reads them and refuses what it does not know, {@code apply} writes the layer in graph operations.
 * Features are {@code [N, F]}, images {@code [N, height, width, channels]}. {@code LayerWeights}
 * makes weights and biases with initialisation and weight normalisation by option.
 */
package dev.vae.layers.layer;
