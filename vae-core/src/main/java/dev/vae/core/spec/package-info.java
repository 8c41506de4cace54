/**
 * What a model is, as data: {@link dev.vae.core.spec.VaeSpec}, the parts by name and their options,
 * and {@link dev.vae.core.spec.Schema}, what a row means: columns, categories, scaling, condition.
 * Both are immutable, both are JSON in {@code model.json}, and neither knows how a model runs.
 *
 * <pre>{@code
 * VaeSpec spec =
 *     VaeSpec.builder().event(784).latent(20).encoder(dense(400), relu()).decoder(dense(400), relu())
 *         .likelihood(Likelihoods.bernoulli()).build();
 * VaeSpec wider = spec.with("latent=40");
 * }</pre>
 */
@NullMarked
package dev.vae.core.spec;

import org.jspecify.annotations.NullMarked;
