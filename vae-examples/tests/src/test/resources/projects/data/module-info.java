module app {
  requires dev.vae.core;
  requires dev.vae.layers;
  requires dev.vae.data;
}
