/** The vae command line, worked examples, benchmarks and whole-system tests. */
module dev.vae.examples {
  requires transitive dev.vae.core;
}
