/**
 * Draws of the latents with what they say of rows and columns: what scores, filled cells and
 * synthetic rows of tables are made of. For the library's own modules.
 */
@NullMarked
package dev.vae.core.draws;

import org.jspecify.annotations.NullMarked;
