/**
 * Calls, between the protocols above and the models below: {@code Batcher} gathers those that come
 * at the same time into one, {@code JsonCall} reads the rows of a body, {@code RequestException} is
 * how a call is refused, with a status and a line for whoever called.
 */
package dev.vae.serve.call;
