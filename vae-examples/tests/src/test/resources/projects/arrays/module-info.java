module app {
  requires dev.vae.core;
  requires dev.vae.layers;
}
