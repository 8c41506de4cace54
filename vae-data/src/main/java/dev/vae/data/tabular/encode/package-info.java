/**
 * Where rows of a table lie in a model's latent space, by {@link
 * dev.vae.data.tabular.encode.TableEncoder}, and a map of them: {@link
 * dev.vae.data.tabular.encode.LatentMap} has the two directions in which they vary most, as points
 * or as a page.
 *
 * <p>{@code vae encode MODEL FILE --map map.html} is one call of these.
 */
@NullMarked
package dev.vae.data.tabular.encode;

import org.jspecify.annotations.NullMarked;
