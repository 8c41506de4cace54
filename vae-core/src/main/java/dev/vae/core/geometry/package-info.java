/** Sizes that graphs and kernels, which do not know each other, say in the same words. */
@NullMarked
package dev.vae.core.geometry;

import org.jspecify.annotations.NullMarked;
