/** Graph, gradients, engine, model, plugin interfaces and training. */
@SuppressWarnings("module") // the modules that internals are open to are built later
module dev.vae.core {
  requires com.google.gson;
  requires ejml.core;
  requires ejml.ddense;
  requires static org.jspecify;

  exports dev.vae.core;
  exports dev.vae.core.contract;
  exports dev.vae.core.contract.bench to
      dev.vae.export;
  exports dev.vae.core.density;
  exports dev.vae.core.draws to
      dev.vae.data,
      dev.vae.export,
      dev.vae.tests;
  exports dev.vae.core.engine;
  exports dev.vae.core.geometry;
  exports dev.vae.core.grad;
  exports dev.vae.core.estimate;
  exports dev.vae.core.graph;
  exports dev.vae.core.kernel to
      dev.vae.cli,
      dev.vae.data,
      dev.vae.tests;
  exports dev.vae.core.mixture to
      dev.vae.data,
      dev.vae.export;
  exports dev.vae.core.model;
  exports dev.vae.core.optim;
  exports dev.vae.core.plugin;
  exports dev.vae.core.predict;
  exports dev.vae.core.rows;
  exports dev.vae.core.sampler;
  exports dev.vae.core.spec;
  exports dev.vae.core.trace to
      dev.vae.cli,
      dev.vae.export,
      dev.vae.layers,
      dev.vae.tests;
  exports dev.vae.core.graph.attribute to
      dev.vae.export;
  exports dev.vae.core.internal.io to
      dev.vae.cli,
      dev.vae.data,
      dev.vae.draw,
      dev.vae.export,
      dev.vae.layers,
      dev.vae.serve,
      dev.vae.tests;
  exports dev.vae.core.internal.linalg to
      dev.vae.cli,
      dev.vae.data,
      dev.vae.serve;
  exports dev.vae.core.internal.text to
      dev.vae.cli,
      dev.vae.data,
      dev.vae.draw,
      dev.vae.export,
      dev.vae.layers,
      dev.vae.serve;
  exports dev.vae.core.train;

  uses dev.vae.core.contract.bench.ExternalRuntime;
  uses dev.vae.core.kernel.KernelProvider;
  uses dev.vae.core.optim.LearningRateScheduleProvider;
  uses dev.vae.core.optim.OptimizerProvider;
  uses dev.vae.core.plugin.LayerProvider;
  uses dev.vae.core.plugin.LikelihoodProvider;
  uses dev.vae.core.plugin.ObjectiveProvider;
  uses dev.vae.core.plugin.PluginKinds;
  uses dev.vae.core.plugin.PosteriorProvider;
  uses dev.vae.core.plugin.PriorProvider;

  provides dev.vae.core.kernel.KernelProvider with
      dev.vae.core.internal.portable.PortableProvider,
      dev.vae.core.internal.vector.VectorProvider;
  provides dev.vae.core.optim.LearningRateScheduleProvider with
      dev.vae.core.internal.optim.BuiltInSchedules.Constant,
      dev.vae.core.internal.optim.BuiltInSchedules.Cosine,
      dev.vae.core.internal.optim.BuiltInSchedules.Exponential,
      dev.vae.core.internal.optim.BuiltInSchedules.Step;
  provides dev.vae.core.optim.OptimizerProvider with
      dev.vae.core.internal.optim.BuiltInOptimizers.AdamProvider,
      dev.vae.core.internal.optim.BuiltInOptimizers.SgdProvider;
  provides dev.vae.core.plugin.PluginKinds with
      dev.vae.core.internal.optim.OptimKinds;
}
