/**
 * What those who write densities need: random values of standard distributions out of noise ({@link
 * dev.vae.core.density.Draws}), and densities of counts, gamma and beta variables that stay exact
 * where log-gammas cancel ({@link dev.vae.core.density.Stirling}).
 */
@NullMarked
package dev.vae.core.density;

import org.jspecify.annotations.NullMarked;
