/** Speed: training steps in the form peers report them, and the kernels one by one. */
package dev.vae.cli.bench;
