/** Graph, gradients, engine, model, plugin interfaces and training. */
module dev.vae.core {
  requires com.google.common;
  requires com.google.gson;
  requires ejml.core;
  requires ejml.ddense;

  exports dev.vae.core.contract;
  exports dev.vae.core.engine;
  exports dev.vae.core.grad;
  exports dev.vae.core.estimate;
  exports dev.vae.core.graph;
  exports dev.vae.core.kernel;
  exports dev.vae.core.model;
  exports dev.vae.core.plugin;
  exports dev.vae.core.sampler;
  exports dev.vae.core.train;

  uses dev.vae.core.contract.OtherRuntime;
  uses dev.vae.core.kernel.KernelsProvider;
  uses dev.vae.core.plugin.LayerProvider;
  uses dev.vae.core.plugin.LikelihoodProvider;
  uses dev.vae.core.plugin.ObjectiveProvider;
  uses dev.vae.core.plugin.PosteriorProvider;
  uses dev.vae.core.plugin.PriorProvider;

  provides dev.vae.core.kernel.KernelsProvider with
      dev.vae.core.internal.portable.PortableProvider,
      dev.vae.core.internal.vector.VectorProvider;
}
