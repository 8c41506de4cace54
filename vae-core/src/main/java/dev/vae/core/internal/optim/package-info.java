/**
 * The optimizers and learning-rate schedules that come with the library, as the providers that
 * plugins have as well: {@code BuiltInOptimizers} and {@code BuiltInSchedules} read their options,
 * {@code OptimKinds} announces both kinds to whoever looks for plugins.
 *
 * <p>{@code OptimizerUpdates} traces an optimizer into a training step's graph and keeps its state
 * among the variables, from where a checkpoint takes it.
 */
package dev.vae.core.internal.optim;
