/**
 * What those who write densities need: random values of standard distributions out of noise ({@link
 * dev.vae.core.density.Draws}), and densities of counts, gamma and beta variables that stay exact
 * where log-gammas cancel ({@link dev.vae.core.density.Stirling}).
 */
package dev.vae.core.density;
