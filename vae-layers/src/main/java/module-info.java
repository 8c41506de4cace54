/** Built-in layers, likelihoods, priors, posteriors and objectives. */
module dev.vae.layers {
  requires transitive dev.vae.core;
  requires static org.jspecify;

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
      dev.vae.layers.layer.SpikesLayer,
      dev.vae.layers.layer.ConditionLayer,
      dev.vae.layers.layer.Observed,
      dev.vae.layers.layer.Dropout,
      dev.vae.layers.layer.Norms.LayerNorm,
      dev.vae.layers.layer.Norms.GroupNorm,
      dev.vae.layers.layer.Norms.BatchNorm,
      dev.vae.layers.layer.Residual,
      dev.vae.layers.layer.Highway,
      dev.vae.layers.layer.sequence.Repeat,
      dev.vae.layers.layer.sequence.Gru,
      dev.vae.layers.layer.sequence.Lstm,
      dev.vae.layers.layer.sequence.PositionalEncoding,
      dev.vae.layers.layer.sequence.SelfAttention,
      dev.vae.layers.layer.Conv2d,
      dev.vae.layers.layer.ConvTranspose2d,
      dev.vae.layers.layer.Pooling.Flatten,
      dev.vae.layers.layer.Pooling.Unflatten,
      dev.vae.layers.layer.Pooling.Upsample,
      dev.vae.layers.layer.Pooling.MaxPool,
      dev.vae.layers.layer.Pooling.AveragePool;
  provides dev.vae.core.plugin.LikelihoodProvider with
      dev.vae.layers.likelihood.BernoulliLikelihood,
      dev.vae.layers.likelihood.GaussianLikelihood,
      dev.vae.layers.likelihood.Beta,
      dev.vae.layers.likelihood.BetaBinomial,
      dev.vae.layers.likelihood.Binomial,
      dev.vae.layers.likelihood.Categorical,
      dev.vae.layers.likelihood.Composite,
      dev.vae.layers.likelihood.ContinuousBernoulli,
      dev.vae.layers.likelihood.DiscretizedLogistic,
      dev.vae.layers.likelihood.Exponential,
      dev.vae.layers.likelihood.Gamma,
      dev.vae.layers.likelihood.Hurdle,
      dev.vae.layers.likelihood.Laplace,
      dev.vae.layers.likelihood.LogNormal,
      dev.vae.layers.likelihood.Logistic,
      dev.vae.layers.likelihood.LogisticMixture,
      dev.vae.layers.likelihood.NegativeBinomial,
      dev.vae.layers.likelihood.Ordinal,
      dev.vae.layers.likelihood.Poisson,
      dev.vae.layers.likelihood.SelfMasked,
      dev.vae.layers.likelihood.StudentT;
  provides dev.vae.core.plugin.PosteriorProvider with
      dev.vae.layers.posterior.GaussianPosterior,
      dev.vae.layers.posterior.FullCovariancePosterior,
      dev.vae.layers.posterior.PlanarPosterior,
      dev.vae.layers.posterior.InverseAutoregressivePosterior,
      dev.vae.layers.posterior.DeterministicPosterior;
  provides dev.vae.core.plugin.PriorProvider with
      dev.vae.layers.prior.StandardNormalPrior,
      dev.vae.layers.prior.NormalPrior,
      dev.vae.layers.prior.ConditionalNormalPrior,
      dev.vae.layers.prior.MixturePrior,
      dev.vae.layers.prior.FlowPrior,
      dev.vae.layers.prior.VampPrior;
  provides dev.vae.core.plugin.ObjectiveProvider with
      dev.vae.layers.objective.BetaTcObjective,
      dev.vae.layers.objective.DipObjective,
      dev.vae.layers.objective.ElboObjective,
      dev.vae.layers.objective.InfoVaeObjective,
      dev.vae.layers.objective.IwaeObjective,
      dev.vae.layers.objective.MaskedObjective,
      dev.vae.layers.objective.WaeMmdObjective;
}
