/** Datasets: readers, transforms, splits, batches and generators. */
module dev.vae.data {
  requires transitive dev.vae.core;
}
