/**
 * Serving a model. A {@link dev.vae.core.predict.Predictor} has weights and threads of its own: its
 * answers never change, any number of threads may ask it at once, and after {@code close} its
 * threads are gone.
 *
 * <pre>{@code
 * try (Predictor predictor = Predictor.load(Path.of("model"))) {
 *   RowEncoding z = predictor.encode(row);
 *   double nats = predictor.logLikelihood(row).logLikelihood();
 * }
 * }</pre>
 *
 * <p>A server makes one predictor when it starts, gives it to all its threads, and closes it when
 * it ends. Small calls are computed by the thread that asks; larger ones are shared with the
 * predictor's threads, unless these are busy with another call: then the asking thread computes
 * alone. No call waits for another, and none changes the bits of another. Programs are compiled at
 * the first call of their kind, so a server that must be quick from the start asks each once.
 */
@NullMarked
package dev.vae.core.predict;

import org.jspecify.annotations.NullMarked;
