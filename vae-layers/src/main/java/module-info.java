/** Built-in layers, likelihoods, priors, posteriors and objectives. */
module dev.vae.layers {
  requires transitive dev.vae.core;

  exports dev.vae.layers;

  provides dev.vae.core.plugin.LayerProvider with
      dev.vae.layers.layer.Dense,
      dev.vae.layers.layer.GatedDense,
      dev.vae.layers.layer.Embedding,
      dev.vae.layers.layer.Activations.Relu,
      dev.vae.layers.layer.Activations.LeakyRelu,
      dev.vae.layers.layer.Activations.Elu,
      dev.vae.layers.layer.Activations.Gelu,
      dev.vae.layers.layer.Activations.Silu,
      dev.vae.layers.layer.Activations.Tanh,
      dev.vae.layers.layer.Activations.Sigmoid,
      dev.vae.layers.layer.Activations.Softplus,
      dev.vae.layers.layer.Activations.Log1p,
      dev.vae.layers.layer.OneHot,
      dev.vae.layers.layer.PerColumn,
      dev.vae.layers.layer.Condition,
      dev.vae.layers.layer.Dropout,
      dev.vae.layers.layer.Norms.LayerNorm,
      dev.vae.layers.layer.Norms.GroupNorm,
      dev.vae.layers.layer.Norms.BatchNorm,
      dev.vae.layers.layer.Residual,
      dev.vae.layers.layer.Highway,
      dev.vae.layers.layer.Repeat,
      dev.vae.layers.layer.Gru,
      dev.vae.layers.layer.Lstm,
      dev.vae.layers.layer.PositionalEncoding,
      dev.vae.layers.layer.SelfAttention,
      dev.vae.layers.layer.Convolution,
      dev.vae.layers.layer.TransposedConvolution,
      dev.vae.layers.layer.Resizing.Flatten,
      dev.vae.layers.layer.Resizing.Unflatten,
      dev.vae.layers.layer.Resizing.Upsample,
      dev.vae.layers.layer.Resizing.MaxPool,
      dev.vae.layers.layer.Resizing.AveragePool;
  provides dev.vae.core.plugin.LikelihoodProvider with
      dev.vae.layers.probability.BernoulliLikelihood,
      dev.vae.layers.probability.GaussianLikelihood,
      dev.vae.layers.likelihood.Beta,
      dev.vae.layers.likelihood.BetaBinomial,
      dev.vae.layers.likelihood.Binomial,
      dev.vae.layers.likelihood.Categorical,
      dev.vae.layers.likelihood.Composite,
      dev.vae.layers.likelihood.ContinuousBernoulli,
      dev.vae.layers.likelihood.DiscretizedLogistic,
      dev.vae.layers.likelihood.Exponential,
      dev.vae.layers.likelihood.Gamma,
      dev.vae.layers.likelihood.Laplace,
      dev.vae.layers.likelihood.LogNormal,
      dev.vae.layers.likelihood.Logistic,
      dev.vae.layers.likelihood.LogisticMixture,
      dev.vae.layers.likelihood.NegativeBinomial,
      dev.vae.layers.likelihood.Ordinal,
      dev.vae.layers.likelihood.Poisson,
      dev.vae.layers.likelihood.StudentT;
  provides dev.vae.core.plugin.PosteriorProvider with
      dev.vae.layers.probability.GaussianPosterior,
      dev.vae.layers.probability.FullCovariancePosterior,
      dev.vae.layers.probability.PlanarPosterior,
      dev.vae.layers.probability.InverseAutoregressivePosterior,
      dev.vae.layers.probability.DeterministicPosterior;
  provides dev.vae.core.plugin.PriorProvider with
      dev.vae.layers.probability.StandardNormalPrior,
      dev.vae.layers.probability.NormalPrior,
      dev.vae.layers.probability.ConditionalNormalPrior,
      dev.vae.layers.probability.MixturePrior,
      dev.vae.layers.probability.FlowPrior,
      dev.vae.layers.probability.VampPrior;
  provides dev.vae.core.plugin.ObjectiveProvider with
      dev.vae.layers.objective.BetaTcObjective,
      dev.vae.layers.objective.DipObjective,
      dev.vae.layers.objective.ElboObjective,
      dev.vae.layers.objective.InfoVaeObjective,
      dev.vae.layers.objective.IwaeObjective,
      dev.vae.layers.objective.WaeMmdObjective;
}
