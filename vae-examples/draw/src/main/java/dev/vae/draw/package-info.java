/**
 * Draws what a model makes and how its training went, as PNG files:
 *
 * <pre>{@code
 * ImageGrid.of(vae).rows(vae.sampleMeansAsDouble(64, 1, null), 8).write(Path.of("samples.png"));
 * Charts.loss(Path.of("loss.png"), result.epochs());
 * }</pre>
 *
 * <p>This is a module of its own because it alone needs the desktop module of the JDK and a library
 * for charts: who trains and serves models carries neither.
 */
@NullMarked
package dev.vae.draw;

import org.jspecify.annotations.NullMarked;
