/**
 * A model as a graph. {@code TracedModel} puts the parts of a spec together, layer by layer, in
 * scopes that name every variable and every stream of noise; {@code TraceContext} is what a part
 * sees of it; {@code BoundTerms} are the terms of the evidence lower bound, which objectives are
 * written in; {@code ModelComputations} cuts out what encoders, decoders and samplers run.
 * Training, inference, judging and export all read this one graph. Not exported to users.
 */
package dev.vae.core.trace;
