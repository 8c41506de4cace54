/**
 * Adapts a spec to the data that its model is to be trained on: a likelihood for each column, the
 * layers that show a condition, and the schema, which holds everything that raw values go through.
 */
package dev.vae.core.internal.adapt;
