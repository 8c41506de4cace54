/** Graph, gradients, engine, model, plugin interfaces and training. */
module dev.vae.core {
  exports dev.vae.core.graph;
  exports dev.vae.core.kernel;
  exports dev.vae.core.model;

  uses dev.vae.core.kernel.KernelsProvider;
}
