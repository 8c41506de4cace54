/** Datasets: readers, transforms, splits, batches and generators. */
module dev.vae.data {
  requires transitive dev.vae.core;
  requires java.desktop;
  requires de.siegmar.fastcsv;

  exports dev.vae.data;
  exports dev.vae.data.fetch;
  exports dev.vae.data.generate;
  exports dev.vae.data.read;
  exports dev.vae.data.rows;
  exports dev.vae.data.source;
  exports dev.vae.data.write;
}
