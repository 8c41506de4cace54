/** Grids of pictures and charts of training, as PNG files. */
module dev.vae.draw {
  requires transitive dev.vae.core;
  requires transitive java.desktop;
  requires xchart;
  requires static org.jspecify;

  exports dev.vae.draw;
}
