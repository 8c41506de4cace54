/**
 * Random numbers, hashes and a cache, shared by the packages of this module; not exported.
 *
 * <p>{@code SplitMix64} makes orders and splits by seed; {@code RowCache} keeps decoded rows up to
 * a budget of bytes.
 */
package dev.vae.data.internal;
