/**
 * Speed: training steps in the form peers report them, and the kernels one by one.
 *
 * <p>Times are minima over bursts, with a warm-up; {@code WeightDigest} hashes the weights after a
 * fixed training, the same on any machine.
 */
package dev.vae.cli.bench;
