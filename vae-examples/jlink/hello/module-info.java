/** A program that trains a model and draws from it. */
module hello {
  requires dev.vae.layers;
}
