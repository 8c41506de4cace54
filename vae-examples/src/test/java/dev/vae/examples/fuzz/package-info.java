/**
 * Mutated files and texts of every kind that the library reads. A short run with fixed seeds is
 * part of the tests; {@code -Dvae.fuzz.seconds=1200} runs as long as that, from another seed.
 */
package dev.vae.examples.fuzz;
