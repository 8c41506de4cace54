/**
 * The built-in likelihoods p(x | z), found by name. Each states its density, mean and draws in
 * graph operations over heads that the decoder gives; formulas and sources stand in the classes.
 * {@code Composite} gives each column of a table a likelihood of its own; {@code
 * ElementwiseLikelihood} is what most others are made of, {@code Draws} how random values are made.
 */
package dev.vae.layers.likelihood;
