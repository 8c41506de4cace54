/**
 * Optimizers and learning-rate schedules: {@link dev.vae.core.optim.Adam}, {@link
 * dev.vae.core.optim.Sgd}. An optimizer's step is written in graph operations like everything else,
 * so it is compiled into the training step. Plugins add others by {@link
 * dev.vae.core.optim.OptimizerProvider} and {@link
 * dev.vae.core.optim.LearningRateScheduleProvider}.
 *
 * <pre>{@code
 * Trainer.of(vae).train(rows).optimizer(Optimizer.adam(1e-3)).run();
 * Trainer.of(vae).train(rows).optimizer(Spec.of("sgd").with("learningRate", 0.1)).run();
 * }</pre>
 */
@NullMarked
package dev.vae.core.optim;

import org.jspecify.annotations.NullMarked;
