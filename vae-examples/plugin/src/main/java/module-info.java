module acme.waves {
  requires dev.vae.core;
  requires dev.vae.data; // for the data source alone

  provides dev.vae.core.optim.LearningRateScheduleProvider with
      acme.waves.Triangle;
  provides dev.vae.core.optim.OptimizerProvider with
      acme.waves.Lion;
  provides dev.vae.core.plugin.LayerProvider with
      acme.waves.Sine;
  provides dev.vae.core.plugin.LikelihoodProvider with
      acme.waves.Rayleigh;
  provides dev.vae.core.plugin.ObjectiveProvider with
      acme.waves.CyclicElbo;
  provides dev.vae.core.plugin.PosteriorProvider with
      acme.waves.LaplacePosterior;
  provides dev.vae.core.plugin.PriorProvider with
      acme.waves.LogisticPrior;
  provides dev.vae.data.source.DataSourceProvider with
      acme.waves.RawSource;
}
